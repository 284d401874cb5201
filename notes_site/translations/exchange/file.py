"""A file of texts that are out for translation: Markdown, gettext's PO, or JSON."""

from collections.abc import Sequence
from enum import StrEnum

from notes_site.translations.exchange.json_file import read_json, write_json
from notes_site.translations.exchange.markdown_file import read_markdown, write_markdown
from notes_site.translations.exchange.po_file import read_po_file, write_po_file
from notes_site.translations.exchange.texts import Exchanged


class Format(StrEnum):
    """The format of a file of texts."""

    MARKDOWN = "md"
    PO = "po"
    JSON = "json"


def write_exchange(notes: Sequence[Exchanged], form: Format) -> str:
    """Return the file of the texts of `notes`."""
    match form:
        case Format.MARKDOWN:
            return write_markdown(notes)
        case Format.PO:
            return write_po_file(notes)
        case Format.JSON:
            return write_json(notes)


def read_exchange(text: str, path: str, form: Format) -> list[Exchanged]:
    """Return what a file that came back holds.

    Raises:
        SourceError: it is not such a file any more, or was cut off.
    """
    match form:
        case Format.MARKDOWN:
            return read_markdown(text, path)
        case Format.PO:
            return read_po_file(text, path)
        case Format.JSON:
            return read_json(text, path)


def find_format(name: str) -> Format:
    """Return the format of a file by its name."""
    suffix = name.rpartition(".")[2].lower()
    return Format(suffix) if suffix in {"po", "json"} else Format.MARKDOWN
