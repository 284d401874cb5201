"""Comments of Obsidian."""

import pytest

from notes_site.load.hidden import without_comments


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a %%b%% c", "a  c"),
        ("a %%b\nc%% d", "a \n d"),
        ("%%\na\n\nb\n%%\nc", "\n\n\n\n\nc"),
        ("> %% a\n>\n> b %%\nc", "\n\n\nc"),
        ("%%a%% b\n\nc %%", " b\n\nc %%"),
        ("**%%** and\n\n8 %% 3", "**%%** and\n\n8 %% 3"),
        ("`%%a%%` $%%a%%$", "`%%a%%` $%%a%%$"),
    ],
)
def test_a_comment_ends_in_its_paragraph_or_has_lines_of_its_own(text: str, shown: str) -> None:
    assert without_comments(text) == shown
