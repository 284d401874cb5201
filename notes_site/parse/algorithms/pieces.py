"""The text of an algorithm, cut into commands, formulas, braces and words."""

import re

from msgspec import Struct

from notes_site.text.patterns import lazy_pattern

_PIECE = lazy_pattern(
    r"""
      (?P<remark>(?<!\\)%[^\n]*\n?[ \t]*)
    | (?P<math>\$\$(?P<tex2>(?:\\.|[^\\$])+)\$\$|\$(?P<tex>(?:\\.|[^\\$])+)\$|\\\((?P<paren>.+?)\\\)|\\\[(?P<bracket>.+?)\\\])
    | \\(?P<env>begin|end)\s*\{(?P<name>[A-Za-z0-9*]+)\}(?P<option>[ \t]*\[[^\]]*\])?
    | \\(?P<command>[A-Za-z]+\*?)(?P<gap>[ \t]*)
    | \\(?P<mark>.)
    | (?P<open>\{) | (?P<close>\})
    | (?P<blanks>\s+)
    | (?P<text>[^\\${}%\s`'~-]+)
    | (?P<other>``|''|-{2,3}|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LENGTH = re.compile(r"\s*=?\s*-?[\d.]+\s*(?:ex|em|pt|cm|mm|in|px)?")


class Pieces(Struct):
    """Pieces of a text in order, and how far they have been read."""

    text: str
    matches: list[re.Match[str]]
    index: int = 0
    """Of the piece that follows."""

    @property
    def following(self) -> re.Match[str] | None:
        """The piece that follows; None at the end."""
        return self.matches[self.index] if self.index < len(self.matches) else None

    @property
    def before_last(self) -> re.Match[str] | None:
        """The piece before the one that was read last; None at the beginning."""
        return self.matches[self.index - 2] if self.index > 1 else None

    @property
    def position(self) -> int:
        """Index behind what was read last."""
        return self.matches[self.index - 1].end()

    @property
    def is_before_text(self) -> bool:
        """True where words, a formula or a group follow without a blank."""
        match = self.following
        return match is not None and bool(match["math"] or match["open"] or match["text"])

    def take(self) -> re.Match[str] | None:
        """Read the piece that follows and return it; None at the end."""
        match = self.following
        if match:
            self.index += 1
        return match

    def skip_to(self, kind: str) -> re.Match[str] | None:
        """Leave blanks behind if what follows is of a kind; return that."""
        index = self.index
        while index < len(self.matches) and (
            self.matches[index]["blanks"] or self.matches[index]["remark"]
        ):
            index += 1
        if index < len(self.matches) and self.matches[index].lastgroup == kind:
            self.index = index
            return self.matches[index]
        return None

    def take_argument(self) -> str:
        """Read the next group and return it as typed; empty where there is none."""
        opening = self.skip_to("open")
        if opening is None:
            return ""
        self.take()
        depth = 1
        while match := self.take():
            depth += bool(match["open"]) - bool(match["close"])
            if depth == 0:
                return self.text[opening.end() : match.start()].strip()
        return self.text[opening.end() :].strip()

    def skip_length(self) -> None:
        r"""Leave a length behind, as in `\itemsep=1ex`."""
        length = _LENGTH.match(self.text, self.position)
        while length and (match := self.following) and match.start() < length.end():
            self.index += 1


def cut_pieces(text: str) -> Pieces:
    """Return the pieces of a text, none of which has been read."""
    return Pieces(text, list(_PIECE.finditer(text)))
