"""The language of docstrings: nouns for modules and classes, verbs for functions."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "notes_site"
MODULES = sorted(PACKAGE.rglob("*.py"))
QUESTIONS = ("What ", "Which ", "Where ", "How ", "Who ", "When ", "Whether ", "Why ")
"""Beginnings of a docstring that is a riddle: it says that there is something, not what."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_docstring_is_a_riddle(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    defined = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [tree, *(node for node in ast.walk(tree) if isinstance(node, defined))]
    texts = [text for node in nodes if (text := ast.get_docstring(node))]
    assert [text for text in texts if text.startswith(QUESTIONS)] == []
