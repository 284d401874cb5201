"""Code that no fence closes."""

import pytest

from tests.conftest import MakeSite
from tests.small_site import note


@pytest.mark.parametrize("text", ["A\n\n```\nx\n\n## Lost", "A\n\n> ~~~~\n> x"])
def test_code_up_to_the_end_of_the_note_is_told_of(make_site: MakeSite, text: str) -> None:
    (warning,) = make_site({"content/zh/a.md": note(text)}).warnings
    assert warning.startswith(
        "content/zh/a.md:8: warning: no line closes the code that begins here"
    )


@pytest.mark.parametrize(
    "text",
    ["```\nx\n```", "> ```\n> x\n> ```", "~~~\nx\n~~~~\n\n", "- a\n\n  ```\n  x\n\nB", "    x"],
)
def test_code_that_ends_is_not(make_site: MakeSite, text: str) -> None:
    assert make_site({"content/zh/a.md": note(text)}).warnings == []
