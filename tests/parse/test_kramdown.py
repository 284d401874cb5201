import pytest

from notes_site.parse import make_markdown
from notes_site.parse.kramdown import set_double_dollars_inline
from notes_site.parse.places import walk


def kinds(text: str) -> list[str]:
    tokens = make_markdown().parse(text)
    set_double_dollars_inline(text, tokens)
    found = [each.token.type for each in walk(tokens)]
    return [kind.removeprefix("math_") for kind in found if kind.startswith("math_")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("so $$a$$ is $$b$$ and $$c$$ holds", ["inline"] * 3),
        ("so $$a$$ is $$b$$ and\n$$c$$", ["display"] * 2 + ["block"]),
        ("so $$a$$ is $$b$$, $$c$$ or $$d$$.\n\n$$\ne\n$$", ["inline"] * 4 + ["block"]),
        ("a $$a$$ b $$b$$ c $$c$$ d $$d \\tag{1}$$ e", ["inline"] * 3 + ["display"]),
        (
            "是$$a$$的，即$$b$$为$$c$$时，而$a$、$b$和$c$",
            ["display"] * 3 + ["inline"] * 3,
        ),
        ("a $$a$$ b $$b$$ c $$c$$ d\n$$d$$\ne", ["inline"] * 3 + ["block"]),
    ],
)
def test_two_dollars_within_a_line(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected
