"""Comments in a browser, with a page of this test's own in the place of giscus.app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

SITE = (
    "title: Notes\n"
    "comments: {giscus: {repo: a/b, repo_id: R_1, category: General, category_id: DIC_1}}\n"
)
CLIENT = """
  const frame = document.createElement("iframe");
  frame.className = "giscus-frame";
  frame.title = "Comments";
  frame.src = "https://giscus.app/widget?" + new URLSearchParams(document.currentScript.dataset);
  document.querySelector(".giscus").append(frame);
"""
WIDGET = """<!doctype html><title>w</title><body><script>
  addEventListener("message", (event) => document.body.append(event.data.giscus.setConfig.theme));
</script>"""


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write_files(folder, {"site.yaml": SITE, "content/zh/a.md": note("文字。\n\n" * 200)})
    with serving_files(build(folder).output) as address:
        yield f"{address}/notes/a/"


def test_comments_load_when_a_reader_comes_near_and_follow_the_theme(url: str, page: Page) -> None:
    asked: list[str] = []
    wrong: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        is_script = route.request.url.endswith("client.js")
        kind, body = ("text/javascript", CLIENT) if is_script else ("text/html", WIDGET)
        headers = {"access-control-allow-origin": "*"}
        route.fulfill(content_type=kind, body=body, headers=headers)

    page.on("console", lambda message: wrong.append(message.text))
    page.route("https://giscus.app/**", answer)
    page.emulate_media(color_scheme="dark")
    page.goto(url, wait_until="networkidle")
    assert asked == []
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    element = page.wait_for_selector(".giscus iframe")
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    assert "theme=noborder_dark" in frame.url
    assert "term=a" in frame.url
    frame.wait_for_load_state()
    page.click(".theme-switch")
    expect(frame.locator("body")).to_contain_text("noborder_light")
    assert wrong == []


def test_without_a_script_a_link_leads_to_the_discussion(url: str, page: Page) -> None:
    page.goto(url)
    link = page.locator(".comments a")
    assert link.get_attribute("href") == "https://github.com/a/b/discussions?discussions_q=a"
