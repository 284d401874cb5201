"""Comparison of code blocks, comments and texts aside."""

import re
from functools import lru_cache

from notes_site.text.patterns import lazy_pattern
from notes_site.text.scripts import HAN

_STRINGS = (
    r'"""[\s\S]*?"""',
    r"'''[\s\S]*?'''",
    r'"(?:\\.|[^"\\\n])*"',
    r"'(?:\\.|[^'\\\n])*'",
)
_SLASHES = (*_STRINGS, r"`(?:\\.|[^`\\])*`", r"//[^\n]*", r"/\*[\s\S]*?\*/")
_DASHES = (*_STRINGS, r"--[^\n]*", r"/\*[\s\S]*?\*/")
_HASHES = (*_STRINGS, r"#[^\n]*")
_LANGUAGES_OF = {
    _SLASHES: "c c++ cpp cuda cs csharp css go java javascript js json jsx kotlin php rust scala"
    " swift ts typescript",
    _DASHES: "ada haskell hs lua sql",
}
_LITERALS = {
    name: re.compile("|".join(parts))
    for parts, names in _LANGUAGES_OF.items()
    for name in names.split()
}
_OTHER_LITERALS = re.compile("|".join(_HASHES))
_BLANK = {"", '""', "pass"}
_NO_LANGUAGES = {"", "text", "plain", "plaintext", "txt"}
_HAN = lazy_pattern(f"[{HAN}]")
_WORDS = re.compile(r"[^\x00-\x7f]+")


def code_lines(text: str, language: str) -> tuple[str, ...]:
    """Return the lines of a code block as `numbered_lines` does, without their numbers."""
    return tuple(line for _, line in numbered_lines(text, language))


@lru_cache(maxsize=1 << 13)
def numbered_lines(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Return the lines of a code block without blanks, comments, the insides of strings, and Han.

    Lines that are empty then are left out, so each comes with its 0-based number. A block
    of plain text in which there is Han is no code, so none of its lines counts.
    """
    literals = _LITERALS.get(language.lower(), _OTHER_LITERALS)
    if language.lower() in _NO_LANGUAGES and _HAN.search(text):
        return ()
    bare = literals.sub(_literal, text)
    lines = (_WORDS.sub("", "".join(line.split())).rstrip("\\;") for line in bare.split("\n"))
    return tuple((index, line) for index, line in enumerate(lines) if line not in _BLANK)


def _literal(match: re.Match[str]) -> str:
    """Return what stands for a string or comment: no text, but as many lines."""
    mark = '""' if match[0][0] in "\"'`" else ""
    return mark + "\n" * match[0].count("\n")
