"""The picture of each page that has one, with `social_cards: true`."""

from collections.abc import Iterator

from notes_site.cards import Card
from notes_site.config.palette import Scheme, paper
from notes_site.model import RenderedNote
from notes_site.pages.entries import make_tag_links, publication_day
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide


def note_card(sitewide: Sitewide, note: RenderedNote) -> Card | None:
    """Return the picture of a note's page; None where the site has none."""
    if not sitewide.config.has_social_cards:
        return None
    code = note.language
    day = publication_day(sitewide, note, code)
    tags = (tag.label for tag in make_tag_links(sitewide, note, code))
    line = " · ".join([*([day.text] if day else []), *tags])
    return Card(
        site=sitewide.config.title[code], title=note.title_text, line=line, **_colours(sitewide)
    )


def index_card(sitewide: Sitewide, code: str) -> Card | None:
    """Return the picture of the pages that list notes in the language `code`."""
    if not sitewide.config.has_social_cards:
        return None
    config = sitewide.config
    line = config.description[code]
    return Card(
        site=config.tagline[code],
        title=config.title[code],
        line="" if line == config.title[code] else line,
        **_colours(sitewide),
    )


def _colours(sitewide: Sitewide) -> dict[str, str]:
    accent = sitewide.config.theme.accent
    if accent is None:
        return {}
    return {"accent": accent.light, "ground": paper(accent.light, Scheme.LIGHT)}


def list_cards(site: Site) -> Iterator[Card]:
    """Yield all pictures of the site."""
    for language in site.sitewide.config.languages:
        notes = (*site.own_notes(language.code), *site.standing[language.code])
        cards = (
            index_card(site.sitewide, language.code),
            *(note_card(site.sitewide, note) for note in notes),
        )
        yield from filter(None, cards)
