"""A new entry at the end of the site's bibliography."""

from msgspec import Struct

from notes_site.citations.ask import CannotAskError, FoundWork
from notes_site.citations.bibtex_file import parse_bibtex
from notes_site.citations.bibtex_text import entry_text, free_key
from notes_site.config import SiteConfig
from notes_site.config.citations import DEFAULT_FILES
from notes_site.errors import decode, read_bytes
from notes_site.text.whole_files import write_whole


class AddedEntry(Struct, frozen=True):
    """An entry that was added, and its file."""

    key: str
    text: str
    path: str
    """Below the site's folder; empty where it was not added."""


def add_entry(config: SiteConfig, work: FoundWork, *, is_printed: bool) -> AddedEntry:
    """Add the entry of `work` to the first file of BibTeX, which is begun where there is none.

    Args:
        config: of the site.
        work: what was found.
        is_printed: True where nothing is written.

    Raises:
        CannotAskError: the file has the work already.
    """
    files = [name for name in config.citations.files or DEFAULT_FILES if name.endswith(".bib")]
    path = files[0] if files else DEFAULT_FILES[0]
    file = config.folder / path
    written = decode(read_bytes(file, config.folder), path) if file.is_file() else ""
    found, _ = parse_bibtex(written, path)
    if not is_printed:
        for each in found:
            entry = each.entry
            is_same = (entry.arxiv and entry.arxiv == work.fields.get("eprint")) or (
                entry.doi and entry.doi.casefold() == work.fields.get("doi", "").casefold()
            )
            if is_same:
                message = f"{each.place} has this work; cite it as [@{entry.key}]"
                raise CannotAskError(message)
    key = free_key(work, {each.entry.key for each in found})
    text = entry_text(work, key)
    if is_printed:
        return AddedEntry(key, text, "")
    before = written.rstrip()
    write_whole(file, (f"{before}\n\n{text}\n" if before else f"{text}\n").encode())
    return AddedEntry(key, text, path)
