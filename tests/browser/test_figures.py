"""Pictures in a browser: nothing moves while they load, and each opens in full."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.file_server import serving_files
from tests.pictures.made import encode, gradient
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

TEXT = """
![A wide gradient](wide.png "A *gradient*.")

Words before the next one. ![Small](small.png)

![A drawing](drawing.svg "Drawn.")

<img src="small.png" alt="Typed">

""" + "\n\n".join(["More to read, line after line, about what the figures above show."] * 40)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("figures")
    write_files(
        folder,
        {
            "content/zh/a/index.md": note(TEXT, title="Figures"),
            "content/zh/a/wide.png": encode(gradient(1600, 900), "PNG"),
            "content/zh/a/small.png": encode(gradient(300, 200), "PNG"),
            "content/zh/a/drawing.svg": (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 500"><path d="M0 0h9"/></svg>'
            ),
        },
    )
    with serving_files(build(folder).output) as url:
        yield f"{url}/notes/a/"


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_pictures_load(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.add_init_script(
        """globalThis.shifts = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) globalThis.shifts += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(address, wait_until="networkidle")
    page.mouse.wheel(0, 3000)
    for image in page.locator("img").all():
        expect(image).not_to_have_js_property("naturalWidth", 0)
    assert page.evaluate("globalThis.shifts") < 0.02
    for image in page.locator(".note-body img").all():
        width_px, height_px, ratio = image.evaluate(
            "each => [each.width, each.height, each.naturalWidth / each.naturalHeight]"
        )
        assert width_px <= width
        assert abs(width_px / height_px - ratio) < 0.02


def test_a_narrow_screen_loads_a_small_copy(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    loaded = []
    page.on("response", lambda answer: loaded.append(answer.url))
    page.goto(address, wait_until="networkidle")
    wide = page.locator(".note-body img").first
    assert wide.evaluate("each => each.currentSrc.endsWith('.webp')")
    assert not [url for url in loaded if url.endswith("wide.png")]


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_figure_opens_in_full_and_gives_the_focus_back(
    address: str, page: Page, way: str
) -> None:
    page.goto(address)
    link = page.locator("a.zoom").first
    if way == "mouse":
        link.click()
    else:
        link.focus()
        page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="A wide gradient")
    assert dialog.locator("img").evaluate("each => each.src").endswith("/notes/a/wide.png")
    expect(dialog.locator(".shut")).to_be_focused()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    expect(page.locator("a.zoom").first).to_be_focused()
    assert page.url == address


def test_without_a_script_a_figure_leads_to_its_picture(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator("a.zoom").first.click()
    expect(page).to_have_url(f"{address}wide.png")
    context.close()
