"""Attributes of images: size, smaller copies, and when to load them."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct, field

from notes_site.cache import content_digest
from notes_site.errors import Place, Problem
from notes_site.model import Url, Variant
from notes_site.parse.token_values import SIZE, Size
from notes_site.pictures import Picture, PictureFiles, PictureReader

_COLUMN_PX = 680
"""Width of the text, `--text-width` of the theme; no picture is shown wider."""

_MARGINS_PX = 32
"""Beside the text on a telephone, `--side` of the theme on both sides."""

_PIXELS = re.compile("[0-9]{1,5}")


class ImageWriter(Struct):
    """Completes the images of one note, and remembers which pictures they show."""

    files: PictureFiles
    base_path: str
    """Which the addresses of the site's own pictures begin with."""

    reader: PictureReader

    problems: list[Problem] = field(default_factory=list)
    digests: dict[Url, bytes] = field(default_factory=dict)
    """As `RenderedNote.pictures` has them."""

    variants: dict[Variant, None] = field(default_factory=dict)
    _is_first: bool = True

    def complete(self, image: Token, place: Place) -> None:
        """Add to an `image` token, whose link is resolved, what can be known of its picture.

        The first image of a note is loaded at once, the others when the reader comes near.
        """
        address = str(image.attrs["src"])
        if not image.content.strip():
            self._warn_of_text(address, 'one in the brackets, or `<img src="…" alt="">`', place)
        picture = self._find(address, place)
        if picture.width_px:
            image.attrs["width"] = picture.width_px
            image.attrs["height"] = picture.height_px
        if size := SIZE.find(image):
            _resize(image, size, picture)
        if picture.variants:
            shown = min(int(image.attrs["width"]), _COLUMN_PX)
            edge = shown + _MARGINS_PX
            sizes = f"(max-width: {edge}px) calc(100vw - {_MARGINS_PX}px), {shown}px"
            image.attrs["srcset"] = ", ".join(self._choices(address, picture))
            image.attrs["sizes"] = sizes
            self.variants.update(dict.fromkeys(picture.variants))
        if not self._is_first:
            image.attrs["loading"] = "lazy"
        image.attrs["decoding"] = "async"
        self._is_first = False

    def complete_raw(self, attributes: Mapping[str, str], place: Place) -> Mapping[str, str]:
        """Return what an `<img>` that an author typed lacks of width and height.

        Args:
            attributes: those it has, names in lower case, its link resolved.
            place: of the tag.
        """
        address = attributes.get("src", "")
        if "alt" not in attributes:
            self._warn_of_text(address, 'alt="what it shows", or alt=""', place)
        picture = self._find(address, place)
        width, height = attributes.get("width"), attributes.get("height")
        if not picture.width_px or (width and height):
            return {}
        if width is None and height is None:
            return {"width": str(picture.width_px), "height": str(picture.height_px)}
        ratio = picture.height_px / picture.width_px
        if width and _PIXELS.fullmatch(width):
            return {"height": str(max(round(int(width) * ratio), 1))}
        if height and _PIXELS.fullmatch(height):
            return {"width": str(max(round(int(height) / ratio), 1))}
        return {}

    def _find(self, address: str, place: Place) -> Picture:
        """Return what is known of the picture at an address; nothing of those of other hosts."""
        if not address.startswith(f"{self.base_path}/"):
            return Picture()
        url = Url(address.removeprefix(self.base_path).partition("?")[0].partition("#")[0])
        content = self.files.read(url, self.reader.store)
        if content is None:
            self.digests[url] = b""
            return Picture()
        self.digests[url] = content_digest(content)
        picture = self.reader.read(url, content)
        if picture.problem:
            self._warn(place, f"the picture {unquote(url)} may not show: {picture.problem}")
        return picture

    def _choices(self, address: str, picture: Picture) -> list[str]:
        """Return the candidates of `srcset` (HTML Standard, 4.8.4.2.1)."""
        choices = [f"{self.base_path}{each.url} {each.width_px}w" for each in picture.variants]
        if picture.variants[-1].width_px < min(picture.width_px, self.reader.widths_px[-1]):
            choices.append(f"{address} {picture.width_px}w")
        return choices

    def _warn_of_text(self, address: str, remedy: str, place: Place) -> None:
        text = f"the picture {unquote(address)} has no description; write {remedy} if it only decorates"
        self._warn(place, text, "picture{s} without a description")

    def _warn(self, place: Place, text: str, noun: str = "") -> None:
        self.problems.append(
            Problem(place=place, kind="pictures", text=text, is_warning=True, noun=noun)
        )


def _resize(image: Token, size: Size, picture: Picture) -> None:
    """Let an image be as large as its author wants; the side that is not given follows the other."""
    width, height = size.width, size.height
    if not width.isdecimal() and not height.isdecimal():
        sides = {"width": width, "height": height}
        image.attrs["style"] = ";".join(f"{side}:{value}" for side, value in sides.items() if value)
        return
    ratio = picture.height_px / picture.width_px if picture.width_px else 0
    for side in ("width", "height"):
        image.attrs.pop(side, None)
    if width.isdecimal():
        image.attrs["width"] = int(width)
        if height.isdecimal() or ratio:
            image.attrs["height"] = int(height) if height.isdecimal() else _scale(width, ratio)
    else:
        image.attrs["height"] = int(height)
        if ratio:
            image.attrs["width"] = _scale(height, 1 / ratio)


def _scale(length: str, ratio: float) -> int:
    return max(round(int(length) * ratio), 1)
