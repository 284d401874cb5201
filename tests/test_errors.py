"""Problems, their places and their kinds."""

import ast
from collections.abc import Iterator
from pathlib import Path

import notes_site
from notes_site.errors import KINDS

PACKAGE = Path(notes_site.__file__).parent


def find_problems() -> Iterator[tuple[str, ast.Call]]:
    """Yield each call that makes a problem, and where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names = {keyword.arg for keyword in node.keywords}
                if node.func.id == "Problem" and "place" in names:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def test_every_warning_has_a_kind() -> None:
    without = []
    for place, call in find_problems():
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        kind = given.get("kind")
        if isinstance(kind, ast.Constant):
            assert kind.value in KINDS, place
        elif "is_warning" in given and kind is None:
            without.append(place)
    assert without == [], 'write `kind="…"`, a name of `KINDS` in errors.py'
