"""Terms in a browser: the other language's word is out of sight until it is asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

SITE = (
    "title: T\nterm_hints: true\n"
    "languages: {zh: {label: 中文, tag: zh-CN}, en: {label: English, tag: en}}\n"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("terms")
    text = "Words at the end of a line in a rather narrow window: attention."
    files = {
        "site.yaml": SITE,
        "terms.yaml": "- {zh: 注意力机制和其他很长的说法, en: attention}\n",
        "content/en/a.md": note(text, title="A"),
    }
    write_files(folder, files)
    with serving_files(build(folder).output) as url:
        yield url


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("has_script", [True, False])
def test_the_other_word_shows_at_a_tap_and_by_keyboard(
    address: str, browser: Browser, width: int, *, has_script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 600}, java_script_enabled=has_script, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{address}/en/notes/a/")
    term, hint = page.locator(".term"), page.locator(".term-hint")
    expect(hint).to_have_css("clip-path", "inset(50%)")
    term.tap()
    expect(hint).to_have_css("clip-path", "none")
    box = hint.bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    page.locator("h1").tap()
    expect(hint).to_have_css("clip-path", "inset(50%)")
    term.focus()
    expect(hint).to_have_css("clip-path", "none")
    context.close()


def test_escape_hides_the_other_word_until_pointer_and_focus_have_left(
    address: str, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/notes/a/")
    term, hint = page.locator(".term"), page.locator(".term-hint")
    for ask, leave in (
        (term.hover, page.locator("h1").hover),
        (term.focus, page.locator("a[href]").first.focus),
    ):
        ask()
        expect(hint).to_have_css("clip-path", "none")
        page.keyboard.press("Escape")
        expect(hint).to_have_css("clip-path", "inset(50%)")
        leave()
        ask()
        expect(hint).to_have_css("clip-path", "none")
        leave()
    page.close()
