"""Formulas that a service draws."""

import pytest

from notes_site.parse import make_markdown
from notes_site.parse.formula_pictures import find_tex


@pytest.mark.parametrize(
    ("address", "tex"),
    [
        ("https://www.zhihu.com/equation?tex=x%5E2+%2B+y", "x^2 + y"),
        ("https://www.zhihu.com/equation?tex=a%5C%5C&preview=true", "a"),
        ("https://latex.codecogs.com/gif.latex?%5Cdpi%7B110%7D%20a+b", "a+b"),
        (r"http://latex.codecogs.com/svg.latex?\large&space;\alpha\largest", r"\alpha\largest"),
        ("https://render.githubusercontent.com/render/math?math=e%5Ex&mode=inline", "e^x"),
        ("http://chart.googleapis.com/chart?cht=tx&chl=%5Cfrac%7B1%7D%7B2%7D", r"\frac{1}{2}"),
        ("https://i.upmath.me/svg/x_1", "x_1"),
        ("https://www.zhihu.com/question/1.png", ""),
        ("https://img.example/equation?tex=x", ""),
        ("a.png", ""),
    ],
)
def test_addresses(address: str, tex: str) -> None:
    assert find_tex(address) == tex


def kinds(text: str) -> list[tuple[str, str]]:
    """Return type and TeX of the formulas in `text`."""
    tokens = make_markdown().parse(text)
    inside = [child for token in tokens for child in token.children or ()]
    return [(each.type, each.content) for each in inside if each.type.startswith("math")]


PICTURE = "![[公式]](https://www.zhihu.com/equation?tex=x)"
ELEMENT = '<img src="https://www.zhihu.com/equation?tex=x" alt="x" eeimg="1">'


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"由 {PICTURE} 得", "math_inline"),
        (PICTURE, "math_display"),
        (f"- 由 {ELEMENT} 得", "math_inline"),
        (f"<p align=center>{ELEMENT}</p>", "math_inline"),
        ("a ![](https://www.zhihu.com/equation?tex=x%5Ctag%7B1%7D) b", "math_display"),
    ],
)
def test_what_they_become(text: str, kind: str) -> None:
    (found,) = kinds(text)
    assert found[0] == kind


def test_other_pictures_and_code_stay() -> None:
    assert kinds(f"`{PICTURE}` ![](https://www.zhihu.com/a.png)\n\n    {ELEMENT}\n") == []
