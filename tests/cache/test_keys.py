"""What a value in the store is known by."""

import ast
from collections.abc import Collection
from pathlib import Path

import pytest

from notes_site.cache import Key, Store, keys, make_key
from tests.conftest import MakeSite
from tests.small_site import note, read_tree

PACKAGE = Path(__file__).parents[2] / "notes_site"
OUTSIDE = sorted(
    path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "cache")
)

SITE = {
    "content/zh/a.md": note("$x^2$\n\n```python\nprint(1)\n```\n\n![Dot](/dot.svg)"),
    "content/en/a.md": note("$x^2$\n\n```python\nprint(1)\n```"),
    "static/dot.svg": "<svg width='4' height='4'/>",
    "site.yaml": "title: Notes\nsocial_cards: true\n",
}


@pytest.fixture
def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be another one from now on."""
    monkeypatch.setattr(keys, "program_digest", lambda: b"another version")


def test_a_key_is_of_the_program_that_makes_the_value(request: pytest.FixtureRequest) -> None:
    before = make_key("kind", "part")
    assert make_key("kind", "part") == before
    request.getfixturevalue("another_version")
    assert make_key("kind", "part") != before


def test_another_version_of_the_program_reuses_nothing(
    make_site: MakeSite, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The law of versions: no value of the store is found by another program, whatever it is."""
    found: list[Key] = []

    class Watched(Store):
        def find(self, keys: Collection[Key]) -> dict[Key, bytes]:
            there = super().find(keys)
            found.extend(there)
            return there

    monkeypatch.setattr("notes_site.cache.session.Store", Watched)
    monkeypatch.setattr("notes_site.flow.render_jobs.Store", Watched)
    first = make_site(SITE)
    before = read_tree(first.output)
    found.clear()
    make_site({})
    assert found, "a second build finds what the first has made"
    known = set(found)
    request.getfixturevalue("another_version")
    found.clear()
    second = make_site({})
    assert not known & set(found)
    assert second.report.formulas.rendered == first.report.formulas.rendered > 0
    assert second.report.code_blocks.rendered == first.report.code_blocks.rendered > 0
    assert read_tree(second.output) == before


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_room_but_the_cache_makes_keys_by_itself(path: Path) -> None:
    """`Key(…)` stands only in cache/; all others call `make_key`, which adds the program.

    Types do the rest: a `Store` takes a `Key`, and a digest is `bytes`. So no one may cast one either.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [node.lineno for node in calls if _name(node.func) == "Key"]
    cast = [
        node.lineno
        for node in calls
        if _name(node.func) == "cast" and node.args and "Key" in ast.dump(node.args[0])
    ]
    assert (made, cast) == ([], [])


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
