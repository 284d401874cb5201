"""Books of other tools: the order of their chapters, and notebooks among them."""

import json
from pathlib import Path

import pytest

from notes_site.importing.contents import read_list, read_nested, read_script
from tests.conftest import Run
from tests.importing.small_blog import PNG, bring, head_of


def test_parts_of_a_list_are_lines_and_items_with_others_below() -> None:
    text = (
        "# Summary\n\n[Preface](README.md)\n\n- 目录\n- [One](<one (a).md>)\n- Part **A**\n  - [Two](two.md#x 'Title')\n"
        "    - [Three](a/three)\n- [B](b.md)\n    * [Four](four.md)\n- [Out](https://a.example)\n\n篇章\n* [Five](five.md)\n"
    )
    assert [(each.path, each.part, each.title) for each in read_list(text)] == [
        ("README.md", "Preface", "Preface"),
        ("one (a).md", "Preface", "One"),
        ("two.md#x", "Part A", "Two"),
        ("a/three", "Part A", "Three"),
        ("b.md", "B", "B"),
        ("four.md", "B", "Four"),
        ("five.md", "篇章", "Five"),
    ]


def test_chapters_of_quarto_and_of_mkdocs() -> None:
    quarto = [
        "index.qmd",
        {"part": "Deep", "chapters": ["a.qmd", {"text": "B", "file": "b.ipynb"}]},
        {"part": "end-matter.qmd", "chapters": ["c.qmd"]},
        {"section": "S", "contents": [{"text": "Out", "href": "https://a.example"}, "s/*.qmd"]},
    ]
    assert [(each.path, each.part, each.title) for each in read_nested(quarto)] == [
        ("index.qmd", "", ""),
        ("a.qmd", "Deep", ""),
        ("b.ipynb", "Deep", "B"),
        ("end-matter.qmd", "end matter", "end matter"),
        ("c.qmd", "end matter", ""),
    ]
    mkdocs = [{"Home": "index.md"}, {"Deep": ["x.md", {"Y": "y.md"}, {"Inner": [{"Z": "z.md"}]}]}]
    assert [(each.path, each.part, each.title) for each in read_nested(mkdocs)] == [
        ("index.md", "", "Home"),
        ("x.md", "Deep", ""),
        ("y.md", "Deep", "Y"),
        ("z.md", "Deep", "Z"),
    ]


@pytest.mark.parametrize(
    ("text", "chapters"),
    [
        (
            "nav: [{text: 'N', link: '/n'}],\n sidebar: [ // the list\n {text: 'A', collapsed: true, items: [{ text: \"It's\", link: '/a/one' }, {text: 'G', items: [{text: 'T', link: '/a/two.md'}]}]},\n {text: 'Z', link: '/z'} ],\n socialLinks: [{icon: 'github', link: 'https://a.example'}]",
            [("/a/one", "A", "It's"), ("/a/two.md", "A", "T"), ("/z", "", "Z")],
        ),
        (
            "sidebar: {'/guide/': [{title: 'A', children: ['/guide/x', ['/guide/y', 'Y']]}], '/': ['/p']}",
            [("/guide/x", "A", ""), ("/guide/y", "A", ""), ("/p", "", "")],
        ),
        ("sidebar: makeSidebar()", []),
        ("nothing", []),
    ],
)
def test_sidebars_of_scripts(text: str, chapters: list[tuple[str, str, str]]) -> None:
    found = [(each.path, each.part, each.title) for each in read_script(text)]
    assert [(path, part) for path, part, _ in found] == [(path, part) for path, part, _ in chapters]


def test_parts_of_a_book_are_series_in_its_order(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.html": "<script>window.$docsify = {name: 'Book'}</script>",
        "docs/_sidebar.md": "- [Home](/)\n- Basics\n  - [Last name](z.md)\n  - [First name](a%20b.md)\n- More\n  - [Own date](own)\n  - [Third](c/)\n  - [Gone](gone.md)\n",
        "docs/README.md": "# Welcome\n\nText.\n",
        "docs/z.md": "Text without a heading.\n",
        "docs/a b.md": "# A\n\nText.\n",
        "docs/own.md": "---\ndate: 2019-02-03\n---\n# Own\n\nText.\n",
        "docs/c/README.md": "---\ndate: 2018-02-03\n---\n# C\n\nText.\n",
        "docs/loose.md": "# Loose\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    first, second = head_of(made / "content/en/z.md"), head_of(made / "content/en/a-b.md")
    assert first["series"] == second["series"] == "Basics"
    assert str(first["date"]) < str(second["date"])
    assert first["title"] == "Last name"
    assert str(head_of(made / "content/en/own.md")["date"]) == "2019-02-03"
    assert "series" not in head_of(made / "content/en/loose.md")
    page = (made / "public/notes/a-b/index.html").read_text()
    assert "Basics" in page
    report = (made / "import-report.md").read_text()
    assert (
        "| place in the book, since its own date says another | 1 | 1 | docs/c/README.md |"
        in report
    )
    assert "| chapters of a book, in a series | 4 | 4 |" in report


def notebook(*cells: tuple[str, str], **metadata: object) -> str:
    made: list[dict[str, object]] = [
        {
            "cell_type": kind,
            "metadata": {},
            "source": text.splitlines(keepends=True),
            **({"outputs": [], "execution_count": None} if kind == "code" else {}),
        }
        for kind, text in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": made})


def test_notebooks_of_a_book_stay_notebooks(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "_quarto.yml": "book:\n  title: Q\n  chapters: [index.md, {part: P, chapters: [two.ipynb, one.qmd]}]\nlang: en\n",
        "index.md": "# Hello {.unnumbered}\n\nText.\n",
        "two.ipynb": notebook(
            (
                "markdown",
                "# Two {#sec-two}\n\nSee @sec-one, [it](one.qmd) and [dead](gone.qmd).\n\n![p](img/p.png)\n",
            ),
            ("code", "1 + 1"),
        ),
        "one.qmd": "# One {#sec-one}\n\nAfter [@sec-two], @sec-gone.\n",
        "img/p.png": PNG,
        "code.ipynb": notebook(("code", "2")),
        "one.ipynb": notebook(("markdown", "The same")),
        "broken.ipynb": "{",
        "bad.ipynb": notebook(
            ("raw", "---\ntitle: Bad\ndate: 2020-01-02\n---\n"), ("markdown", "$\\frac{$\n")
        ),
    }
    made = bring(run, tmp_path, files)
    two = json.loads((made / "content/en/two.ipynb").read_text())
    head = two["metadata"]["notes_site"]
    assert (head["title"], head["series"], head["aliases"]) == ("Two", "P", ["/two.html"])
    text = "".join(two["cells"][0]["source"])
    assert "See [[one]], [it](one.md) and dead.\n\n![p](/pictures/two/p.png)\n" in text
    assert two["cells"][1]["source"] == ["1 + 1"]
    one = (made / "content/en/one.md").read_text()
    assert "After [[two]], \\@sec-gone." in one
    assert 'href="/notes/two/"' in (made / "public/notes/one/index.html").read_text()
    bad = json.loads((made / "content/en/bad.ipynb").read_text())
    assert bad["metadata"]["notes_site"] == {
        "title": "Bad",
        "date": "2020-01-02",
        "aliases": ["/bad.html"],
        "draft": True,
    }
    assert "".join(bad["cells"][0]["source"]) == ""
    report = (made / "import-report.md").read_text()
    assert "| notebook without a text | 1 | 1 | code.ipynb |" in report
    assert "| notebook beside a text of its name | 1 | 1 | one.ipynb |" in report
    assert "| notebook that is no note: " in report
