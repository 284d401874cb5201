"""Which block of a note is which of its translation."""

from notes_site.translations import align
from tests.translations.outlines import blocks


def lines(left: str, right: str) -> list[tuple[int | None, int | None]]:
    """Return the first lines of what is beside each other, counted from those of the texts."""
    return [
        (
            pair.left.first_line - 5 if pair.left else None,
            pair.right.first_line - 5 if pair.right else None,
        )
        for pair in align(blocks(left), blocks(right, "zh"))
    ]


def test_notes_of_one_structure_are_aligned_one_to_one() -> None:
    left = "## Loss\n\nThe loss is\n\n$$L = x^2$$\n\n```python\nfit(x)  # train\n```"
    right = "## 损失\n\n损失为\n\n$$L = x^2$$\n\n```python\nfit(x)  # 训练\n```"
    assert lines(left, right) == [(1, 1), (3, 3), (5, 5), (7, 7)]


def test_what_only_one_note_has_stands_alone() -> None:
    left = "Before.\n\n$$a + b$$\n\nAfter."
    right = "之前。\n\n```\nx\n```\n\n$$a + b$$\n\n之后。"
    assert lines(left, right) == [(1, 1), (None, 3), (3, 7), (5, 9)]


def test_the_longer_paragraph_is_that_of_the_longer_one() -> None:
    left = "A short one.\n\n" + "A long one that goes on and on. " * 5
    right = "这是一个很长的段落，说了又说。" * 5
    assert lines(left, right) == [(1, None), (3, 1)]


def test_paragraphs_with_the_same_formulas_belong_together() -> None:
    left = "First, $\\alpha$ is given.\n\nThen, $\\beta$ is found.\n\nBoth are small."
    right = "然后求出$\\beta$。\n\n两者都很小。"
    assert lines(left, right) == [(1, None), (3, 1), (5, 3)]


def test_a_section_that_is_missing_leaves_the_others_where_they_are() -> None:
    left = "## A\n\n$$a$$\n\n## B\n\n$$b + b$$\n\n## C\n\n$$c^2$$"
    right = "## 甲\n\n$$a$$\n\n## 丙\n\n$$c^2$$"
    assert lines(left, right) == [(1, 1), (3, 3), (5, None), (7, None), (9, 5), (11, 7)]


def test_a_formula_within_a_paragraph_meets_the_one_that_stands_alone() -> None:
    left = "Given is $$x = 1$$ for all."
    right = "给定\n\n$$\nx = 1\n$$\n\n对于所有。"
    assert lines(left, right) == [(1, 1), (1, 3), (1, 7)]


def test_the_empty_note_is_aligned_with_nothing() -> None:
    assert lines("", "甲\n\n乙") == [(None, 1), (None, 3)]


def test_thousands_of_paragraphs_without_a_formula_are_compared_in_parts() -> None:
    text = "Word.\n\n" * 3_000
    assert lines(text, text) == [(line, line) for line in range(1, 6_000, 2)]
