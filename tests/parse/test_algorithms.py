r"""Algorithms in the commands of algpseudocode."""

import pytest
from markdown_it.token import Token

from notes_site.parse import make_markdown
from notes_site.parse.algorithms.reader import read_algorithm
from notes_site.parse.token_values import ALGORITHM

PPO = r"""\begin{algorithm}[H]
\caption{Updates of $\pi_\theta$} \label{alg:ppo}
\begin{algorithmic}[1]
\Require initial $\theta_0$
\For{$k = 0, 1, \dots$} \Comment{loop}
  \State Collect $\mathcal D_k$ by $\pi_k$ % a remark
  \If{$x > 0$ \textbf{and} \Call{Fit}{$a, b$}}
    \State \Return $\theta$
  \ElsIf{done} \State $y$
  \Else \STATE skip
  \EndIf
\EndFor
\Function{Sum}{$a, b$} \State {\bf add} $a$ \EndFunction
\Repeat \State $x \gets 1$ \Until{converged}
\end{algorithmic}
\end{algorithm}"""


def shown(tokens: list[Token]) -> str:
    return "".join(
        f"${token.content}$" if token.type == "math_inline" else token.content for token in tokens
    )


def lines(text: str) -> list[str]:
    reading = read_algorithm(text)
    assert not reading.mistakes
    return [f"{'  ' * line.depth}{shown(line.children)}" for line in reading.lines]


def test_blocks_are_set_in() -> None:
    assert lines(PPO) == [
        "Require: initial $\\theta_0$",
        "for $k = 0, 1, \\dots$ do ▷ loop",
        "  Collect $\\mathcal D_k$ by $\\pi_k$",
        "  if $x > 0$ and Fit($a, b$) then",
        "    return $\\theta$",
        "  else if done then",
        "    $y$",
        "  else",
        "    skip",
        "  end if",
        "end for",
        "function Sum($a, b$)",
        "  add $a$",
        "end function",
        "repeat",
        "  $x \\gets 1$",
        "until converged",
    ]


def test_caption_and_label_are_read() -> None:
    reading = read_algorithm(PPO)
    assert shown(reading.caption) == "Updates of $\\pi_\\theta$"
    assert reading.label == "alg:ppo"
    assert reading.has_numbers


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        (r"\State \foo", 7, "an algorithm has no command `\\foo`"),
        (r"\Stat x", 0, "write `\\State`"),
        (r"\KwIn{x}", 0, "is of algorithm2e"),
        (r"\If{a} \State b", 0, "`\\If` is not closed; write `\\EndIf` behind it"),
        (r"\EndIf", 0, "`\\EndIf` closes nothing"),
        (r"\If{a} \EndFor", 7, "stands where `\\If` of line 1 is open"),
        (r"\Else", 0, "stands outside of an `\\If`"),
        (r"\If \State a \EndIf", 0, "`\\If` has no argument here"),
        (r"\State {a", 7, "the brace `{` is not closed"),
        (r"\State a}", 8, "the brace `}` closes nothing"),
    ],
)
def test_mistakes_have_a_place(text: str, position: int, said: str) -> None:
    reading = read_algorithm(text)
    found = [(each.position, each.text) for each in reading.mistakes]
    assert any(at == position and said in text for at, text in found), found


def test_a_fence_becomes_lines() -> None:
    md = make_markdown()
    tokens = md.parse("```algorithm {#alg:a keywords=en nonumbers}\n\\State $x$\n```\n")
    kinds = [token.type for token in tokens]
    assert kinds[0] == "algorithm_open"
    assert tokens[0].attrs["id"] == "alg:a"
    assert ALGORITHM.of(tokens[0]).keeps_keywords
    assert "fence" not in kinds
