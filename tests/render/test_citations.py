"""Citations on a built site: what they show, where they lead, and what is told of."""

import re
from collections.abc import Callable

import pytest

from notes_site.errors import BuildErrors
from tests.small_site import BuiltSite

HEAD = "---\ntitle: T\ndate: 2024-01-01\n---\n"
SITE = "title: T\nlanguages: {en: {label: English, tag: en}, zh: {label: 中文, tag: zh-CN}}\n"
BIB = """\
@inproceedings{vaswani2017, author={Vaswani, Ashish and Shazeer, Noam and Parmar, Niki},
  title={Attention with $\\ell_2$}, booktitle={NeurIPS}, year=2017}
@misc{hu2022, author={Hu, Edward and Shen, Yelong}, title={{LoRA}}, year=2022, eprint={2106.09685}}
@misc{zhou2016, author={周志华}, title={机器学习}, year=2016}
@article{bad, title={Bad}, author={X}}
"""


def shown(built: BuiltSite, path: str) -> str:
    """Return the citations of a page as text."""
    html = built[path]
    body = html.split('class="note-body">', 1)[1].split("</article>", 1)[0]
    text = ""
    for piece in body.split("<"):
        text += piece.split(">", 1)[1] if ">" in piece else ""
    return text


@pytest.mark.parametrize(
    ("style", "english", "chinese"),
    [
        (
            "numeric",
            "A [1, p. 3; 2]. Hu and Shen [2] say [3]. Vaswani et al. [1, sec. 2].",
            "A [1, p. 3; 2]. Hu 和 Shen [2] say [3]. Vaswani 等 [1, sec. 2].",
        ),
        (
            "author-year",
            "A (Vaswani et al., 2017, p. 3; Hu and Shen, 2022). Hu and Shen (2022) say (2016). Vaswani et al. (2017, sec. 2).",
            "A （Vaswani 等，2017，p. 3；Hu 和 Shen，2022）. Hu 和 Shen（2022） say （2016）. Vaswani 等（2017，sec. 2）.",
        ),
    ],
)
def test_both_languages_have_their_customs(
    make_site: Callable[..., BuiltSite], style: str, english: str, chinese: str
) -> None:
    text = "A [@vaswani2017, p. 3; @hu2022]. @hu2022 say [-@zhou2016]. @vaswani2017 [sec. 2].\n"
    files = {
        "site.yaml": f"{SITE}citations: {{style: {style}}}\n",
        "references.bib": BIB,
        "content/en/a.md": HEAD + text,
        "content/zh/a.md": HEAD + text,
    }
    built = make_site(files)
    assert shown(built, "notes/a/index.html").startswith(f"{english}\n")
    assert shown(built, "zh/notes/a/index.html").startswith(f"{chinese}\n")
    assert built.warnings == []


@pytest.mark.parametrize(
    ("style", "years"), [("numeric", "2022, 2022"), ("author-year", "2022a, 2022b")]
)
def test_only_lists_without_numbers_tell_years_apart(
    make_site: Callable[..., BuiltSite], style: str, years: str
) -> None:
    twice = "@book{x1, author={Hu, E}, title={A}, publisher={P}, year=2022}\n"
    built = make_site(
        {
            "site.yaml": f"{SITE}citations: {{style: {style}}}\n",
            "references.bib": twice + twice.replace("x1", "x2").replace("{A}", "{B}"),
            "content/en/a.md": HEAD + "[@x1; @x2]",
        }
    )
    listed = built["notes/a/index.html"].split("doc-bibliography", 1)[1].split("</section>", 1)[0]
    assert ", ".join(re.findall(r"2022\w?", listed)) == years


def test_the_list_leads_to_works_and_back(make_site: Callable[..., BuiltSite]) -> None:
    built = make_site(
        {
            "site.yaml": SITE,
            "references.bib": BIB,
            "content/en/a.md": f"{HEAD}[@hu2022] and again [@hu2022].\n",
        }
    )
    html = built["notes/a/index.html"]
    assert '<section class="references" role="doc-bibliography" aria-label="References">' in html
    assert '<li id="ref-hu2022">E. Hu and Y. Shen. LoRA. 2022. ' in html
    assert '<a href="https://arxiv.org/abs/2106.09685">arXiv:2106.09685</a>' in html
    assert 'href="#ref-hu2022" role="doc-biblioref" id="cite-hu2022"' in html
    assert html.count('role="doc-backlink"') == 2
    assert 'href="#cite-hu2022-2"' in html


def test_an_excerpt_has_no_numbers_and_no_list(make_site: Callable[..., BuiltSite]) -> None:
    built = make_site(
        {
            "site.yaml": SITE,
            "references.bib": BIB,
            "content/en/a.md": f"{HEAD}So it is [@hu2022]. As @vaswani2017 show, it holds\n[@bad].\n",
        }
    )
    assert "So it is. As Vaswani et al. show, it holds." in built["index.html"]


def test_what_is_not_there_is_told(make_site: Callable[..., BuiltSite]) -> None:
    built = make_site(
        {
            "site.yaml": SITE,
            "references.bib": BIB,
            "content/en/a.md": f"{HEAD}Hello @octocat, [@bad].\n",
        }
    )
    assert built.warnings == [
        "content/en/a.md:5:8: warning: no entry of the bibliography has the key `octocat`; write `\\@octocat` if it is a name",
        "references.bib:5: warning: the entry `bad` has no `journal`, `year`; add what is missing",
    ]


def test_a_key_that_is_not_there_is_a_mistake(make_site: Callable[..., BuiltSite]) -> None:
    with pytest.raises(BuildErrors) as caught:
        make_site(
            {
                "site.yaml": SITE,
                "references.bib": BIB,
                "content/en/a.md": f"{HEAD}As [@hu2022; @vaswany2017] say.\n",
            }
        )
    assert str(caught.value) == (
        "content/en/a.md:5:15: no entry of the bibliography has the key `vaswany2017`; write `vaswani2017`"
    )


def test_names_stay_names_without_a_bibliography(make_site: Callable[..., BuiltSite]) -> None:
    built = make_site({"site.yaml": SITE, "content/en/a.md": f"{HEAD}Hello @octocat, me@x.org.\n"})
    assert built.warnings == []
    assert "Hello @octocat," in built["notes/a/index.html"]


def test_a_note_has_a_bibliography_of_its_own(make_site: Callable[..., BuiltSite]) -> None:
    own = "@misc{own, title={Mine}, author={Me}, year=2020}\n"
    built = make_site(
        {
            "site.yaml": SITE,
            "content/en/a/index.md": f"{HEAD}[@own]\n",
            "content/en/a/references.bib": own,
            "content/en/b.md": "---\ntitle: B\ndate: 2024-01-01\nbibliography: refs/b.bib\n---\n[@own]\n",
            "content/en/refs/b.bib": own,
            "content/en/c.md": "---\ntitle: C\ndate: 2024-01-01\nbibliography: c.bib\n---\n[@own]\n",
            "static/assets/bibliography/c.bib": own,
        }
    )
    for name in "abc":
        assert "Me. Mine. 2020." in built[f"notes/{name}/index.html"]


def test_a_changed_entry_changes_the_notes_that_cite_it(
    make_site: Callable[..., BuiltSite],
) -> None:
    files = {
        "site.yaml": SITE,
        "references.bib": BIB,
        "content/en/a.md": f"{HEAD}[@hu2022] $x^2$\n",
        "content/en/b.md": f"{HEAD}Nothing.\n",
    }
    make_site(files)
    files["references.bib"] = BIB.replace("{LoRA}", "{LoRA: Low rank}")
    built = make_site(files)
    assert "LoRA: Low rank" in built["notes/a/index.html"]
    files["site.yaml"] += "citations: {style: author-year}\n"
    built = make_site(files)
    assert ">Hu and Shen, 2022</a>)" in built["notes/a/index.html"]
    assert built.report.formulas.rendered == 0
