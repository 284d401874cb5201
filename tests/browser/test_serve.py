"""A page that stays open while its author writes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.serve_process import ServeProcess, note, serving, write_site

pytestmark = pytest.mark.browser

TEMPLATE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:">
<title>{{ page.title }}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{{ page.frame.assets['katex/katex.min.css'] }}">
<link rel="stylesheet" href="{{ page.frame.assets['look.css'] }}">
</head>
<body><header>Head</header>
<main><article class="note"><h1>{{ page.title }}</h1><div class="note-body">{{ page.body }}</div></article></main>
</body>
</html>
"""

LONG = "\n\n".join(f"Paragraph {number}." for number in range(120))
TEXT = f"""Before.

<details><summary>More</summary>Hidden.</details>

$$a + b$$

```python
print(1)
```

{LONG}

After."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(
        tmp_path,
        {
            "content/en/a.md": note("A", TEXT),
            "templates/article.html": TEMPLATE,
            "static/assets/look.css": "h1 { color: rgb(1, 2, 3) }",
        },
    )


@pytest.fixture
def server(site: Path) -> Iterator[ServeProcess]:
    with serving(site) as server:
        yield server


@pytest.fixture
def opened(page: Page, server: ServeProcess) -> Page:
    """The note, scrolled, with its details open, a choice of colours, and a mark in its memory."""
    with page.expect_response(lambda each: each.request.resource_type == "fetch") as followed:
        page.goto(f"{server.url}en/notes/a/")
    followed.value.finished()  # the page is what the server has, so changes are made in place
    page.evaluate(
        """() => {
            window.isTheSame = true;
            document.documentElement.dataset.theme = "dark";
            document.querySelector("details").open = true;
            window.scrollTo(0, 1500);
        }"""
    )
    return page


def errors(page: Page) -> list[str]:
    """Return what the console told as errors."""
    told = [each.text for each in page.console_messages() if each.type == "error"]
    return [*told, *map(str, page.page_errors())]


def save(site: Path, path: str, old: str, new: str) -> None:
    text = (site / path).read_text(encoding="utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new), encoding="utf-8")


def assert_kept(page: Page) -> None:
    """The page was not loaded anew, and looks as its reader left it."""
    assert page.evaluate("window.isTheSame")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("document.querySelector('details').open")
    assert abs(page.evaluate("window.scrollY") - 1500) < 100


def test_text_formula_and_code_change_in_place(opened: Page, site: Path) -> None:
    opened.evaluate("window.last = [...document.querySelectorAll('.note-body > p')].at(-1)")
    body = opened.locator(".note-body")
    save(site, "content/en/a.md", "Before.", "Before *all* 中文.")
    expect(body).to_contain_text("Before all 中文.")
    save(site, "content/en/a.md", "a + b", "a + b + \\frac{c}{d}")
    expect(body.locator(".math-display .mfrac")).to_have_count(1)
    save(site, "content/en/a.md", "print(1)", "print(1)\nprint(2)")
    expect(body.locator(".code")).to_contain_text("print(2)")
    save(site, "content/en/a.md", "Before", "Another paragraph.\n\nBefore")
    expect(body).to_contain_text("Another paragraph.")
    assert_kept(opened)
    is_kept = "window.last === [...document.querySelectorAll('.note-body > p')].at(-1)"
    assert opened.evaluate(is_kept), "what did not change stays the same node"
    assert errors(opened) == []


def test_front_matter_changes_in_place(opened: Page, site: Path) -> None:
    save(site, "content/en/a.md", "title: A", "title: A new title")
    expect(opened.locator("h1")).to_have_text("A new title")
    expect(opened).to_have_title("A new title")
    assert_kept(opened)


def test_a_style_sheet_is_swapped_in_place(opened: Page, site: Path) -> None:
    expect(opened.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    save(site, "static/assets/look.css", "rgb(1, 2, 3)", "rgb(4, 5, 6)")
    expect(opened.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")
    expect(opened.locator("link[rel=stylesheet]")).to_have_count(2)
    assert_kept(opened)
    assert errors(opened) == []


def test_a_template_loads_the_page_anew(opened: Page, site: Path) -> None:
    save(site, "templates/article.html", "Head", "Another head")
    expect(opened.locator("header")).to_have_text("Another head")
    assert opened.evaluate("window.isTheSame") is None
    assert abs(opened.evaluate("window.scrollY") - 1500) < 100


def test_site_yaml_loads_the_page_anew(opened: Page, site: Path) -> None:
    save(site, "content/en/a.md", "a + b", "\\mine")
    overlay = opened.get_by_role("alert")
    expect(overlay).to_contain_text("KaTeX does not know \\mine")
    with (site / "site.yaml").open("a") as file:
        file.write('math: {macros: {"\\\\mine": "\\\\frac{c}{d}"}}\n')
    expect(opened.locator(".math-display .mfrac")).to_have_count(1)
    expect(overlay).to_have_count(0)
    assert opened.evaluate("window.isTheSame") is None


def test_mistakes_lie_over_the_last_good_page_until_mended(opened: Page, site: Path) -> None:
    save(site, "content/en/a.md", "a + b", "a + \\wrong")
    overlay = opened.get_by_role("alert")
    expect(overlay).to_contain_text("content/en/a.md:9:7: KaTeX does not know \\wrong")
    expect(overlay.locator("pre")).to_contain_text("$$a + \\wrong$$")
    expect(overlay.locator(".caret")).to_have_count(1)
    save(site, "content/en/a.md", "After.", "After $\\alsowrong$.")
    expect(overlay.locator("li")).to_have_count(2)
    expect(opened.locator(".note-body")).to_contain_text("After.")
    assert_kept(opened)

    other = opened.context.new_page()
    other.goto(opened.url)
    expect(other.get_by_role("alert")).to_contain_text("2 mistakes")

    save(site, "content/en/a.md", "a + \\wrong", "a + c")
    expect(overlay.locator("li")).to_have_count(1)
    save(site, "content/en/a.md", " $\\alsowrong$.", " all.")
    expect(overlay).to_have_count(0)
    expect(opened.locator(".note-body")).to_contain_text("After all.")
    assert_kept(opened)
    assert errors(opened) == []


def test_a_broken_site_yaml_is_shown_and_mended(opened: Page, site: Path) -> None:
    overlay = opened.get_by_role("alert")
    save(site, "site.yaml", "title: Notes", "titel: Notes")
    expect(overlay).to_contain_text("site.yaml:1:")
    save(site, "site.yaml", "titel: Notes", "title: Notes")
    expect(overlay).to_have_count(0)
    assert_kept(opened)


def test_what_a_script_added_stays(opened: Page, site: Path) -> None:
    opened.evaluate(
        """() => {
            document.querySelector("h1").insertAdjacentHTML("beforeend", "<button>Copy</button>");
            document.body.insertAdjacentHTML("afterbegin", "<aside>Added</aside>");
        }"""
    )
    save(site, "content/en/a.md", "Before.", "Changed.")
    expect(opened.locator(".note-body")).to_contain_text("Changed.")
    expect(opened.locator("h1 button")).to_have_count(1)
    expect(opened.locator("aside")).to_have_count(1)
    assert_kept(opened)


def test_what_a_script_has_rebuilt_stays_or_is_made_anew(opened: Page, site: Path) -> None:
    """A paragraph that a script has put into a box, beside one that it has added to."""
    opened.evaluate(
        """() => {
            const box = (paragraph) => {
                const wrapper = document.createElement("section");
                paragraph.replaceWith(wrapper);
                wrapper.append(paragraph);
            };
            const paragraphs = [...document.querySelectorAll(".note-body > p")];
            box(paragraphs[1]);
            box(paragraphs[2]);
            window.kept = document.querySelector("section");
            paragraphs[3].replaceChildren("Rewritten by a script.");
        }"""
    )
    body = opened.locator(".note-body")
    save(site, "content/en/a.md", "Before.", "Changed.")
    expect(body).to_contain_text("Changed.")
    assert opened.evaluate("window.kept === document.querySelector('section')")
    save(site, "content/en/a.md", "Paragraph 1.", "Paragraph one.")
    expect(body).to_contain_text("Paragraph one.")
    expect(body.get_by_text("Paragraph 1.", exact=True)).to_have_count(0)
    save(site, "content/en/a.md", "Paragraph 2.", "Paragraph two.")
    expect(body).to_contain_text("Paragraph two.")
    expect(body).not_to_contain_text("Rewritten")
    shown = body.locator("p").all_inner_texts()
    assert shown[:5] == [
        "Changed.",
        "Paragraph 0.",
        "Paragraph one.",
        "Paragraph two.",
        "Paragraph 3.",
    ]
    assert_kept(opened)
    assert errors(opened) == []


def test_a_note_that_comes_takes_the_place_of_the_404_page(
    page: Page, server: ServeProcess, site: Path
) -> None:
    page.goto(f"{server.url}en/notes/b/")
    (site / "content/en/b.md").write_text(note("B", "Here."))
    expect(page.locator("h1")).to_have_text("B")
    (site / "content/en/b.md").unlink()
    expect(page.locator("h1", has_text="B")).to_have_count(0)


def test_a_page_says_when_the_server_stopped_and_follows_the_next(page: Page, site: Path) -> None:
    with serving(site) as server:
        url = server.url
        page.goto(f"{url}en/notes/a/")
        expect(page.locator("h1")).to_have_text("A")
    expect(page.get_by_role("status")).to_have_text("notes-site serve has stopped")
    save(site, "content/en/a.md", "title: A", "title: B")
    with serving(site, "--port", url.split(":")[2].split("/")[0]) as server:
        assert server.url == url
        expect(page.locator("h1")).to_have_text("B")
        expect(page.get_by_role("status")).to_have_count(0)


# With the program's own theme


@pytest.fixture
def themed(tmp_path: Path) -> Iterator[tuple[Path, ServeProcess]]:
    text = "Before.\n\n```mermaid\nflowchart LR\n  A --> Beta\n```\n"
    site = write_site(tmp_path, {"content/en/a.md": note("A", text)})
    with serving(site) as server:
        yield site, server


def open_note(page: Page, server: ServeProcess) -> None:
    with page.expect_response(lambda each: each.request.resource_type == "fetch") as followed:
        page.goto(f"{server.url}en/notes/a/")
    followed.value.finished()
    page.evaluate("window.isTheSame = true")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_edited_diagram_is_drawn_anew(
    page: Page, themed: tuple[Path, ServeProcess], scheme: Literal["light", "dark"]
) -> None:
    site, server = themed
    page.emulate_media(color_scheme=scheme)
    open_note(page, server)
    drawing = page.locator(f".diagram > .drawing-{scheme}")
    expect(drawing).to_be_visible()
    save(site, "content/en/a.md", "Beta", "Gamma")
    expect(drawing).to_contain_text("Gamma")
    expect(page.locator(".drawing")).to_have_count(2)
    expect(page.locator(".diagram details")).to_have_count(1)
    assert not page.locator(".diagram pre").is_visible()
    save(site, "content/en/a.md", "A --> Gamma", "A --")
    expect(page.locator(".diagram-problem")).to_have_count(1)
    expect(page.locator(".drawing")).to_have_count(0)
    save(site, "content/en/a.md", "A --\n", "A -->\n")
    expect(page.locator(".diagram pre")).to_contain_text("A -->")
    expect(page.locator(".diagram-problem")).to_have_count(1)
    save(site, "content/en/a.md", "A -->\n", "A --> Delta\n")
    expect(drawing).to_contain_text("Delta")
    expect(page.locator(".diagram-problem")).to_have_count(0)
    save(site, "content/en/a.md", "Before.", "Before all.")
    expect(page.locator(".note-body")).to_contain_text("Before all.")
    expect(drawing).to_contain_text("Delta")
    assert page.evaluate("window.isTheSame")


def test_contents_that_appear_are_open_as_on_a_page_that_is_loaded(
    page: Page, themed: tuple[Path, ServeProcess]
) -> None:
    site, server = themed
    page.set_viewport_size({"width": 1280, "height": 800})
    open_note(page, server)
    expect(page.locator("nav.toc")).to_have_count(0)
    sections = "## One\n\nText.\n\n## Two\n\nMore[^a].\n\n[^a]: Foot.\n"
    save(site, "content/en/a.md", "Before.", f"Before.\n\n{sections}")
    toc = page.locator("nav.toc details")
    expect(toc).to_have_attribute("open", "")
    page.wait_for_function(  # the page may still grow, so the end is gone to again
        """() => {
          scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
          return document.querySelector("nav.toc a[aria-current]")?.textContent === "Two";
        }"""
    )
    page.locator(".footnote-ref a").hover()
    expect(page.locator(".peek, .footnote.pointed, .pointed")).to_have_count(1)
    toc.evaluate("details => { details.open = false }")
    save(site, "content/en/a.md", "## Two", "## Three")
    expect(page.locator("nav.toc")).to_contain_text("Three")
    expect(toc).not_to_have_attribute("open", "")
    assert page.evaluate("window.isTheSame")
