r"""Files of BibTeX: names, LaTeX as Unicode and Markdown, and what is told of."""

import pytest

from notes_site.citations.bibtex_file import parse_bibtex
from notes_site.citations.entry import Entry, find_lacks
from notes_site.citations.latex import markdown_text, plain_text

PATH = "references.bib"


def entry(fields: str, kind: str = "article") -> Entry:
    found, problems = parse_bibtex(f"@{kind}{{key,\n{fields}}}\n", PATH)
    assert not problems
    return found[0].entry


@pytest.mark.parametrize(
    ("latex", "markdown"),
    [
        (r"{\"O}zg{\"u}r \"{u}ber \'e {\v{S}}i\v{c} Erd\H{o}s", "Özgür über é Šič Erdős"),
        (r"Stra{\ss}e {\AA}ngstr{\"o}m \c{c}a \'\i", "Straße Ångström ça í"),
        ("The $\\beta$-{VAE}: 100\\% * _x_ [y]", "The $\\beta$-VAE: 100% \\* \\_x\\_ &#91;y&#93;"),
        (r"\textit{a} {\em b} \textbf{c} {\it d}", "*a* *b* **c** *d*"),
        ("``q'' it's 1--2 a---b~c", "“q” it’s 1–2 a—b\u00a0c"),
        (r"\url{https://x.org/a_b}", r"https://x.org/a\_b"),
        ("a }brace{ too many", "a brace too many"),
        ("量子力学导论", "量子力学导论"),
    ],
)
def test_latex_is_markdown(latex: str, markdown: str) -> None:
    assert markdown_text(latex) == markdown


def test_plain_text_has_no_marks() -> None:
    assert plain_text(r"\emph{a}_b $x$") == "a_b x"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ashish Vaswani and Noam Shazeer", ["Ashish Vaswani", "Noam Shazeer"]),
        ('Vaswani, Ashish and van den Oord, A{\\"a}ron', ["Ashish Vaswani", "Aäron van den Oord"]),
        ("King, Jr., Martin Luther", ["Martin Luther King Jr."]),
        ("{Gemini Team and friends}", ["Gemini Team and friends"]),
        ("张三 and 李, 四", ["张三", "李四"]),
    ],
)
def test_names(written: str, names: list[str]) -> None:
    assert [name.full for name in entry(f"author = {{{written}}}").authors] == names


def test_others_are_known() -> None:
    found = entry("author = {A B and others}")
    assert found.has_others
    assert len(found.authors) == 1


@pytest.mark.parametrize(
    "fields",
    [
        "journal = {arXiv preprint arXiv:1706.03762}",
        "eprint = {1706.03762v5}, archivePrefix = {arXiv}",
        "url = {https://arxiv.org/abs/1706.03762}",
        "doi = {10.48550/arXiv.1706.03762}",
        "journal = {CoRR}, volume = {abs/1706.03762}",
    ],
)
def test_arxiv_is_found_wherever_it_stands(fields: str) -> None:
    found = entry(fields)
    assert found.arxiv == "1706.03762"
    assert found.year == "2017"
    assert found.href == "https://arxiv.org/abs/1706.03762"


def test_strings_are_joined() -> None:
    text = '@string{nips = "NeurIPS"}\n@misc{a, booktitle = nips # " 2017", month = jan}\n'
    found, _ = parse_bibtex(text, PATH)
    assert found[0].entry.container == "NeurIPS 2017"
    assert found[0].entry.month == "1"


def test_what_is_wrong_is_told_with_its_line() -> None:
    text = (
        "@article{a, title={One}}\n"
        "@article{a, title={Twice}}\n"
        "@article{b, title={Tw, ice, year=2010\n"
        "}\n"
        "@misc{c, title={x}, title={y}}\n"
        "@article{ , title={z}}\n"
    )
    found, problems = parse_bibtex(text, PATH)
    assert [(each.entry.key, each.place.line) for each in found] == [("a", 1), ("c", 5)]
    said = [str(problem) for problem in problems]
    assert said[0] == (
        "references.bib:2: warning: the key `a` stands at line 1 too; rename one, or take it out"
    )
    assert said[1].startswith("references.bib:3: the entry is not BibTeX: ")
    assert said[2] == "references.bib:5: warning: the entry has `title` twice; keep one"
    assert said[3] == "references.bib:6: the entry has no key; write one behind its brace"


def test_a_kind_tells_what_it_needs() -> None:
    assert find_lacks(entry("title = {T}")) == ["author", "journal", "year"]
    assert find_lacks(entry("title = {T}, author = {A}, eprint = {2103.00020}")) == []
    assert find_lacks(entry("title = {T}", "online")) == []
    assert find_lacks(entry("url = {https://a.org}", "misc")) == ["title"]
