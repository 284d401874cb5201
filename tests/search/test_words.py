"""Texts are divided into words, and come together again as they were."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.search import words
from notes_site.search.words import KEPT, divide
from notes_site.text.scripts import WIDE

SCRIPT = Path(__file__).parents[2] / "static" / "assets" / "search.js"


@pytest.mark.parametrize(
    ("text", "divided"),
    [
        ("gradient descent", "gradient descent"),
        ("注意力", "注 意 力"),
        ("softmax回归", "softmax` 回 归"),
        ("使用 PyTorch 的", "使 用 PyTorch 的"),
        ("注意力 机制", "注 意 力` 机 制"),
        ("回归，分类", "回 归 ， 分 类"),
        ("nn.Linear(3, 4)", "nn.` Linear(` 3, 4)"),
        ("zero-shot", "zero-` shot"),
        ("reset_parameters", "reset_parameters"),
        ("π_θ(a|s)", "π_θ(` a|` s)"),
        ("∇log π_θ", "∇` log π_θ"),
        ("2σ²", "2` σ` ²"),
        ("naïve x̂", "naïve x̂"),
        ("딥 러닝", "딥 러닝"),
        ("a `b` c", "a b c"),
        (" \n ", ""),
    ],
)
def test_a_text_is_divided_into_words(text: str, divided: str) -> None:
    assert divide(text) == divided


def join(divided: str) -> str:
    """Return a text as `search.js` shows it."""
    parts: list[str] = []
    is_kept = ends_wide = False
    for word in divided.split(" "):
        text = word.removesuffix(KEPT)
        if parts:
            are_wide = ends_wide and re.match(f"[{WIDE}]", text) is not None
            parts.append(" " if are_wide == is_kept else "")
        parts.append(text)
        is_kept = word.endswith(KEPT)
        ends_wide = re.search(f"[{WIDE}]$", text) is not None
    return "".join(parts)


@pytest.mark.property
@given(st.text(st.sampled_from("ab1 _-.(π²回归，。é\u0302∇")))
def test_a_reader_sees_the_text_as_it_was(text: str) -> None:
    """A text, divided and joined again, is the text with one blank for each stretch of them."""
    assert join(divide(text)) == " ".join(text.split())


@pytest.mark.parametrize("name", ["WIDE", "GREEK", "NUMERALS"])
def test_the_script_divides_by_the_same_characters(name: str) -> None:
    (written,) = re.findall(rf'const {name} = "(.*)";', SCRIPT.read_text(encoding="utf-8"))
    in_python = re.sub(r"\\\\u\{?([0-9a-f]+)\}?", lambda hit: chr(int(hit[1], 16)), written)
    assert in_python == getattr(words, name)
