"""Styles of citations: what a note shows of its entries, as Markdown."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from notes_site.citations.entry import Entry
from notes_site.citations.shown import ShownEntry, ShownWork, show_entry
from notes_site.citations.template_style import TemplateStyle
from notes_site.config.citations import style_file
from notes_site.config.csl_files import STYLES


class Style(Protocol):
    """A style of citations, be it a template or one of CSL."""

    @property
    def source(self) -> str:
        """All that it is made of, for keys of what it shows."""

    @property
    def is_numbered(self) -> bool:
        """True where the list has numbers, by which citations name the works."""

    def order(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries in the order of the list; they come in that of the note."""

    def letters(self, ordered: Sequence[Entry]) -> Mapping[str, str]:
        """Return key → letter behind the year, for works that a citation could not tell apart."""

    def citation(
        self, works: Sequence[ShownWork], form: str, words: Mapping[str, str], language: str
    ) -> str:
        """Return the Markdown of one citation: `group` in brackets, `text` within its sentence."""

    def names(self, entry: ShownEntry, words: Mapping[str, str]) -> str:
        """Return the Markdown of who wrote a work, as within a sentence: `Hu and Shen`."""

    def reference(self, entry: ShownEntry, words: Mapping[str, str], language: str) -> str:
        """Return the Markdown of one entry of the list."""


def no_style() -> Style:
    """Return the style of notes that have nothing to cite."""
    return TemplateStyle("", "")


def read_style(name: str, folder: Path) -> Style:
    """Return the style with a name of the site in `folder`."""
    path = style_file(name, folder)
    if path is None:  # reading `site.yaml` has told of it
        return no_style()
    text = path.read_text("utf-8")
    if path.suffix == ".csl":
        from notes_site.citations.csl_style import CslStyle

        own = f"templates/{STYLES}/{name}.csl"
        return CslStyle(
            name=name,
            path=path,
            shown_path=own if (folder / own).is_file() else "site.yaml",
            text=text,
            in_sentences=_read_sentences(folder),
        )
    return TemplateStyle(f"templates/{STYLES}/{path.name}", text)


def _read_sentences(folder: Path) -> TemplateStyle:
    """Return the style that says names within a sentence, for which CSL has no rule."""
    path = style_file("author-year", folder)
    if path is None or path.suffix == ".csl":
        return TemplateStyle("", "")
    return TemplateStyle(f"templates/{STYLES}/{path.name}", path.read_text("utf-8"))


def show_entries(entries: Sequence[Entry], style: Style) -> dict[str, ShownEntry]:
    """Return key → entry as it is shown, in the order of the list.

    Args:
        entries: in the order in which the note cites them.
        style: tells whether that order stays.
    """
    ordered = style.order(entries)
    letters = style.letters(ordered)
    return {
        entry.key: show_entry(entry, number, letters.get(entry.key, ""))
        for number, entry in enumerate(ordered, 1)
    }
