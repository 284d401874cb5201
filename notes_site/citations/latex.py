r"""Text of BibTeX: accents and commands of LaTeX as Unicode, emphasis as Markdown, formulas as they are.

Braces, which only keep capitals from BibTeX's styles, go; what Markdown would take for a mark is
escaped, so that a title shows as it is meant.
"""

import re
import unicodedata
from collections.abc import Callable

from notes_site.text.patterns import lazy_pattern

_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "d": "\u0323",
    "r": "\u030a",
    "u": "\u0306",
    "v": "\u030c",
}
"""Name of a command that sets an accent → the combining character."""

_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dots": "…", "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "textregistered": "®", "textcopyright": "©", "copyright": "©", "texttrademark": "™",
    "textdegree": "°", "textmu": "µ", "textasciitilde": "~", "textasciicircum": "^",
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textunderscore": "_",
    "textbar": "|", "textless": "<", "textgreater": ">", "textbullet": "•", "S": "§", "P": "¶",
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "quad": " ", "qquad": " ", "newline": " ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ",
    "pi": "π", "sigma": "σ", "tau": "τ", "phi": "φ", "psi": "ψ", "omega": "ω",
}  # fmt: skip
"""Name of a command → what it shows."""

_STYLES = {
    "emph": "*",
    "textit": "*",
    "textsl": "*",
    "it": "*",
    "em": "*",
    "textbf": "**",
    "bf": "**",
}
"""Name of a command → the mark of Markdown around its argument."""

_SPECIAL = frozenset("\\`*_<>$~&@^|!#{}=")
"""Characters that may be marks in Markdown, or in a dialect of it."""

_BRACKETS = {"[": "&#91;", "]": "&#93;"}
r"""Behind a backslash they would open a formula, `\[…\]`."""

_TOKEN = lazy_pattern(
    r"""
      \$(?P<tex>(?:\\.|[^\\$])+)\$
    | \\\((?P<paren>.+?)\\\)
    | \\(?P<command>[A-Za-z]+)\*?[ \t\n]*
    | \\(?P<mark>.)
    | (?P<open>\{) | (?P<close>\})
    | (?P<dashes>-{2,3})
    | (?P<quotes>``|'')
    | (?P<tie>~)
    | (?P<blanks>[ \t\r\n]+)
    | (?P<text>[^\\${}\-`'~ \t\r\n]+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {"---": "—", "--": "–", "``": "“", "''": "”"}


def markdown_text(latex: str) -> str:
    """Return the value of a field of BibTeX as Markdown."""
    return _Reader(latex, escape_markdown, keeps_style=True).read()


def plain_text(latex: str) -> str:
    """Return the value of a field of BibTeX as plain text."""
    return _Reader(latex, lambda text: text, keeps_style=False).read()


def escape_markdown(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return "".join(
        _BRACKETS.get(each) or (f"\\{each}" if each in _SPECIAL else each) for each in text
    )


class _Reader:
    """Reads the tokens of a value, one group of braces within the other."""

    def __init__(self, latex: str, escape: Callable[[str], str], *, keeps_style: bool) -> None:
        self.matches = list(_TOKEN.finditer(latex))
        self.position = 0
        self.escape = escape
        self.keeps_style = keeps_style

    def read(self) -> str:
        parts = []
        while self.position < len(self.matches):  # a brace too many closes nothing
            parts.append(self._group())
        return re.sub(r"[ \t\n]+", " ", "".join(parts)).strip(" ")

    def _group(self) -> str:
        """Return what stands up to the brace that closes, and leave it behind."""
        parts: list[str] = []
        while self.position < len(self.matches):
            match = self.matches[self.position]
            self.position += 1
            if match.lastgroup == "close":
                break
            parts.append(self._piece(match))
        return "".join(parts)

    def _argument(self) -> str:
        """Return the next group, or the next character."""
        while self.position < len(self.matches):
            match = self.matches[self.position]
            if match.lastgroup == "close":
                return ""
            self.position += 1
            if match.lastgroup == "open":
                return self._group()
            if match.lastgroup == "text":  # `\'etude`: the accent is on the first letter
                self._put_back(match, 1)
                return self.escape(match[0][:1])
            if match.lastgroup != "blanks":
                return self._piece(match)
        return ""

    def _put_back(self, match: re.Match[str], start: int) -> None:
        rest = _TOKEN.match(match[0], start)
        if rest:
            self.position -= 1
            self.matches[self.position] = rest

    def _piece(self, match: re.Match[str]) -> str:  # noqa: PLR0911 - a list of cases
        kind = match.lastgroup
        if kind in {"tex", "paren"}:
            tex = match[kind].strip()
            return f"${tex}$" if self.keeps_style else tex
        if kind == "open":
            return self._braces()
        if kind == "command":
            return self._command(match["command"])
        if kind == "mark":
            return self._mark(match["mark"])
        if kind in {"dashes", "quotes"}:
            return _PLAIN[match[0]]
        if kind == "tie":
            return "\u00a0"
        if kind == "blanks":
            return " "
        return self.escape("’" if match[0] == "'" else match[0])

    def _braces(self) -> str:
        r"""Return a group; `{\it …}` is emphasis to its end."""
        following = self.matches[self.position] if self.position < len(self.matches) else None
        if following and following["command"] in {"it", "em", "bf", "sl", "rm", "sc", "tt"}:
            self.position += 1
            return self._styled(following["command"], self._group())
        return self._group()

    def _command(self, name: str) -> str:
        if name in _SYMBOLS:
            return self.escape(_SYMBOLS[name])
        if name in _ACCENTS:
            return self._accented(name)
        if name == "url":
            return self.escape(self._argument().replace("\\", ""))
        if name == "href":
            address, text = self._argument().replace("\\", ""), self._argument()
            return f"[{text}](<{address}>)" if self.keeps_style else text
        if name == "ensuremath":
            inside = self._argument()
            return f"${inside}$" if self.keeps_style else inside
        return self._styled(name, self._argument())

    def _styled(self, name: str, text: str) -> str:
        mark = _STYLES.get(name, "") if self.keeps_style else ""
        return f"{mark}{text}{mark}" if text.strip() else text

    def _mark(self, mark: str) -> str:
        if mark in _ACCENTS:
            return self._accented(mark)
        if mark in " ,;:\\\n/-!":  # blanks and breaks of lines
            return "" if mark in "/-!" else " "
        return self.escape(mark)

    def _accented(self, name: str) -> str:
        text = self._argument()
        base = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
        return unicodedata.normalize("NFC", f"{base}{_ACCENTS[name]}") + text[1:] if base else ""
