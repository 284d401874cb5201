import pytest

from notes_site.config import SiteConfig, default_config, read_config
from notes_site.errors import SourceError
from notes_site.flow.fragment import render_fragment


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> SiteConfig:
    path = tmp_path_factory.mktemp("site") / "site.yaml"
    path.write_text(
        "title: Notes\nmath: {macros: {'\\dist': '\\mathrm{\\distt}'}}\n", encoding="utf-8"
    )
    return read_config(path)


def mistakes(text: str, config: SiteConfig) -> list[str]:
    with pytest.raises(SourceError) as caught:
        render_fragment(text.encode(), "n.md", "zh", config)
    return sorted(map(str, caught.value.problems), key=_place)


def _place(problem: str) -> tuple[int, ...]:
    return tuple(int(part) for part in problem.split(":")[1:3] if part.isdigit())


BROKEN = r"""---
title: 公式
---
Text $\alphaa$ and 🙂 𝔸 $a^2^3$.

- 列表 $\frac{a}$
  - deeper, 𝔸 $𝔸 + \betaa$
> quote $a}$ and $\left( x$
> > - $\KLL(p)$

| a | $x|y$ | $\gammaa$ |
|---|---|---|
| `x` | $p\|q$ and $\deltaa$ | $|x|+\epsilonn$ |

Note[^1] 和定义

Term
:   definition $a_1_2$

> [!NOTE]
> callout $\begin{foo}x\end{foo}$

## 标题 $\zetaa$ {#given}

$$
\begin{aligned}
  a &= b \\
  c &= \thetaa
\end{aligned}
$$

> $$
> x \label{l}
> + \iotaa
> $$

-	tab $\xx$
1. one

   $$ y \kappaa $$

[^1]: foot 🙂 $\lambdaa$

**粗 $\muu$** [link $\nuu$](https://example.org) `code` $\dist$ $x & y$ $50% of \xii$
中文第二行 $\Softmax$。
"""

EXPECTED = [
    r"n.md:4:7: KaTeX does not know \alphaa; did you mean \alpha?",
    "n.md:4:28: two superscripts on one symbol; write `a^{b c}`, or `{a^b}^c`",
    "n.md:6:15: an argument is missing, or a group is not closed; write it, or its `}`",
    r"n.md:7:20: KaTeX does not know \betaa; did you mean \beta?",
    "n.md:8:11: a `}` closes nothing; delete it, or write its `{`",
    r"n.md:8:27: a `\left` has no `\right`; write one, or `\right.` where none shows",
    r"n.md:9:8: KaTeX does not know \KLL; did you mean \KL? If not, define it under `math.macros` in site.yaml",
    r"n.md:11:16: KaTeX does not know \gammaa; did you mean \gamma?",
    r"n.md:13:11: warning: `\|` in a table is a single bar; write `\vert`, or `\Vert` for a double one",
    r"n.md:13:21: KaTeX does not know \deltaa; did you mean \delta?",
    r"n.md:13:37: KaTeX does not know \epsilonn; did you mean \epsilon?",
    "n.md:18:20: two subscripts on one symbol; write `a_{b c}`, or `{a_b}_c`",
    "n.md:21:18: KaTeX does not know the environment `foo`; write `aligned`, `cases` or `array`",
    r"n.md:23:8: KaTeX does not know \zetaa; did you mean \zeta?",
    r"n.md:28:8: KaTeX does not know \thetaa; did you mean \theta?",
    r"n.md:34:5: KaTeX does not know \iotaa; did you mean \iota?",
    r"n.md:37:8: KaTeX does not know \xx; define it under `math.macros` in site.yaml",
    r"n.md:40:9: KaTeX does not know \kappaa; did you mean \kappa?",
    r"n.md:42:15: KaTeX does not know \lambdaa; did you mean \lambda?",
    r"n.md:44:6: KaTeX does not know \muu; did you mean \mu? If not, define it under `math.macros` in site.yaml",
    r"n.md:44:21: KaTeX does not know \nuu; did you mean \nu? If not, define it under `math.macros` in site.yaml",
    (
        r"n.md:44:57: KaTeX does not know \distt; define it under `math.macros` in site.yaml"
        r" (it stands in the macro \dist)"
    ),
    (
        "n.md:44:67: `&` stands outside of rows; "
        r"put the rows into `\begin{aligned}…\end{aligned}`, or write `\&`"
    ),
    r"n.md:44:75: warning: `%` comments out the rest of the formula; write `\%` for a percent sign",
    r"n.md:45:8: KaTeX does not know \Softmax; did you mean \softmax?",
]


def test_broken_formulas_are_told_by_line_and_column(config: SiteConfig) -> None:
    found = mistakes(BROKEN, config)
    assert found == EXPECTED
    assert mistakes(BROKEN.replace("\n", "\r\n"), config) == found


UNCLOSED = r"""Five $$ and $$5, `$$ \x`, \[a\], so $$
x = 1
$$ holds.

$$ \alpha

text $$\beta

\begin{align}
a

- item

  $$
  b
text \begin{cases} x

$$
c
"""


def test_a_formula_that_is_surely_not_closed_is_a_mistake(config: SiteConfig) -> None:
    def of(opening: str, closing: str) -> str:
        return f"the formula that opens with `{opening}` is not closed; write `{closing}` behind it"

    assert mistakes(UNCLOSED, config) == [
        f"n.md:5:1: {of('$$', '$$')}",
        f"n.md:7:6: {of('$$', '$$')}",
        "n.md:9:1: " + of(r"\begin{align}", r"\end{align}"),
        f"n.md:14:3: {of('$$', '$$')}",
        "n.md:16:6: " + of(r"\begin{cases}", r"\end{cases}"),
        f"n.md:18:1: {of('$$', '$$')}",
    ]


LABELS = r"""
\eqref{eq:a} and $\eqref{eq:b}$, \ref{eq:c}, \eqref{other#eq:x}.

$$a \label{eq:a}$$

$$b \label{eq:a}$$

$c \label{eq:d}$ $\text{\eqref{eq:e}}$
"""


def test_unknown_and_double_labels_are_mistakes(config: SiteConfig) -> None:
    assert mistakes(LABELS, config) == [
        "n.md:2:18: no formula of this note has the label `eq:b`; write `eq:a`",
        "n.md:2:34: no formula of this note has the label `eq:c`; write `eq:a`",
        "n.md:2:46: `other#eq:x` is in another note; write a link, `[…](other.md#eq:x)`",
        "n.md:6:5: the label `eq:a` stands at line 4 too; rename one",
        (
            r"n.md:8:4: KaTeX does not know \label here; "
            "give labels to display formulas, and to each row at most one"
        ),
        "n.md:8:25: no formula of this note has the label `eq:e`; write `eq:a`",
    ]


HARMFUL = [
    (r"\href{javascript:alert(1)}{x}", r"\href may not be used in formulas; write a Markdown link"),
    (r"\htmlData{a=b}{x}", r"\htmlData may not be used in formulas; delete it"),
    (
        r"\includegraphics{a.png}",
        r"\includegraphics may not be used in formulas; write a Markdown image",
    ),
    (r"\def\x{\x\x}\x", "macros expand without end; look for one that uses itself"),
    (r"\newcommand{\x}{\x\x}\x", "macros expand without end; look for one that uses itself"),
    ("{" * 5000 + "}" * 5000, "nested too deeply; write it with fewer braces"),
    (r"\sqrt{" * 5000 + "}" * 5000, "nested too deeply; write it with fewer braces"),
]


def test_harmful_formulas_are_mistakes(config: SiteConfig) -> None:
    text = "\n\n".join(f"$${tex}$$" for tex, _ in HARMFUL)
    found = [problem.split(": ", 1) for problem in mistakes(text, config)]
    assert [text for _, text in found] == [text for _, text in HARMFUL]
    assert [place.split(":")[1] for place, _ in found] == ["1", "3", "5", "7", "9", "11", "13"]


def test_a_giant_rule_is_cut_to_size(config: SiteConfig) -> None:
    html, _ = render_fragment(rb"$\rule{99999em}{99999em}$", "n.md", "zh", config)
    assert "width:100em" in html
    assert "99999em;" not in html


def test_chinese_in_formulas_is_silent(config: SiteConfig) -> None:
    _, warnings = render_fragment(r"$$\text{损失，}损失：x，㐀 $$".encode(), "n.md", "zh", config)
    assert warnings == ()


def test_warnings_say_what_to_write(config: SiteConfig) -> None:
    _, warnings = render_fragment("$$ f′(x) = 1 \\\\ y = 2 $$\n".encode(), "n.md", "zh", config)
    assert list(map(str, warnings)) == [
        "n.md:1:5: warning: KaTeX has no `′`; write `'`",
        (
            r"n.md:1:14: warning: `\\` does nothing in a display formula of LaTeX; "
            r"put the rows into `\begin{aligned}…\end{aligned}`"
        ),
    ]


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\L", r"KaTeX does not know \L; define it under `math.macros` in site.yaml"),
        (r"a \[ b", r"\[ stands within the formula; write `[`"),
    ],
)
def test_what_to_write_instead_fits(tex: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        render_fragment(f"${tex}$".encode(), "n.md", "en", default_config())
    assert [problem.text for problem in caught.value.problems] == [message]


def test_an_arrow_in_text_is_a_formula_of_its_own() -> None:
    _, problems = render_fragment("$\\text{a→b}$".encode(), "n.md", "en", default_config())
    assert [problem.text for problem in problems] == ["KaTeX has no `→`; write `$→$`"]
