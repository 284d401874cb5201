"""The size of a picture, and its smaller copies."""

from msgspec import Struct

from notes_site.model import Variant


class Picture(Struct, frozen=True, kw_only=True):
    """Size and smaller copies of a picture."""

    width_px: int = 0
    """As shown at its natural size, in CSS pixels; 0 where that is not known."""

    height_px: int = 0
    variants: tuple[Variant, ...] = ()
    """Smaller copies in WebP, the narrowest first; none where they would save little."""

    problem: str = ""
    """What is wrong with the file, and what to do; empty for a good one."""
