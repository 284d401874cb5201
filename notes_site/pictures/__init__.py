"""Pictures of the site: how large they are, and smaller copies for small screens."""

from notes_site.pictures.files import PictureFiles, find_stored, is_picture
from notes_site.pictures.picture import WIDTHS_PX, Picture
from notes_site.pictures.reading import picture_key, read_picture, read_proportion

__all__ = [
    "WIDTHS_PX",
    "Picture",
    "PictureFiles",
    "find_stored",
    "is_picture",
    "picture_key",
    "read_picture",
    "read_proportion",
]
