"""The commands of algorithms, and what each is or becomes."""

from collections.abc import Mapping

OPENINGS = {
    "if": ("algorithm_if", "algorithm_then", "endif"),
    "for": ("algorithm_for", "algorithm_do", "endfor"),
    "forall": ("algorithm_for_all", "algorithm_do", "endfor"),
    "foreach": ("algorithm_for_each", "algorithm_do", "endfor"),
    "while": ("algorithm_while", "algorithm_do", "endwhile"),
    "loop": ("algorithm_loop", "", "endloop"),
    "repeat": ("algorithm_repeat", "", "until"),
    "function": ("algorithm_function", "", "endfunction"),
    "procedure": ("algorithm_procedure", "", "endprocedure"),
}
"""Command in lower case → keyword, keyword behind the condition, command that closes it."""

ENDS = {
    "endif": "algorithm_end_if",
    "endfor": "algorithm_end_for",
    "endwhile": "algorithm_end_while",
    "endloop": "algorithm_end_loop",
    "endfunction": "algorithm_end_function",
    "endprocedure": "algorithm_end_procedure",
}
"""Command that closes a block → its keyword; `until` has a condition of its own."""

CONDITIONS = {"if", "elsif", "elseif", "elif", "for", "forall", "foreach", "while", "until"}
"""Those with one argument."""

NAMED = {"function", "procedure"}
"""Those with two: a name and its arguments."""

HEADS = {
    "require": "algorithm_require",
    "ensure": "algorithm_ensure",
    "input": "algorithm_input",
    "output": "algorithm_output",
}
"""Lines without a number that say what goes in and comes out."""

WORDS = {
    "return": "algorithm_return",
    "print": "algorithm_print",
    "and": "algorithm_and",
    "or": "algorithm_or",
    "not": "algorithm_not",
    "true": "algorithm_true",
    "false": "algorithm_false",
    "to": "algorithm_to",
    "break": "algorithm_break",
    "continue": "algorithm_continue",
}
"""Keywords within a line."""

KEYWORDS: Mapping[str, str] = {
    "algorithm_if": "if",
    "algorithm_then": "then",
    "algorithm_else": "else",
    "algorithm_else_if": "else if",
    "algorithm_end_if": "end if",
    "algorithm_for": "for",
    "algorithm_for_all": "for all",
    "algorithm_for_each": "for each",
    "algorithm_do": "do",
    "algorithm_end_for": "end for",
    "algorithm_while": "while",
    "algorithm_end_while": "end while",
    "algorithm_loop": "loop",
    "algorithm_end_loop": "end loop",
    "algorithm_repeat": "repeat",
    "algorithm_until": "until",
    "algorithm_function": "function",
    "algorithm_end_function": "end function",
    "algorithm_procedure": "procedure",
    "algorithm_end_procedure": "end procedure",
    "algorithm_require": "Require:",
    "algorithm_ensure": "Ensure:",
    "algorithm_input": "Input:",
    "algorithm_output": "Output:",
    "algorithm_return": "return",
    "algorithm_print": "print",
    "algorithm_and": "and",
    "algorithm_or": "or",
    "algorithm_not": "not",
    "algorithm_true": "true",
    "algorithm_false": "false",
    "algorithm_to": "to",
    "algorithm_break": "break",
    "algorithm_continue": "continue",
}
"""Key among the theme's words → the keyword in English, which `keywords=en` keeps in any language."""

ENDING = {"return", "print", "break", "continue"}
"""Keywords that begin a line of their own where the text has a new line, as in algorithmic."""

LINES = {
    "state", "statex", "else", "elsif", "elseif", "elif", "comment", "lcomment", "until",
    *OPENINGS, *ENDS, *HEADS,
}  # fmt: skip
"""Commands that begin a line, and `\\Comment`, which ends one."""

LAYOUT = {
    "small", "footnotesize", "scriptsize", "normalsize", "centering", "noindent", "hfill", "newline",
    "par", "smallskip", "medskip", "bigskip", "linebreak", "nolinebreak", "displaystyle", "indent",
    "nobreak", "raggedright", "null", "protect", "leavevmode", "unskip", "ignorespaces", "algorithmicindent",
}  # fmt: skip
"""Commands about the paper, which a page does without."""

LENGTHS = {"itemsep", "parskip", "baselineskip", "vskip", "hskip", "kern", "algomargin"}
r"""The same that a length follows: `\itemsep=1ex`."""

LAYOUT_WITH_ARGUMENT = {
    "vspace": 1, "hspace": 1, "setlength": 2, "addtolength": 2, "renewcommand": 2, "newcommand": 2,
    "setcounter": 2, "phantom": 1, "vphantom": 1, "hphantom": 1, "fontsize": 2, "algsetup": 1,
    "algrenewcommand": 2, "algnewcommand": 2, "floatname": 2, "algblock": 2, "usepackage": 1,
}  # fmt: skip
"""The same with arguments, and how many."""

STYLES = {
    "textbf": "strong", "bfseries": "strong", "bf": "strong", "textit": "em", "emph": "em", "it": "em",
    "itshape": "em", "em": "em", "textsc": "small-caps", "sc": "small-caps", "proc": "small-caps",
    "texttt": "code", "tt": "code", "text": "", "mbox": "", "textrm": "", "textnormal": "", "rm": "",
    "textsf": "", "sf": "", "underline": "", "hbox": "", "makebox": "", "textcolor": "",
    "color": "",
}  # fmt: skip
"""Command → style of its argument, or of the rest of its group; empty for none."""

SYMBOLS = {
    "ldots": "…", "dots": "…", "gets": "←", "leftarrow": "←", "rightarrow": "→", "LaTeX": "LaTeX",
    "TeX": "TeX", "textendash": "–", "textemdash": "—", "quad": "\u2003", "qquad": "\u2003\u2003",
    "enspace": "\u2002", "triangleright": "▷", "textbackslash": "\\", "S": "§", "textasciitilde": "~",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteright": "’", "textquoteleft": "‘",
}  # fmt: skip
"""Command → the text that it stands for."""

OTHERS = {
    "KwIn": "\\Require", "KwData": "\\Require", "KwOut": "\\Ensure", "KwResult": "\\Ensure",
    "eIf": "\\If", "uIf": "\\If", "lIf": "\\If", "lFor": "\\For", "ForEach": "\\ForAll",
    "KwRet": "\\Return", "SetAlgoLined": "", "DontPrintSemicolon": "", "KwTo": "\\To",
    "LinesNumbered": "", "tcp": "\\Comment", "tcc": "\\Comment",
}  # fmt: skip
"""Commands of algorithm2e, which has a grammar of its own → what says the same."""

PLAIN = {"``": "“", "''": "”", "--": "–", "---": "—", "~": "\u00a0", "'": "’"}
"""Characters that TeX sets in another form."""
