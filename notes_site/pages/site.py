"""All rendered notes: ordered, by language, by key, by tag, by series."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from notes_site.config import SiteConfig
from notes_site.config.index import Untranslated
from notes_site.config.languages import Language
from notes_site.load import is_held_back, language_root, newest_first
from notes_site.model import Kind, RenderedNote, Url
from notes_site.pages.late import LateHtml
from notes_site.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that pages are made of."""

    config: SiteConfig
    words: Mapping[str, Words]
    """By language code."""

    assets: Mapping[str, str]
    """Name of an asset, such as `style.css` → its fingerprinted address in the HTML."""

    notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → the notes that its index lists, newest first.

    With `untranslated: show` these include notes of other languages that have no
    translation here.
    """

    paper_notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → those of `notes` that are about a paper."""

    standing: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → its standing pages, by path."""

    translations: Mapping[str, Mapping[str, RenderedNote]]
    """Key of an article → language code → note."""

    scheduled: frozenset[str]
    """Paths of the notes whose date is still to come, shown all the same (`--future`)."""
    backlinks: Mapping[Url, tuple[RenderedNote, ...]]
    """Address of a note → the others that link to it, newest first."""

    read_html: Callable[[bytes], bytes]
    """Gives the HTML with a digest, from the store."""

    def own_notes(self, language: str) -> tuple[RenderedNote, ...]:
        """Return the notes written in `language`, newest first."""
        return tuple(note for note in self.notes[language] if note.language == language)

    def root(self, language: str) -> Url:
        """Return the address of the index of `language`."""
        return Url(f"{language_root(language, self.config)}/")

    def href(self, url: Url) -> str:
        """Return `url` as it stands in the HTML, below the path of `base_url`."""
        return f"{self.config.base_path}{url}"

    def permalink(self, url: Url) -> str:
        """Return the absolute address of `url`."""
        return f"{self.config.base_url}{url}"

    def stored(self, digest: bytes) -> LateHtml:
        """Return the HTML with `digest`, which stays in the store until a template shows it."""
        return LateHtml(digest, lambda: self.read_html(digest).decode())


def assemble_site(  # noqa: PLR0913, PLR0917 - a site is made of these six
    notes: Iterable[RenderedNote],
    config: SiteConfig,
    words: Mapping[str, Words],
    assets: Mapping[str, Url],
    read_html: Callable[[bytes], bytes],
    built_at: datetime,
) -> Site:
    """Return the site that `notes` make."""
    translations: dict[str, dict[str, RenderedNote]] = defaultdict(dict)
    by_path = {note.source.path: note for note in notes}
    ordered = [
        by_path[source.path] for source in newest_first(note.source for note in by_path.values())
    ]
    for note in ordered:
        translations[note.source.key].setdefault(note.language, note)
    articles = [note for note in ordered if note.source.kind is Kind.NOTE]
    listed = {
        language.code: tuple(
            note
            for note in articles
            if _is_listed(note, language, config, translations[note.source.key])
        )
        for language in config.languages
    }
    return Site(
        config=config,
        read_html=read_html,
        words=words,
        assets={name: f"{config.base_path}{url}" for name, url in assets.items()},
        notes=listed,
        paper_notes={
            code: tuple(note for note in notes if note.source.front.paper)
            for code, notes in listed.items()
        },
        standing={
            language.code: tuple(
                sorted(
                    (
                        note
                        for note in ordered
                        if note.source.kind is Kind.PAGE and note.language == language.code
                    ),
                    key=lambda note: note.source.path,
                )
            )
            for language in config.languages
        },
        translations=translations,
        scheduled=frozenset(
            note.source.path for note in ordered if is_held_back(note.source, built_at)
        ),
        backlinks=_find_backlinks(ordered),
    )


def _find_backlinks(notes: Iterable[RenderedNote]) -> Mapping[Url, tuple[RenderedNote, ...]]:
    found: dict[Url, dict[Url, RenderedNote]] = defaultdict(dict)
    for note in notes:
        for link in note.links:
            if link.url not in {"", note.url}:
                found[link.url][note.url] = note
    return {url: tuple(linking.values()) for url, linking in found.items()}


def _is_listed(
    note: RenderedNote,
    language: Language,
    config: SiteConfig,
    translations: Mapping[str, RenderedNote],
) -> bool:
    if note.language == language.code:
        return True
    if config.index.untranslated is Untranslated.HIDE or language.code in translations:
        return False
    first = next(each.code for each in config.languages if each.code in translations)
    return note.language == first
