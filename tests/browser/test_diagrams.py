"""Diagrams in a browser: drawn by the site's own script, for light and dark pages."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

TEXT = """
```mermaid
flowchart LR
  accTitle: One step
  P[策略 π] -->|样本| R{Reward} --> U[Update]
```

```mermaid
sequenceDiagram
  Policy->>Critic: state
```

```mermaid
flowchart LR
  A --
```
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("diagrams")
    write_files(folder, {"content/zh/a.md": note(TEXT), "content/zh/b.md": note("Words.")})
    with serving_files(build(folder).output) as url:
        yield f"{url}/notes/"


def open_drawn(page: Page, address: str) -> list[str]:
    """Open the page; return what its console said once all diagrams are done."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{address}a/")
    expect(page.locator(".diagram:has(.drawing, .diagram-problem)")).to_have_count(3)
    return said


@pytest.mark.parametrize("width", [360, 1280])
def test_diagrams_are_drawn(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert open_drawn(page, address) == []
    drawings = page.locator(".drawing:visible")
    assert drawings.count() == 2
    assert "策略" in drawings.first.inner_text()
    assert drawings.first.locator("svg").bounding_box() is not None
    page.get_by_role("img", name="One step").wait_for()
    size = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert size[0] <= size[1]


def test_a_mistake_shows_the_source_and_says_where(address: str, page: Page) -> None:
    open_drawn(page, address)
    wrong = page.locator(".diagram").nth(2)
    assert wrong.locator("pre").is_visible()
    assert wrong.locator(".diagram-problem").inner_text() == "这张图无法绘制: Parse error on line 3"


def test_the_source_of_a_drawn_diagram_is_at_hand(address: str, page: Page) -> None:
    open_drawn(page, address)
    source = page.locator(".diagram").first.locator("pre")
    assert not source.is_visible()
    page.get_by_text("图的源码").first.click()
    assert source.is_visible()


def test_a_switch_of_the_theme_shows_the_other_drawing(address: str, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    open_drawn(page, address)
    assert page.locator(".drawing-light").first.is_visible()
    page.locator(".theme-switch").click()
    assert page.locator(".drawing-dark").first.is_visible()
    assert not page.locator(".drawing-light").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".drawing-light").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_can_be_read_by_all(
    address: str, page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    open_drawn(page, address)
    assert Axe().run(page).response["violations"] == []


def test_only_pages_with_diagrams_load_mermaid(address: str, page: Page) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}b/", wait_until="networkidle")
    assert not [url for url in loaded if "mermaid" in url or "diagrams" in url]


def test_without_a_script_the_source_is_read(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}a/")
    assert page.locator(".diagram pre").first.is_visible()
    context.close()
