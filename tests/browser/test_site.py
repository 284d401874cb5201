"""The built site in a browser: what a reader sees, with the program's own theme."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

LONG = r"\underbrace{x_1 + x_2 + x_3 + x_4 + x_5 + x_6 + x_7 + x_8 + x_9 + x_{10}}_{\text{long}}"
TEXT = r"""
WORDS $\pi_\theta(a \mid s)$ `code`[^1]

## WORDS {#first}

$$ LONG + LONG \label{eq} $$

```python {linenos}
def a_function_with_a_long_name(argument_one, argument_two, argument_three, argument_four): ...
```

| WORDS | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| $LONG$ | 1 | 2 | 3 | 4 | 5 | 6 | 7 |

## WORDS

> [!NOTE]
> \eqref{eq}，ANameThatIsMuchTooLongToFitOnANarrowScreenAndHasNoBlankInIt

![WORDS](/figures/wide.svg "WORDS")

[^1]: WORDS
""".replace("LONG", LONG)
ZH = TEXT.replace("WORDS", "策略梯度的推导与实现，" * 3)
EN = TEXT.replace("WORDS", "The derivation of the policy gradient, and how to write it.")
SITE = {
    "site.yaml": "title: {zh: 笔记, en: Notes}\nbase_url: BASE/blog\nindex: {per_page: 2}\n",
    "static/figures/wide.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="100"><path d="M0 0h9"/></svg>'
    ),
    "content/zh/pages/about.md": "---\ntitle: 关于\n---\n\n说明。\n",
    "content/zh/only.md": note("只有中文。", title="只有中文", tags="[rl]"),
    **{f"content/zh/{name}.md": note(ZH, title=f"中文 {name}", tags="[rl]") for name in "abc"},
    **{f"content/en/{name}.md": note(EN, title=f"Note {name}", series="s") for name in "abc"},
}
PAGES = [
    "",
    "page/2/",
    "notes/a/",
    "about/",
    "tags/",
    "tags/rl/",
    "archive/",
    "404.html",
    "en/",
    "en/notes/a/",
    "notes/a/bilingual/",
    "en/series/s/",
]


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a built site below `/blog/` on this machine only."""
    folder = tmp_path_factory.mktemp("site")
    root = tmp_path_factory.mktemp("root")
    with serving_files(root) as url:
        write_files(folder, {**SITE, "site.yaml": SITE["site.yaml"].replace("BASE", url)})
        site = build(folder)
        assert site.warnings == []
        (root / "blog").symlink_to(site.output)
        yield f"{url}/blog/"


def watch(page: Page) -> list[str]:
    """Return a list that fills with all that goes wrong on `page`."""
    wrong: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(message.text)

    def fail(request: Request) -> None:
        wrong.append(f"{request.url} failed")

    page.on("console", hear)
    page.on("requestfailed", fail)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.extend([answer.url] if answer.status >= 400 else []))
    return wrong


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_errors_or_scrolls_sideways(base_url: str, page: Page, width: int) -> None:
    wrong = watch(page)
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"{base_url}{path}", wait_until="networkidle")
        size = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert size[0] <= size[1], f"/{path} is {size[0]} px wide"
        assert wrong == [], path


def test_everything_comes_from_the_site_itself(base_url: str, page: Page) -> None:
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in ("", "notes/a/"):
        page.goto(f"{base_url}{path}", wait_until="networkidle")
    assert hosts == {base_url.split("/")[2]}


def test_the_fonts_of_formulas_load(base_url: str, page: Page) -> None:
    page.goto(f"{base_url}notes/a/", wait_until="networkidle")
    fonts = page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts]"
        ".filter(font => font.status === 'loaded').map(font => font.family))"
    )
    assert {"KaTeX_Main", "KaTeX_Math"} <= {name.strip('"') for name in fonts}
    heights = page.evaluate(
        "[...document.querySelectorAll('.math-display .katex-html')].map(e => e.offsetHeight)"
    )
    assert heights
    assert min(heights) > 20


def test_the_language_link_lands_on_the_same_article(base_url: str, page: Page) -> None:
    page.goto(f"{base_url}notes/b/")
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.locator("nav.languages a[hreflang=en]").click()
    expect(page).to_have_url(f"{base_url}en/notes/b/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("article.note h1").inner_text() == "Note b"
    page.locator("nav.languages a[hreflang=zh-CN]").click()
    expect(page).to_have_url(f"{base_url}notes/b/")


def test_the_language_link_follows_the_section_being_read(base_url: str, page: Page) -> None:
    page.goto(f"{base_url}notes/a/")
    link = page.locator("nav.languages a[hreflang=en]")
    assert str(link.get_attribute("href")).endswith("/en/notes/a/")
    page.evaluate("document.querySelectorAll('.note-body h2')[1].scrollIntoView()")
    expect(link).to_have_attribute("href", re.compile("#."))
    target = page.evaluate("document.querySelector('nav.languages a[hreflang=en]').hash")
    assert page.locator(".note-body h2 .counterpart").nth(1).evaluate("link => link.hash") == target
    page.goto(str(page.evaluate("document.querySelector('nav.languages a[hreflang=en]').href")))
    assert page.locator(".note-body h2").nth(1).evaluate("h => h.matches(':target')")


def test_contents_lead_to_a_section_s_counterpart_without_scripts(
    base_url: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}notes/a/")
    page.locator(".toc .counterpart").first.click()
    expect(page).to_have_url(re.compile("/en/notes/a/#first$"))
    context.close()


def test_the_index_leads_to_every_note(base_url: str, page: Page) -> None:
    page.goto(base_url)
    titles = page.locator("ol.entries > li > article.entry h2 > a").all_inner_texts()
    page.locator("nav.pager a[rel=next]").click()
    expect(page).to_have_url(f"{base_url}page/2/")
    page.wait_for_load_state()
    titles += page.locator("ol.entries > li > article.entry h2 > a").all_inner_texts()
    assert sorted(titles) == ["中文 a", "中文 b", "中文 c", "只有中文"]
    page.get_by_role("link", name="中文 c").first.click()
    expect(page.locator("article.note .note-body")).to_be_visible()


def test_a_reference_leads_to_its_formula(base_url: str, page: Page) -> None:
    page.goto(f"{base_url}en/notes/a/")
    page.locator(".note-body a.math-ref").click()
    expect(page).to_have_url(re.compile("#eq$"))
    assert page.locator("[id='eq']").is_visible()


def test_a_note_reads_without_scripts(base_url: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}notes/a/")
    for part in ("h1", ".katex-html >> nth=0", ".code", "table", "img", "nav.languages"):
        assert page.locator(part).first.is_visible(), part
    page.locator("nav.languages a[hreflang=en]").click()
    expect(page.locator("h1")).to_have_text("Note a")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(base_url: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(f"{base_url}notes/a/")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red = int(colour.partition("(")[2].split(",")[0])
    assert (red < 80) == (scheme == "dark")
    context.close()


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        (".note-body p .math-inline", r"$\pi_\theta(a \mid s)$"),
        (".note-body p .katex-html .mord", r"$\pi_\theta(a \mid s)$"),
        (".note-body > .math-display", f"$$ {LONG} + {LONG} \\tag{{1}} $$"),
    ],
)
def test_a_copied_formula_is_its_tex(base_url: str, page: Page, selector: str, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{base_url}/en/notes/a/")
    page.evaluate(
        """(selector) => {
            getSelection().selectAllChildren(document.querySelector(selector));
            document.execCommand("copy");
        }""",
        selector,
    )
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert " ".join(copied.split()) == " ".join(text.split())
