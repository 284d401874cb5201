"""Formulas in code spans: where nearly all of a note's are written so, they are formulas."""

import pytest

from notes_site.config import default_config
from notes_site.errors import SourceError
from notes_site.flow.fragment import render_fragment
from notes_site.parse import make_markdown
from tests.small_site import FIRST_LINE, note


def formulas(text: str) -> list[str]:
    return [
        f"{token.type} {token.content}"
        for block in make_markdown().parse(text)
        for token in block.children or ()
        if token.type.startswith("math")
    ]


def test_all_formulas_in_code_are_formulas() -> None:
    text = "A `$x_1$`, ``$n$``, `code`, `$OA$`, $b$.\n\n| a |\n|-|\n| `$y^2$` |\n\n`$$\na = b\n$$`"
    assert formulas(text) == [
        "math_inline x_1",
        "math_inline n",
        "math_inline OA",
        "math_inline b",
        "math_inline y^2",
        "math_display a = b",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`$x_1$` and `$y_1$`",
        "`$x_1$`, `$y_1$`, `$z_1$` are set as $x$ and $y$.",
        "`$x_1$`, `$y_1$`, `$z_1$`\n\n$$x$$\n\n$$y$$",
        "`$x_1$`, `$y_1$`, `$z_1$` between `$`",
        "`$x_1$`, `$y_1$`, `$z_1$`, `$HOME`",
        "`$OA$`, `$OB$`, `$OC$`",
        "    `$x_1$`, `$y_1$`, `$z_1$`",
    ],
)
def test_code_may_be_code(text: str) -> None:
    html, _ = render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert "$x_1$" in html or "$OA$" in html


def test_a_mistake_in_one_has_its_place() -> None:
    text = "A `$x_1$`, `$y_1$`,\nand `$ \\nosuch$`."
    with pytest.raises(SourceError) as caught:
        render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert str(caught.value).startswith(f"a.md:{FIRST_LINE + 1}:8: KaTeX does not know \\nosuch")
