"""Sites that differ by settings alone: each can be read in both schemes, and none is too wide."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

LOOKS = {
    "green": """theme: {accent: "#00704a", font: {body: sans}, width: wide, density: compact}
banner: text
social: {github: ada, scholar: qc6CJjYAAAAJ, mastodon: "@ada@mastodon.social", linkedin: ada, email: a@example.org, feed: true}
footer: {text: On trains., licence: CC-BY-4.0, icp: 京ICP备12345678号-1, police: 京公网安备11010502030143号}
""",
    "violet": """theme: {accent: {light: "#7c3aed", dark: "#c4b5fd"}, font: {body: {zh: kai, en: mono}}, width: narrow, density: airy}
banner: none
logo: {light: logo.svg, dark: logo.svg}
navigation: [home, archive, tags, about, {title: A site elsewhere, url: https://a.example/}, {title: Feed, url: /en/feed.xml}]
""",
    "grey": 'theme: {accent: "#555555", width: 30rem}\ntagline: ""\n',
}
TEXT = (
    "WORDS $\\pi_\\theta$ [a link](#a), `code`.\n\n## WORDS {#a}\n\n```python\nx = 1  # one\n```\n"
)
FILES = {
    "static/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 1'/>",
    "content/en/a.md": note(TEXT.replace("WORDS", "The policy"), tags="[rl]"),
    "content/zh/a.md": note(TEXT.replace("WORDS", "策略"), tags="[rl]"),
    "content/en/pages/about.md": "---\ntitle: About this site\n---\n\nText.\n",
}
PAGES = ["", "en/", "en/notes/a/", "notes/a/#a", "archive/", "tags/", "404.html"]


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Name of a look → address of a site that has it."""
    with ExitStack() as stack:
        found = {}
        for name, settings in LOOKS.items():
            folder = tmp_path_factory.mktemp(name)
            head = "title: {zh: 笔记, en: Notes}\ndescription: What I read.\n"
            write_files(folder, {**FILES, "site.yaml": head + settings})
            found[name] = stack.enter_context(serving_files(build(folder).output))
        yield found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_look_can_be_read(
    urls: dict[str, str], browser: Browser, look: str, width: int, scheme: str
) -> None:
    size = ViewportSize(width=width, height=800)
    context = browser.new_context(
        viewport=size,
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{urls[look]}/{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
