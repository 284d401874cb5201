"""Entries of BibTeX, read by pybtex as LaTeX would read them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string

from notes_site.model import Paper
from notes_site.pages.bibtex import bibtex, cite_key

GIVEN: Mapping[str, str] = dict.fromkeys(["venue", "year", "arxiv", "doi", "url", "code"], "")


def paper(title: str = "A title", *authors: str, **given: str) -> Paper:
    return Paper(title=title, authors=authors, **{**GIVEN, **given})


def read(entry: str) -> tuple[str, Entry]:
    ((key, found),) = parse_string(entry, "bibtex").entries.items()
    return key, found


def test_an_entry_holds_all_that_the_note_says() -> None:
    lora = paper(
        "LoRA: Low-Rank Adaptation of Large Language Models",
        "Edward J. Hu",
        "Yelong Shen",
        venue="ICLR",
        year="2022",
        arxiv="2106.09685",
        doi="10.1000/a_b",
        url="https://example.org/a_b%20c",
    )
    assert bibtex(lora) == (
        "@inproceedings{hu2022lora,\n"
        "  title = {{LoRA: Low-Rank Adaptation of Large Language Models}},\n"
        "  author = {Edward J. Hu and Yelong Shen},\n"
        "  booktitle = {ICLR},\n"
        "  year = {2022},\n"
        "  eprint = {2106.09685},\n"
        "  archivePrefix = {arXiv},\n"
        "  doi = {10.1000/a_b},\n"
        "  url = {https://example.org/a_b%20c}\n"
        "}"
    )


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("NeurIPS", "inproceedings", "booktitle"),
        ("Nature", "article", "journal"),
        ("Journal of Machine Learning Research", "article", "journal"),
        ("IEEE Transactions on X", "article", "journal"),
        ("计算机学报", "article", "journal"),
    ],
)
def test_the_venue_says_what_kind_of_entry_it_is(venue: str, kind: str, field: str) -> None:
    _, entry = read(bibtex(paper(venue=venue)))
    assert entry.type == kind
    assert entry.fields[field] == venue


def test_without_a_venue_it_is_misc_and_arxiv_tells_the_year() -> None:
    for venue in ("", "arXiv"):
        _, entry = read(bibtex(paper(arxiv="1706.03762", venue=venue)))
        assert entry.type == "misc"
    assert entry.fields["year"] == "2017"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (paper("The Nature of Statistics", "Vladimir Vapnik", year="1995"), "vapnik1995nature"),
        (paper("Über Wörter", "Müller, Jürgen", year="2020"), "muller2020uber"),
        (paper("注意力", "王小明", arxiv="1706.03762"), "paper170603762"),
        (paper("BERT: Pre-training", "Jacob Devlin"), "devlinbert"),
        (paper("多头", "李"), "paper"),
    ],
)
def test_a_key_is_surname_year_and_word(given: Paper, key: str) -> None:
    assert cite_key(given) == key


def test_names_that_bibtex_would_take_apart_are_kept_whole() -> None:
    _, entry = read(bibtex(paper("T", "Ada Lovelace", "Research and Development Inc.", "et al.")))
    people = [" ".join([*p.first_names, *p.last_names]) for p in entry.persons["author"]]
    assert people == ["Ada Lovelace", "{Research and Development Inc.}", "others"]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@given(title=TEXT, author=TEXT, venue=TEXT)
def test_whatever_is_in_a_paper_the_entry_can_be_read(title: str, author: str, venue: str) -> None:
    """One entry, whose key is ASCII; its title is in braces, which are balanced everywhere."""
    entry = bibtex(paper(title, *[author] * bool(author.strip()), venue=venue))
    key, found = read(entry)
    assert re.fullmatch(r"[a-z0-9]+", key)
    assert found.fields["title"].startswith("{")
    assert entry.count("{") == entry.count("}")
