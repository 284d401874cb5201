"""Pictures of the site: how large they are, and smaller copies for small screens."""

from notes_site.pictures.files import PictureFiles, find_stored, is_picture, stored_path
from notes_site.pictures.picture import Picture
from notes_site.pictures.reading import PictureReader, read_proportion

__all__ = [
    "Picture",
    "PictureFiles",
    "PictureReader",
    "find_stored",
    "is_picture",
    "read_proportion",
    "stored_path",
]
