from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from notes_site.render.katex import Katex, TexInput, Typeset
from notes_site.render.mathml import feed_mathml

FORMULAS = [
    (r"x", "<mi>x</mi>"),
    (r"\mathbb{R}\mathcal{N}\mathfrak{g}", "<mi>ℝ</mi><mi>𝒩</mi><mi>𝔤</mi>"),
    (r"\mathbf{x}\boldsymbol{\theta}\mathbf{1}", "<mi>𝐱</mi><mi>𝜽</mi><mn>𝟏</mn>"),
    (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
    (r"\text{损失<\&>\textbf{a}}", "<mtext>损失&lt;&amp;&gt;</mtext><mtext>a</mtext>"),
]


@pytest.fixture(scope="module")
def katex() -> Iterator[Katex]:
    with Katex() as katex:
        yield katex


def html(katex: Katex, tex: str, *, is_display: bool = False) -> str:
    (outcome,) = katex.typeset([TexInput(tex, is_display, {})])
    assert isinstance(outcome, Typeset)
    return outcome.html


@pytest.mark.parametrize(("tex", "expected"), FORMULAS)
def test_a_feed_gets_mathml_alone(katex: Katex, tex: str, expected: str) -> None:
    body = Markup("<p>%s</p>") % Markup(html(katex, tex))
    opening = '<p><math xmlns="http://www.w3.org/1998/Math/MathML">'
    found = str(feed_mathml(body))
    assert found.startswith(opening)
    assert found.removeprefix(opening).replace("<mrow>", "").replace("</mrow>", "") == (
        f"{expected}</math></p>"
    )


def test_what_is_around_formulas_stays(katex: Katex) -> None:
    display = html(katex, r"\frac{a}{b}\tag{1}", is_display=True)
    body = Markup('<p>A <span>b</span> {}.</p>\n<div class="math-display">{}</div>\n<p>C</p>')
    found = str(feed_mathml(body.format(Markup(html(katex, r"\sqrt{x}")), Markup(display))))
    assert "annotation" not in found
    assert "katex-html" not in found
    ET.fromstring(f"<div>{found}</div>")
    assert found.startswith("<p>A <span>b</span> <math ")
    assert found.endswith("</math></span></div>\n<p>C</p>")
    assert "<mtext>(1)</mtext>" in found
