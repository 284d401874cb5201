"""Values on tokens have one home."""

import ast
from pathlib import Path

import pytest

from notes_site.parse import token_values

PACKAGE = Path(token_values.__file__).parents[1]
HOME = Path(token_values.__file__)


@pytest.mark.parametrize(
    "path", sorted({*PACKAGE.glob("*/**/*.py")} - {HOME}), ids=lambda path: path.stem
)
def test_no_other_module_reads_the_meta_of_a_token(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    assert "meta" not in named


def test_no_two_values_share_a_key() -> None:
    values = [value for value in vars(token_values).values() if hasattr(value, "put_on")]
    keys = [value._key for value in values if isinstance(value, token_values.TokenValue)]
    assert len(keys) > 10
    assert len(keys) == len(set(keys))
