"""Code in a browser: what is copied, what is folded, what scrolls."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

LONG = "x = " + " + ".join(["a_long_name"] * 30)
TEXT = f"""
```python {{linenos hl=2}}
one = 1
two = 2
```

```python {{diff linenos}}
 def f():
-    return 1
+    return 2
```

```python {{fold title="long.py"}}
{LONG}
```
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("code")
    write_files(folder, {"content/zh/a.md": note(TEXT)})
    with serving_files(build(folder).output) as url:
        yield f"{url}/notes/a/"


@pytest.mark.parametrize(
    ("index", "text"), [(0, "one = 1\ntwo = 2"), (1, "def f():\n    return 2")]
)
def test_copying_takes_the_code_alone(address: str, page: Page, index: int, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.locator(".code .copy").nth(index).click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_a_selection_has_no_line_numbers(address: str, page: Page) -> None:
    page.goto(address)
    selected = page.evaluate(
        """() => {
            getSelection().selectAllChildren(document.querySelector(".code pre"));
            return getSelection().toString().trim();
        }"""
    )
    assert selected.split() == ["one", "=", "1", "two", "=", "2"]


def test_folded_code_opens_without_a_script(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    code = page.get_by_role("group", name="代码: long.py")
    assert not code.is_visible()
    page.locator(".fold summary").click()
    assert code.is_visible()
    page.emulate_media(media="print")
    context.close()


def test_folded_code_is_open_on_paper(address: str, page: Page) -> None:
    page.goto(address)
    page.emulate_media(media="print")
    assert page.locator(".fold pre").bounding_box()["height"] > 10  # type: ignore[index]


def test_long_lines_scroll_by_keys(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(address)
    page.locator(".fold summary").click()
    code = page.locator(".fold pre")
    code.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(code).not_to_have_js_property("scrollLeft", 0)
