"""Addresses made of texts."""

import pytest

from notes_site.text.slug import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actor–Critic 方法", "actor-critic-方法"),
        ("什么是注意力？", "什么是注意力"),
        ("第 3 章：梯度", "第-3-章梯度"),
        ("C++ & C#", "c-c"),
        ("snake_case", "snake_case"),
        ("a/b — c", "a-b-c"),
        ("  --a--  ", "a"),
        ("e\u0301cole", "école"),
        ("हिन्दी", "हिन्दी"),
        ("が", "が"),
        ("❤️ PyTorch 🔥", "pytorch"),
        ("a❤️", "a"),
        ("葛󠄀城", "葛󠄀城"),
        ("!?", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
    assert slug(expected) == expected
