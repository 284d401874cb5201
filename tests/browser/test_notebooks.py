"""Notebooks in a browser: nothing of hostile ones acts, and outputs fit the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.file_server import serving_files
from tests.notebooks.hostile_cases import list_files
from tests.small_site import BuiltSite, build, code, notebook, printed, shown, write_files

pytestmark = pytest.mark.browser

WIDE = "<table><tr>" + "<td>0.123456</td>" * 40 + "</tr></table>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = tmp_path_factory.mktemp("notebooks")
    wide = notebook(code("x", printed("word " * 200), shown(text_html=WIDE)))
    write_files(folder, {**list_files(are_pages=True), "content/zh/wide.ipynb": wide})
    return build(folder)


@pytest.fixture(scope="module")
def address(site: BuiltSite) -> Iterator[str]:
    with serving_files(site.output) as url:
        yield url


def test_no_program_of_a_notebook_runs(site: BuiltSite, address: str, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'hit', {set() { document.title = 'HIT'; }})"
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    paths = [path.parent for path in sorted(site.output.glob("notes/*/index.html"))]
    paths += sorted(site.output.rglob("files/notebooks/*.svg"))
    for path in paths:
        below = path.relative_to(site.output).as_posix()
        page.goto(f"{address}/{below}" + ("" if path.suffix else "/"))
        page.mouse.move(200, 200)
        assert page.title() != "HIT", below
    assert len(paths) > 40
    assert not [url for url in asked if not url.startswith((address, "data:"))]
    page.evaluate("() => { window.hit = 1; }")
    assert page.title() == "HIT"  # so one that ran would have been seen
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_wide_outputs_scroll_by_themselves(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/notes/wide/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
