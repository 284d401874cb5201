"""The blocks of a note: kinds, lines, and what can be recognised in them."""

from notes_site.model import AnchorKind, BlockKind
from tests.translations.outlines import blocks, parse


def kinds(text: str) -> list[tuple[BlockKind, int, int]]:
    return [(block.kind, block.first_line, block.last_line) for block in blocks(text)]


def test_every_block_has_its_kind_and_its_lines() -> None:
    text = """## Loss

One line
and another.

$$
x
$$

- first
- second

  more of it

> quoted

| a | b |
| - | - |
| 1 | 2 |

```python
1
```

![A curve](/curve.svg)

---

Term
: what it is[^1]

[^1]: A note."""
    assert kinds(text) == [
        (BlockKind.HEADING, 6, 6),
        (BlockKind.PARAGRAPH, 8, 9),
        (BlockKind.FORMULA, 11, 13),
        (BlockKind.ITEM, 15, 15),
        (BlockKind.ITEM, 16, 16),
        (BlockKind.ITEM, 18, 18),
        (BlockKind.QUOTE, 20, 20),
        (BlockKind.TABLE, 22, 24),
        (BlockKind.CODE, 26, 28),
        (BlockKind.FIGURE, 30, 30),
        (BlockKind.RULE, 32, 32),
        (BlockKind.DEFINITION, 34, 34),
        (BlockKind.DEFINITION, 35, 35),
        (BlockKind.FOOTNOTE, 37, 37),
    ]


def test_items_of_a_list_share_their_outermost_block() -> None:
    assert [block.top for block in blocks("a\n\n- b\n- c\n\nd")] == [0, 1, 1, 2]


def test_a_formula_within_a_paragraph_is_a_block_of_its_own() -> None:
    first, formula, last = blocks("We have\nas $a$ says $$x = 1$$ for\nall $b$.")
    assert (first.first_line, first.last_line) == (6, 7)
    assert (formula.kind, formula.content, formula.first_line) == (BlockKind.FORMULA, "x = 1", 7)
    assert (last.first_line, last.last_line) == (7, 8)
    assert first.top == formula.top == last.top


def test_a_formula_that_is_all_of_a_paragraph_leaves_no_text() -> None:
    assert [block.kind for block in blocks("$$x = 1$$")] == [BlockKind.FORMULA]


def test_a_text_has_anchors_with_their_lines() -> None:
    (block,) = blocks("The $x$ of `fit`\nin [here](b.md), ResNet and 1024.\n![i](/i.svg) end")
    assert block.anchors == (
        (AnchorKind.FORMULA, "x", 6),
        (AnchorKind.CODE, "fit", 6),
        (AnchorKind.LINK, "b.md", 7),
        (AnchorKind.TERM, "ResNet", 7),
        (AnchorKind.TERM, "1024", 7),
        (AnchorKind.IMAGE, "/i.svg", 8),
    )


def test_names_within_chinese_are_anchors() -> None:
    (block,) = blocks("我们使用ResNet模型。", "zh")
    assert [anchor.text for anchor in block.anchors] == ["ResNet"]


def test_line_breaks_do_not_change_a_digest() -> None:
    (block,), (wrapped,), (other,) = blocks("one two"), blocks("one\ntwo"), blocks("one three")
    assert block.digest == wrapped.digest != other.digest


def test_a_comment_lets_the_next_block_differ() -> None:
    note = parse("a\n\n<!-- parity: allow -->\n\nb\n\nc")
    assert [block.is_allowed for block in note.outline] == [False, True, False]
    assert not any(token.type == "html_block" for token in note.tokens)


def test_a_comment_lets_a_section_differ() -> None:
    text = "## A\n\n<!-- parity: allow section -->\n\na\n\n### B\n\nb\n\n## C\n\nc"
    allowed = [block.is_allowed for block in blocks(text)]
    assert allowed == [False, True, True, True, False, False]


def test_a_comment_lets_the_whole_note_differ() -> None:
    assert all(block.is_allowed for block in blocks("a\n\n<!-- parity: allow note -->\n\nb"))


def test_a_comment_that_means_nothing_is_reported() -> None:
    (problem,) = parse("a\n\n<!-- parity: alow -->").problems
    assert str(problem) == (
        "content/en/a.md:8: warning: `parity: alow` means nothing; write "
        "`<!-- parity: allow -->` before a block that may differ from the translation, or "
        "`allow section`, or `allow note`"
    )
