import itertools
import re
from collections.abc import Iterator

import pytest

from notes_site.render.katex import (
    OPTIONS,
    Katex,
    TexError,
    TexInput,
    Typeset,
    index_from_utf16,
)
from notes_site.render.macros import PREAMBLE

FORMULAS = [
    r"\mathcal{L}_{\text{CLIP}}=-\frac{1}{2N}\sum_{i=1}^{N}\log\frac{e^{s_{ii}/\tau}}{\sum_j e^{s_{ij}/\tau}}",
    r"\mathcal{L}_{\text{SigLIP}}=-\frac1N\sum_{i,j}\log\frac{1}{1+e^{z_{ij}(-t\,x_i\cdot y_j+b)}}",
    r"\E\left[\log\sigma\left(\beta\log\frac{\pi_\theta(y_w|x)}{\pi_{\text{ref}}(y_w|x)}\right)\right]",
    r"\hat{\mathbb{E}}_t[\min(r_t\hat A_t,\operatorname{clip}(r_t,1-\epsilon,1+\epsilon)\hat A_t)]",
    r"\max_\theta\ \E[A]\quad\text{s.t.}\quad\KL(\pi_{\text{old}}\,\Vert\,\pi_\theta)\le\delta",
    r"\mathrm{d}X_t=\left[f-g^2\nabla_x\log p_t(X_t)\right]\mathrm{d}t+g\,\mathrm{d}\bar W_t",
    r"Q^*(s,a)=\E\left[r+\gamma\max_{a'}Q^*(s',a')\right] \tag{1}",
    r"\softmax\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"h=W_0x+\frac{\alpha}{r}BAx,\qquad B\in\R^{d\times r}",
    r"\hat x=\Delta\left\lfloor\frac{x}{\Delta}\right\rceil",
    r"f(n)=\begin{cases}\frac n2&n\text{ 偶数}\\3n+1&n\text{ 奇数}\end{cases}",
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{bmatrix}1&\cdots\\\vdots&\ddots\end{bmatrix}",
    r"\begin{align*}\nabla J&=\sum_t\E[\nabla\log\pi]\tag{2}\\&=0\end{align*}",
    r"\norm{\vx}_2^2+\abs{\frac ab}+\inner{u}{v}+\argmax_x f",
    r"\overbrace{\underbrace{a}_{\text{左}}+b}^{\text{全}}",
    r"\widehat{xyz}\,\vec v\,\bar{x}\,\tilde{\mathbf z}\,\dot x\,\ddot x",
]


@pytest.fixture(scope="module")
def katex() -> Iterator[Katex]:
    with Katex() as katex:
        yield katex


def test_html_is_what_katex_makes_by_itself_but_for_what_is_not_valid(katex: Katex) -> None:
    ours = katex.typeset([TexInput(tex, is_display=True, macros=PREAMBLE) for tex in FORMULAS])
    options = {**OPTIONS, "displayMode": True, "strict": False}
    for tex, outcome in zip(FORMULAS, ours, strict=True):
        theirs = katex._call("katex.renderToString", tex, {**options, "macros": dict(PREAMBLE)})
        assert isinstance(outcome, Typeset), tex
        theirs = theirs.replace('<mtd width="50%">', "<mtd>")
        theirs = re.sub(r"<mi[^>]*>[^<]*</mi><mo>\u2061</mo>", r"<mrow>\g<0></mrow>", theirs)
        ours_alone = re.sub(r'<span class="katex-sides?">', "", outcome.html)
        assert len(outcome.html) - len(ours_alone) == 0 or outcome.width_em
        assert re.sub("</span>", "", ours_alone) == re.sub("</span>", "", theirs), tex
        assert outcome.html.count("<span") == outcome.html.count("</span")


@pytest.mark.parametrize(
    ("tex", "wrong", "right"),
    [
        (r"x \tag{1}", '<mtd width="50%">', "<mtd>"),
        (
            r"a \stackrel{b}{=} c",
            "<mo><mover><mo><mo>=</mo></mo><mi>b</mi></mover></mo>",
            "<mrow><mover><mrow><mo>=</mo></mrow><mi>b</mi></mover></mrow>",
        ),
        (r"\begin{matrix}a\end{matrix}", ' columnspacing=""', "<mtable rowspacing"),
        (r"x\Big|_a", 'style="height:-', "<msub>"),
        (r"g_{\max}", "</mi><mi>max", "</mi><mrow><mi>max</mi><mo>\u2061</mo></mrow></msub>"),
    ],
)
def test_what_is_not_valid_in_katex_s_html_is_mended(
    tex: str, wrong: str, right: str, katex: Katex
) -> None:
    (outcome,) = katex.typeset([TexInput(tex, is_display=True, macros={})])
    assert isinstance(outcome, Typeset)
    assert wrong not in outcome.html
    assert right in outcome.html


def test_a_definition_does_not_reach_the_next_formula(katex: Katex) -> None:
    first, second = katex.typeset(
        [TexInput(r"\gdef\x{1}\x", is_display=True, macros={}), TexInput(r"\x", True, {})]  # noqa: FBT003
    )
    assert isinstance(first, Typeset)
    assert isinstance(second, TexError)


def test_a_mistake_within_a_macro_has_no_position(katex: Katex) -> None:
    (error,) = katex.typeset([TexInput(r"a \x", is_display=True, macros={r"\x": r"b \y"})])
    assert error == TexError(message=r"Undefined control sequence: \y", position=None)


def test_macros_that_double_their_argument_come_to_an_end(katex: Katex) -> None:
    names = [f"\\q{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    macros = {name: f"{following}{{#1#1}}" for name, following in itertools.pairwise(names)}
    (error,) = katex.typeset(
        [TexInput(r"\qa{x}", is_display=True, macros={**macros, r"\qz": "#1"})]
    )
    assert isinstance(error, TexError)


def test_katex_tells_its_commands_and_environments(katex: Katex) -> None:
    assert {r"\alpha", r"\frac", r"\argmax", r"\text"} <= set(katex.commands)
    assert all(name.startswith("\\") for name in katex.commands)
    assert katex.knows_environment("align")
    assert not katex.knows_environment("alignn")


def test_positions_count_code_points() -> None:
    assert index_from_utf16("𝔸b", 2) == 1
    assert index_from_utf16("ab", 2) == 2
    assert index_from_utf16("ab", None) is None
