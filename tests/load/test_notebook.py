"""Notebooks as notes: front matter, cells, places, pictures, and what translations show."""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import MakeSite, Run
from tests.pictures.made import encode
from tests.small_site import (
    Cell,
    Files,
    code,
    markdown,
    note,
    notebook,
    printed,
    shown,
    write_files,
)

X = "content/zh/x.ipynb"
PNG = b64encode(encode(Image.new("RGB", (30, 20), "red"), "PNG")).decode()
HEAD = "---\ntitle: 笔记\ndate: 2024-05-31\n---\n"


def headline(page: str) -> str:
    match = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return match[1].strip() if match else ""


def body(page: str) -> str:
    return page.partition('<div class="note-body"')[2].partition("</article>")[0]


@pytest.mark.parametrize("kind", ["raw", "markdown"])
def test_the_first_cell_may_be_front_matter(make_site: MakeSite, kind: str) -> None:
    first = {"cell_type": kind, "metadata": {}, "source": f"{HEAD}\nBehind it."}
    page = make_site({X: notebook(first, markdown("The *text*."))})["notes/x/index.html"]
    assert headline(page) == "笔记"
    assert "<em>text</em>" in body(page)
    assert ("Behind it." in body(page)) == (kind == "markdown")


def test_front_matter_may_stand_in_the_metadata_and_the_title_in_the_first_heading(
    make_site: MakeSite,
) -> None:
    given = notebook(
        code("import torch"),
        markdown("# A *small* experiment\n\nText."),
        notes_site={"date": "2024-05-31", "tags": ["a"]},
    )
    page = make_site({X: given})["notes/x/index.html"]
    assert headline(page) == "A <em>small</em> experiment"
    assert "<h1>" not in body(page)


@pytest.mark.parametrize(
    "heading", ["# A title", "## A title", "A title\n======", "<h1>A title</h1>"]
)
def test_the_heading_that_is_the_title_does_not_show_twice(
    make_site: MakeSite, heading: str
) -> None:
    given = notebook(markdown(f"{heading}\n\nText."), notes_site={"date": "2024-05-31"})
    page = make_site({X: given})["notes/x/index.html"]
    assert headline(page) == "A title"
    assert ("A title</h" in body(page)) == heading.startswith("<")


def test_a_head_of_fastpages_is_front_matter(make_site: MakeSite) -> None:
    head = '# "A title"\n> "What it is about"\n\n- toc: false\n- categories: [a, b]\n'
    site = make_site(
        {"content/zh/2020-02-20-x.ipynb": notebook(markdown(f"{head}\nText."), notes_site=0)}
    )
    page = site["notes/x/index.html"]
    assert headline(page) == "A title"
    assert 'content="What it is about"' in page
    assert 'datetime="2020-02-20"' in page
    assert "categories" not in body(page)


def test_what_is_missing_is_told_with_where_to_write_it(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    where = (
        "in a first cell between two lines `---`, or below `notes_site` in the notebook's metadata"
    )
    assert mistakes_of({X: notebook(markdown("Text."), notes_site=0)}) == [
        f"{X}: `date` is missing; write `date: 2024-05-31` {where}",
        f"{X}: `title` is missing; write `title: What the note is about` {where}",
    ]


def test_mistakes_are_told_by_cell_and_line(mistakes_of: Callable[[Files], list[str]]) -> None:
    cells = [
        markdown(f"{HEAD}series: [\n".replace("---\nseries", "series") + "---\n"),
        code("1 + 1", printed("2")),
        markdown("One.\n\nTwo $\\softmaxx$."),
        markdown("[there](nowhere.md)\n\n$$\\label{a} x$$\n\n$$\\label{a} y$$"),
    ]
    cells[0] = markdown(HEAD)
    told = mistakes_of({X: notebook(*cells)})
    assert [each.partition("; ")[0] for each in told] == [
        f"{X}:cell 3:3:6: KaTeX does not know \\softmaxx",
        f"{X}:cell 4:1: the link leads to no note: nowhere.md",
        f"{X}:cell 4:5:3: the label `a` stands at line 3 of cell 4 too",
    ]


def test_a_mistake_in_the_head_is_told_in_its_cell(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    (told,) = mistakes_of({X: notebook(markdown(HEAD.replace("2024-05-31", "yesterday")))})
    assert told.startswith(f"{X}:cell 1:3: `date` is not a date: yesterday")


def test_all_cells_are_one_note(make_site: MakeSite) -> None:
    cells = [
        markdown("A mark.[^1] See \\eqref{eq:a} and [](#fig:a)."),
        code("#| label: fig:a\n#| fig-cap: The $x$ of it\nplot()", shown(image_png=PNG)),
        markdown("$$\\label{eq:a} x$$\n\n[^1]: The note."),
    ]
    page = body(make_site({X: notebook(*cells)})["notes/x/index.html"])
    assert 'id="fn-1"' in page
    assert 'class="math-ref"' in page
    assert '<figure id="fig:a"' in page
    assert '<a href="#fig:a">' in page
    assert "#|" not in page


def test_what_a_cell_leaves_open_ends_with_it(make_site: MakeSite) -> None:
    cells = [
        markdown("```python\nx"),
        markdown("One."),
        markdown("<!-- left"),
        markdown("Two."),
        markdown("- a"),
        markdown("- b"),
    ]
    page = body(make_site({X: notebook(*cells)})["notes/x/index.html"])
    assert "<p>One.</p>" in page
    assert "<p>Two.</p>" in page
    assert page.count("<ul>") == 2


def test_attachments_and_data_become_files(make_site: MakeSite) -> None:
    attachments = {"a b.png": {"image/png": PNG}}
    text = f"![one](attachment:a%20b.png)\n\n![two](data:image/png;base64,{PNG})"
    site = make_site({X: notebook(markdown(text, attachments=attachments))})
    page = body(site["notes/x/index.html"])
    (file,) = sorted((site.output / "files/notebooks").iterdir())
    assert page.count(f'src="/files/notebooks/{file.name}"') == 2
    assert 'width="30"' in page
    assert not site.warnings


def test_an_attachment_that_is_not_there_is_a_mistake(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    attachments = {"a.png": {"image/png": "AAAA"}}
    text = "![no](attachment:../../x.png)\n\n![no](attachment:a.png)"
    assert mistakes_of({X: notebook(markdown(text, attachments=attachments))}) == [
        f"{X}:cell 1:1: the attachment ../../x.png is not in this cell; add the picture again",
        f"{X}:cell 1:3: the attachment a.png is no picture; add the picture again",
    ]


def test_a_notebook_costs_nothing_once_it_is_built(make_site: MakeSite) -> None:
    files = {X: notebook(code("plot()", shown(image_png=PNG), printed("done")))}
    first = make_site(files)
    tree = {path: path.stat().st_mtime_ns for path in first.output.rglob("*") if path.is_file()}
    second = make_site({"content/zh/b.md": note("Another.")})
    kept = {path: path.stat().st_mtime_ns for path in tree if "notebooks" in str(path)}
    assert kept.items() <= tree.items()
    assert "done" in second["notes/x/index.html"]
    third = make_site({X: notebook(code("plot()"))})
    assert not list(third.output.rglob("files/notebooks/*"))


def test_a_translation_shows_the_outputs_of_the_notebook(make_site: MakeSite) -> None:
    config = "title: T\nlanguages:\n  zh: {label: 中文, tag: zh}\n  en: {label: English, tag: en}\n"
    run = [
        markdown("正文。"),
        code("loss = 1  # 损失\nloss", shown(image_png=PNG), printed("0.25\n")),
    ]
    site = make_site(
        {
            "site.yaml": config,
            X: notebook(*run),
            "content/en/x.md": note(
                "The text.\n\n```python\nloss = 1  # the loss\nloss\n```\n\nMore."
            ),
            "content/zh/b.ipynb": notebook(
                *run, notes_site={"title": "B", "date": "2024-05-31", "slug": "b"}
            ),
            "content/en/b.ipynb": notebook(markdown("The text."), code("loss = 1\nloss")),
        }
    )
    for path in ("en/notes/x", "en/notes/b"):
        page = body(site[f"{path}/index.html"])
        assert page.index("loss") < page.index('src="/files/notebooks/') < page.index("0.25")
    assert "0.25" not in (site.folder / "content/en/b.ipynb").read_text()
    changed = notebook(run[0], code("loss = 1  # 损失\nloss", printed("0.5\n")))
    again = make_site({X: changed})
    assert "0.5" in body(again["en/notes/x/index.html"])
    assert "0.25" not in body(again["en/notes/x/index.html"])


def test_a_translation_in_markdown_has_captions_of_its_own(make_site: MakeSite) -> None:
    config = "title: T\nlanguages:\n  zh: {label: 中文, tag: zh}\n  en: {label: English, tag: en}\n"
    head = '#| label: fig:a\n#| fig-cap: "{}"\n'
    cells = [
        markdown("文。[](#fig:a) [又](x.ipynb)"),
        code(f"{head.format('损失')}plot()", shown(image_png=PNG)),
    ]
    english = (
        f"Text. [](#fig:a) [again](x.ipynb)\n\n```python\n{head.format('The loss')}plot()\n```\n"
    )
    site = make_site({"site.yaml": config, X: notebook(*cells), "content/en/x.md": note(english)})
    for path, caption in (("notes/x", "损失"), ("en/notes/x", "The loss")):
        page = body(site[f"{path}/index.html"])
        assert f"</span> {caption}</figcaption>" in page
        assert "#|" not in page
        assert f'href="/{path}/"' in page
    assert not site.warnings


def test_new_begins_a_translation_in_markdown(run: Run, tmp_path: Path) -> None:
    config = "title: T\nlanguages:\n  zh: {label: 中文, tag: zh}\n  en: {label: English, tag: en}\n"
    cells = [markdown("# 题目\n\n文。"), code('#| fig-cap: "损失"\nplot()', shown(image_png=PNG))]
    given = notebook(*cells, notes_site={"date": "2024-05-31"})
    write_files(tmp_path, {"site.yaml": config, X: given})
    assert run("new", "--translate", X).exit_code == 0
    text = (tmp_path / "content/en/x.md").read_text(encoding="utf-8")
    assert 'title: "题目"\n' in text
    assert "> 文。" in text
    assert '```python\n#| fig-cap: "损失"\nplot()\n```' in text
    assert run("translate", "export", X, "--to", "en").exit_code == 0
    assert run("translate", "status").exit_code == 0
    result = run("build", "--drafts")
    assert result.exit_code == 0, result.stderr


def test_render_takes_a_notebook(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text(notebook(code("1 + 1", shown(text_plain="2"))))
    assert ">2</samp>" in run("render", "x.ipynb").stdout


def test_pictures_do_not_count_and_texts_do(
    make_site: MakeSite, mistakes_of: Callable[[Files], list[str]]
) -> None:
    large = b64encode(encode(Image.effect_noise((900, 900), 90), "PNG")).decode()
    assert len(large) > 500_000
    make_site({X: notebook(code("plot()", shown(image_png=large)))})
    (told,) = mistakes_of({X: notebook(markdown("Text."), code("x", printed("y" * 600_000)))})
    assert told.startswith(f"{X}:cell 2:1: the text of this notebook has 600,")
    assert told.endswith("the outputs of this cell alone have 600,000: print less")


def test_excerpt_and_reading_time_are_of_the_prose(make_site: MakeSite) -> None:
    long = code("import torch\n" * 5, printed("word " * 3000))
    site = make_site({X: notebook(long, shown_markdown(), markdown("The prose begins."))})
    index = site["index.html"]
    assert "The prose begins." in index
    assert "word word" not in index
    assert "A program says" not in index


def shown_markdown() -> Cell:
    return code("show()", shown(text_markdown="A program says *this*. " * 500))


def test_the_markdown_copy_has_code_and_texts(make_site: MakeSite) -> None:
    cells = [markdown("Text."), code("1 + 1", shown(text_plain="2"), shown(image_png=PNG))]
    copy = make_site({X: notebook(*cells)}, base_url="https://a.org/b")["notes/x/index.md"]
    assert (
        "```python\n1 + 1\n```\n\n```text\n2\n```\n\n![](https://a.org/b/files/notebooks/" in copy
    )


def test_a_bundle_may_be_a_notebook_and_links_lead_to_it(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/b/index.ipynb": notebook(markdown("![一](a.svg)")),
            "content/zh/b/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>',
            "content/zh/c.md": note("[那里](b/index.ipynb) [[b]]"),
            "content/zh/pages/about.ipynb": notebook(markdown("# 关于\n\n文。"), notes_site={}),
        }
    )
    assert site["notes/c/index.html"].count('href="/notes/b/"') >= 2
    assert (site.output / "notes/b/a.svg").is_file()
    assert (site.output / "notes/b/index.ipynb").exists()
    assert "about/index.html" in site


def test_the_page_leads_to_the_notebook_and_to_colab(make_site: MakeSite) -> None:
    config = "title: T\nnotebooks: {repository: ada/blog, folder: site}\n"
    files: Files = {X: notebook(markdown("A.")), "site.yaml": config}
    site = make_site(files, base_url="https://a.org/b")
    page = site["notes/x/index.html"]
    assert '<a href="/b/notes/x/x.ipynb" download>' in page
    assert (
        "https://colab.research.google.com/github/ada/blog/blob/main/site/content/zh/x.ipynb"
        in page
    )
    assert site["notes/x/x.ipynb"] == files[X]
    site = make_site({"site.yaml": "title: T\nnotebooks: {download: false}\n"})
    assert "x.ipynb" not in site["notes/x/index.html"]
    assert "notes/x/x.ipynb" not in site


def test_checkpoints_are_no_notes(make_site: MakeSite) -> None:
    site = make_site(
        {X: notebook(markdown("A.")), "content/zh/.ipynb_checkpoints/x-checkpoint.ipynb": "{}"}
    )
    assert site.report.notes == 1


def test_a_site_without_notebooks_loads_none_of_it(tmp_path: Path) -> None:
    from tests.test_imports import loaded

    write_files(tmp_path, {"content/zh/a.md": note("Text.")})
    build = "from notes_site.cli import main\nmain(['build'], standalone_mode=False)"
    assert not loaded(build, tmp_path) & {"nbformat", "nh3", "xml.etree.ElementTree"}
