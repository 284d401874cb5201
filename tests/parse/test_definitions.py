import pytest

from notes_site.config.math import Numbers
from notes_site.parse.definitions import find_definitions, split_optional
from notes_site.parse.equations import FormulaReader

DEFINITIONS = [
    (r"\newcommand{\foo}{x}", r"\foo", "x"),
    (r"\newcommand\foo{x_{1}}", r"\foo", "x_{1}"),
    (r"\newcommand*{\foo}[2]{#1+#2}", r"\foo", "#1+#2"),
    (r"\newcommand{\foo}[1]{}", r"\foo", r"\@secondoftwo{#1}{}"),
    (r"\renewcommand{\vec}[1]{\mathbf{#1}}", r"\vec", r"\mathbf{#1}"),
    (r"\def\foo#1#2{#2#1}", r"\foo", "#2#1"),
    (r"\gdef\foo{\{}", r"\foo", r"\{"),
    (r"\DeclareMathOperator{\foo}{foo}", r"\foo", r"\operatorname{foo}"),
    (r"\DeclareMathOperator*{\foo}{arg\,top}", r"\foo", r"\operatorname*{arg\,top}"),
    (r"\DeclarePairedDelimiter{\foo}{\lvert}{\rvert}", r"\foo", r"\left\lvert #1 \right\rvert"),
    (r"\newcommand{\1}{\mathbbm{1}}", r"\1", r"\mathbf{1}"),
]


@pytest.mark.parametrize(("tex", "name", "body"), DEFINITIONS)
def test_definitions_become_macros(tex: str, name: str, body: str) -> None:
    (found,) = find_definitions(f"a{tex}b")
    assert (found.start, found.end) == (1, 1 + len(tex))
    assert (found.name, found.body) == (name, body)


@pytest.mark.parametrize(
    "tex", [r"\def\foo(#1){x}", r"\newcommand{\foo}{x", r"\default", r"\let\a\b"]
)
def test_what_is_no_plain_definition_is_left_to_katex(tex: str) -> None:
    assert list(find_definitions(tex)) == []


def test_a_definition_holds_from_its_formula_on() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    before = reader.read_inline("a")
    here = reader.read_inline(r"\newcommand{\x}{1}\x")
    later = reader.read_display(r"\renewcommand{\x}{2}\x")
    assert (before.macros, here.macros, later.macros) == ({}, {"\\x": "1"}, {"\\x": "2"})
    assert (here.tex, later.tex) == (r"\x", r"\x")


def test_providecommand_leaves_what_the_note_has() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    reader.read_inline(r"\newcommand{\x}{1}\providecommand{\x}{2}\providecommand{\y}{3}")
    assert reader.macros == {"\\x": "1", "\\y": "3"}


def test_an_optional_argument_has_a_default() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    reader.read_inline(r"a \newcommand{\x}[2][0]{#1 + #2}\newcommand{\y}[1][\vert]{#1}")
    assert reader.macros == {
        "\\x": r"\@optional{#1 + #2}{0 + #1}",
        "\\y": r"\@optional{#1}{\vert}",
    }
    assert split_optional(reader.macros["\\x"]) == ("#1 + #2", "0 + #1")
    assert split_optional("x") is None
