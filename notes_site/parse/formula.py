"""A formula as typed, and what KaTeX gets of it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.model import Equation


class Edit(Struct, frozen=True, order=True):
    """A piece of TeX that another one replaces; indices into the TeX as typed."""

    start: int
    end: int
    text: str
    is_number: bool = False
    """True for a `\\tag`, given or typed."""


class Formula(Struct, frozen=True, kw_only=True):
    """One formula: as typed, and as KaTeX gets it."""

    typed: str
    edits: tuple[Edit, ...] = ()
    """What makes the TeX for KaTeX of `typed`, in order and apart from each other."""

    equations: tuple[Equation, ...] = ()
    """Those with a number or a label, in order."""

    macros: Mapping[str, str] = field(default_factory=dict)
    """What the note has defined up to here: name with its backslash → TeX."""

    @property
    def tex(self) -> str:
        """The TeX for KaTeX."""
        return apply_edits(self.typed, self.edits)

    @property
    def bare(self) -> str:
        """The TeX for KaTeX without numbers, for places that nothing refers to."""
        edits = (replace(edit, text="") if edit.is_number else edit for edit in self.edits)
        return apply_edits(self.typed, edits)

    def typed_position(self, position: int) -> int:
        """Return the index into `typed` of what stands at `position` in `tex`."""
        shift = 0
        for edit in self.edits:
            if position < edit.start + shift:
                break
            if position < edit.start + shift + len(edit.text):
                return edit.start
            shift += len(edit.text) - (edit.end - edit.start)
        return position - shift


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Return `edits` by place; those at one place in the order given, but a number behind them."""
    return sorted(edits, key=lambda edit: (edit.start, edit.end, edit.is_number))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made; they are in order and apart from each other."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*parts, text[position:]))
