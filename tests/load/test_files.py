"""Files of `content/` that are no notes: pictures that notes show, and texts of other tools."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import MakeSite
from tests.small_site import Files, note

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/zh/a.svg", "![甲](a.svg)"),
        ("content/zh/img/a.svg", "![甲](img/a.svg)"),
        ("content/zh/img/a.svg", "![甲](./img/a.svg)"),
        ("content/zh/img/a.svg", "![甲](img\\a.svg)"),
        ("content/zh/img/a.svg", "![甲](IMG/a.SVG)"),
        ("content/zh/x/a.svg", "![甲](x/a.svg)"),
        ("content/zh/x/a.svg", "![甲](a.svg)"),
        ("content/zh/x.assets/a.svg", "![甲](x.assets/a.svg)"),
        ("content/zh/x.assets/a.svg", "![甲](a.svg)"),
        ("content/img/a.svg", "![甲](../img/a.svg)"),
        ("content/en/a.svg", "![甲](../en/a.svg)"),
        ("content/zh/my pictures/a b.svg", "![甲](my%20pictures/a%20b.svg)"),
        ("content/zh/my pictures/a b.svg", "![甲](<my pictures/a b.svg>)"),
        ("content/zh/my pictures/a b.svg", "![甲](my pictures/a b.svg)"),
        ("content/zh/图 1.svg", "![甲](图 1.svg)"),
        ("content/zh/deep/er/a.svg", "![[a.svg|甲]]"),
        ("content/zh/img/a.svg", '<img src="img/a.svg" alt="甲">'),
        ("content/zh/data/a.csv", "[数据](data/a.csv)"),
    ],
)
def test_a_file_beside_a_flat_note_is_found(make_site: MakeSite, file: str, text: str) -> None:
    content = SVG if file.endswith(".svg") else "1,2\n"
    site = make_site({"content/zh/x.md": note(text), file: content, "content/zh/unused.svg": SVG})
    assert site.warnings == []
    path = f"files/{file.removeprefix('content/')}"
    assert site[path] == content
    assert "files/zh/unused.svg" not in site
    page = site["notes/x/index.html"]
    if file.endswith(".svg") and "<img" not in text:
        assert 'width="30" height="20"' in page


def test_an_attachment_and_a_file_of_static_go_first(make_site: MakeSite) -> None:
    files: Files = {
        "content/zh/x/index.md": note("![甲](a.svg)"),
        "content/zh/x/a.svg": SVG,
        "content/zh/y.md": note("![[b.svg]] ![甲](/b.svg)"),
        "static/b.svg": SVG,
    }
    site = make_site(files)
    assert 'src="/notes/x/a.svg"' in site["notes/x/index.html"]
    assert 'src="/b.svg"' in site["notes/y/index.html"]


def test_a_new_picture_is_seen_by_the_next_build(make_site: MakeSite) -> None:
    make_site({"content/zh/x.md": note("![甲](a.svg)"), "content/zh/x/a.svg": SVG})
    site = make_site({"content/zh/a.svg": SVG.replace("30", "60")})
    assert 'width="60"' in site["notes/x/index.html"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "![甲](img/a.svg)",
            "there is no file img/a.svg; one of this name lies at content/zh/figs/a.svg: write `figs/a.svg`",
        ),
        (
            "![甲](/img/b.svg)",
            "there is no file /img/b.svg; one of this name lies at static/pics/b.svg: write `/pics/b.svg`",
        ),
        (
            "![甲](figs/1.12.svg)",
            "there is no file figs/1.12.svg; put it there, counted from content/zh/, or correct the path",
        ),
        ("![甲](figs/lossy.svg)", "there is no file figs/lossy.svg; write `figs/loss.svg`"),
        (
            "![甲](../../site.yaml)",
            "there is no file ../../site.yaml; put it there, counted from content/zh/, or correct the path",
        ),
    ],
)
def test_a_missing_picture_is_told_by_what_was_written(
    mistakes_of: Callable[[Files], list[str]], text: str, message: str
) -> None:
    files: Files = {
        "content/zh/x.md": note(f"文。\n\n一行\n{text}"),
        "content/zh/figs/a.svg": SVG,
        "content/zh/figs/1.2.svg": SVG,
        "content/zh/figs/loss.svg": SVG,
        "static/pics/b.svg": SVG,
    }
    (mistake,) = mistakes_of(files)
    assert mistake == f"content/zh/x.md:9: {message}"


def test_texts_of_other_tools_are_told_of(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/x.md": note(),
            "content/zh/a.qmd": "",
            "content/zh/b/c.qmd": "",
            "content/zh/README.md": "# Read me",
            "content/zh/_sidebar.md": "",
            "content/zh/_content.md": "",
            "content/zh/_index.md": note(),
        }
    )
    assert [each.partition("; ")[0] for each in site.warnings] == [
        "content/zh/README.md: warning: this file is left out",
        "content/zh/_content.md: warning: this file is left out",
        "content/zh/_index.md: warning: this file is left out",
        "content/zh/_sidebar.md: warning: this file is left out",
        "content/zh/a.qmd: warning: 2 files like this are left out",
    ]
