"""How a note reads in a browser: footnotes beside the text, the reader's dark or light."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

FOOTNOTES = "文字[^a]文字[^b]文字[^c]。\n\n" + "\n\n".join(
    f"[^{name}]: {'脚注的文字，' * 20}" for name in "abc"
)
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one note."""
    folder = tmp_path_factory.mktemp("site")
    files = {"content/zh/a.md": note(FOOTNOTES), "content/zh/pages/b.md": note(FOOTNOTES)}
    files["content/zh/c.md"] = note(r"$\vec{x}$")
    write_files(folder, files)
    with serving_files(build(folder).output) as address:
        yield address


@pytest.mark.parametrize("has_scripts", [True, False])
def test_on_wide_screens_footnotes_stand_beside_the_text(
    url: str, browser: Browser, *, has_scripts: bool
) -> None:
    context = browser.new_context(viewport=WIDE, java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto(f"{url}/notes/a/")
    text = page.locator(".note-body").bounding_box()
    marks = [mark.bounding_box() for mark in page.locator(".footnote-ref").all()]
    boxes = [each.bounding_box() for each in page.locator(".footnotes li").all()]
    assert text is not None
    end = 0.0
    for mark, box in zip(marks, boxes, strict=True):
        assert mark is not None
        assert box is not None
        assert text["x"] + text["width"] < box["x"] < box["x"] + box["width"] < WIDE["width"]
        assert box["y"] >= max(mark["y"] - 4, end)
        end = box["y"] + box["height"]
    context.close()


def test_footnotes_may_stand_at_the_end_and_remarks_beside_the_text(
    tmp_path: Path, page: Page
) -> None:
    text = "One[^a] two[^>a remark] three[^>another] four[^b].\n\n[^a]: At the end.\n\n[^b]: Too."
    write_files(
        tmp_path, {"site.yaml": "title: T\nfootnotes: end\n", "content/zh/a.md": note(text)}
    )
    with serving_files(build(tmp_path).output) as address:
        page.set_viewport_size(WIDE)
        page.goto(f"{address}/notes/a/")
        body = page.locator(".note-body").bounding_box()
        boxes = [each.bounding_box() for each in page.locator(".footnotes li").all()]
        assert body is not None
        beside = [box["x"] > body["x"] + body["width"] for box in boxes if box]
        assert beside == [False, True, True, False]
        first, second, third, fourth = (box for box in boxes if box)
        assert second["y"] + second["height"] <= third["y"]
        assert first["y"] < fourth["y"] < first["y"] + 3 * first["height"]
        page.set_viewport_size(NARROW)
        assert page.locator(".footnotes").inner_text().split("\n\n")[0].startswith("At the end.")
        page.emulate_media(media="print")
        heights = [each.bounding_box() for each in page.locator(".footnotes li").all()]
        tops = [box["y"] for box in heights if box]
        assert tops == sorted(tops)


def test_elsewhere_they_stand_below_and_show_where_their_mark_is_pointed_at(
    url: str, page: Page
) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{url}/notes/a/")
    last = page.locator(".note-body > p").last.bounding_box()
    first_note = page.locator(".footnotes li").first.bounding_box()
    assert last is not None
    assert first_note is not None
    assert first_note["y"] > last["y"]
    page.hover(".footnote-ref a")
    assert page.locator(".peek").inner_text().startswith("脚注的文字")
    page.keyboard.press("Escape")
    expect(page.locator(".peek")).to_have_count(0)
    page.set_viewport_size(WIDE)
    page.hover("h1")
    page.hover(".footnote-ref a")
    assert page.locator(".peek").count() == 0
    assert page.locator(".footnotes li.pointed").count() == 1


@pytest.mark.parametrize("chosen", ["dark", "light"])
def test_no_frame_has_the_wrong_colours(url: str, browser: Browser, chosen: str) -> None:
    other = "light" if chosen == "dark" else "dark"
    context = browser.new_context(color_scheme=other)  # type: ignore[arg-type]  # one of the two
    context.add_init_script(
        """
        const look = () => {
          if (document.body) (window.seen ??= []).push(getComputedStyle(document.body).backgroundColor);
          if (document.readyState !== "complete" || window.seen.length < 5) requestAnimationFrame(look);
          else document.body.dataset.seen = "enough";
        };
        requestAnimationFrame(look);
        """
    )
    page = context.new_page()
    page.goto(f"{url}/notes/a/")
    page.click(".theme-switch")
    for path in ("/", "/notes/a/", "/tags/"):
        page.goto(f"{url}{path}")
        expect(page.locator("body")).to_have_attribute("data-seen", "enough")
        assert page.evaluate("document.documentElement.dataset.theme") == chosen
        dark, light = "rgb(16, 22, 30)", "rgb(251, 250, 247)"
        assert set(page.evaluate("window.seen")) == {dark if chosen == "dark" else light}
    context.close()


def test_arrows_over_vectors_show(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/c/")
    arrow = page.locator(".katex svg").bounding_box()
    assert arrow is not None
    assert arrow["width"] > 1
