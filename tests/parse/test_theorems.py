"""Numbered blocks, as callouts and as divs, and captions of tables and listings."""

import pytest
from markdown_it.token import Token

from notes_site.config.numbers import TheoremNumbers
from notes_site.parse import make_markdown
from notes_site.parse.numbering import number_blocks
from notes_site.parse.token_values import BLOCK_KIND, BLOCK_NUMBER, REFUSED


def blocks(text: str, theorems: TheoremNumbers = TheoremNumbers.KIND) -> list[str]:
    """Return kind, number, id and name of each numbered block of a text."""
    tokens = make_markdown().parse(text)
    number_blocks(tokens, theorems)
    return [
        f"{BLOCK_KIND.of(token)} {BLOCK_NUMBER.of(token)} {token.attrs.get('id', '')} {tokens[index + 2].content}".strip()
        for index, token in enumerate(tokens)
        if token.type == "theorem_open" or (token.type == "figure_open" and BLOCK_KIND.is_on(token))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "> [!theorem] A *name* {#thm:x}\n> Text",
        "> [!THEOREM] A *name* {#thm:x}\n>\n> Text",
        "> [!定理] A *name* {#thm:x}\n> Text",
        '::: {.theorem #thm:x name="A *name*"}\nText\n:::',
        '::::: {#thm:x .theorem title="A *name*"}\nText\n:::::',
        "::: {#thm:x}\n## A *name*\n\nText\n:::",
    ],
)
def test_all_ways_give_the_same(text: str) -> None:
    assert blocks(text) == ["theorem 1 thm:x A *name*"]
    tokens = make_markdown().parse(text)
    kinds = [token.type for token in tokens]
    assert kinds == [
        "theorem_open",
        "theorem_title_open",
        "inline",
        "theorem_title_close",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "theorem_close",
    ]
    assert tokens[5].content == "Text"


def test_kinds_count_by_themselves_or_together() -> None:
    text = "> [!theorem]\n> a\n\n> [!lemma]\n> b\n\n> [!proof]\n> c\n\n> [!theorem]\n> d\n\n> [!exercise]\n> e\n"
    assert blocks(text) == ["theorem 1", "lemma 1", "proof 0", "theorem 2", "exercise 1"]
    together = ["theorem 1", "lemma 2", "proof 0", "theorem 3", "exercise 1"]
    assert blocks(text, TheoremNumbers.TOGETHER) == together


def test_one_may_go_without_a_number() -> None:
    assert blocks("> [!theorem] {.unnumbered}\n> a\n\n> [!theorem]\n> b") == [
        "theorem 0",
        "theorem 1",
    ]


def test_divs_nest_and_code_in_them_is_code() -> None:
    text = "::: theorem\na\n\n::: {.proof}\nb\n:::\n\n```\n::: lemma\n```\n:::\n\nafter\n"
    tokens = make_markdown().parse(text)
    assert [t.type for t in tokens if t.type.startswith("theorem_") and "title" not in t.type] == [
        "theorem_open",
        "theorem_open",
        "theorem_close",
        "theorem_close",
    ]
    assert tokens[-2].content == "after"


def test_a_div_that_is_not_closed_is_refused() -> None:
    tokens = make_markdown().parse("::: {.theorem}\na\n")
    assert REFUSED.of(tokens[0]) == "the `:::` is not closed; write `:::` behind it"


@pytest.mark.parametrize(
    "text", ["> [!note]\n> a", "> [!theory]\n> a", "::: warning\na\n:::", ":::\na"]
)
def test_others_are_left_alone(text: str) -> None:
    assert blocks(text) == []


def signs(tokens: list[Token]) -> int:
    return sum(child.type == "qed" for token in tokens for child in token.children or ())


@pytest.mark.parametrize("text", ["> [!proof]\n> a", "> [!proof]\n> $$x$$", "::: proof\n- a\n:::"])
def test_a_proof_ends_in_its_sign(text: str) -> None:
    assert signs(make_markdown().parse(text)) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("| a |\n|---|\n| 1 |\n: Of $x$ {#tbl:r}\n", "table 1 tbl:r Of $x$"),
        ("| a |\n|---|\n| 1 |\n\n: Results {#tbl:r}\n", "table 1 tbl:r Results"),
        ("| a |\n|---|\n| 1 |\n\nTable: Results\n", "table 1  Results"),
        (": Results {#tbl:r}\n\n| a |\n|---|\n| 1 |\n", "table 1 tbl:r Results"),
        ('```python {#lst:a caption="Some *code*"}\nx\n```\n', "listing 1 lst:a Some *code*"),
        ('```{#lst-a .python lst-cap="Some code"}\nx\n```\n', "listing 1 lst-a Some code"),
    ],
)
def test_captions(text: str, found: str) -> None:
    assert blocks(text) == [found]


def test_a_table_without_a_caption_is_no_figure() -> None:
    assert blocks("| a |\n|---|\n| : |\n\ntext: b\n") == []
