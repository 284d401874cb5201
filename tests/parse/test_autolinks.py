"""Bare URLs: every decision is a case of `fixtures/autolinks.md`."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from notes_site.parse.markdown import make_markdown

CASES = read_fixture_file(Path(__file__).parent / "fixtures" / "autolinks.md")
MARKDOWN = make_markdown()


@pytest.mark.parametrize(
    ("line", "title", "source", "html"), CASES, ids=[case[1] for case in CASES]
)
def test_autolinks(line: int, title: str, source: str, html: str) -> None:
    assert MARKDOWN.render(source) == html, f"autolinks.md:{line}: {title}"
