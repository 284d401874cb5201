"""Cells of tables, and their places in the line."""

from msgspec import Struct


class Cell(Struct, frozen=True):
    """A cell's place in its line."""

    start: int
    """Index into the line, behind the blanks."""

    raw: str
    """As typed, with the backslashes that GFM takes away."""

    def typed_position(self, position: int) -> int:
        """Return the index into the line of what stands at `position` in the cell's text."""
        index = 0
        for _ in range(position):
            index += 2 if self.raw.startswith("\\|", index) else 1
        return self.start + index

    def escaped_bars(self, offset: int, content: str) -> list[int]:
        r"""Return the indices into `content`, from `offset` on in the cell, of bars typed as `\|`."""
        if "\\|" not in self.raw:
            return []
        return [
            index
            for index, character in enumerate(content)
            if character == "|"
            and self.raw.startswith("\\|", self.typed_position(offset + index) - self.start)
        ]
