"""An article in both languages, side by side."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from notes_site.cache import LazySequence
from notes_site.load import BILINGUAL
from notes_site.model import Kind, RenderedNote, Url
from notes_site.pages.entries import begins_with_math
from notes_site.pages.frame import Frame, PageFacts, make_frame
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import Page
from notes_site.pages.side_by_side import BilingualRow, make_rows
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.translations import MatchedBlocks


class BilingualNote(Struct, frozen=True, kw_only=True):
    """One of the two notes of a page that shows both."""

    title: Markup
    href: str
    tag: str
    """BCP 47."""

    label: str
    """The language's own name."""


class BilingualContext(Struct, frozen=True, kw_only=True):
    """Context of `bilingual.html`."""

    frame: Frame
    left: BilingualNote
    right: BilingualNote
    rows: LazySequence[BilingualRow]


def bilingual_pair(
    sitewide: Sitewide, note: RenderedNote, translations: Sequence[RenderedNote]
) -> tuple[RenderedNote, RenderedNote] | None:
    """Return the two notes that are set beside each other for `note`, if it is one of them.

    They are those in the first two of the site's languages that have the article.
    """
    if not sitewide.config.has_bilingual or note.source.kind is not Kind.NOTE:
        return None
    by_language = {each.language: each for each in translations}
    codes = [each.code for each in sitewide.config.languages if each.code in by_language][:2]
    if len(codes) < 2 or note.language not in codes:  # noqa: PLR2004 - a pair
        return None
    return by_language[codes[0]], by_language[codes[1]]


def bilingual_url(left: RenderedNote) -> Url:
    """Return the address of the page that shows both: below that of the first language's note."""
    return Url(f"{left.url}{BILINGUAL}")


def bilingual_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield a page for each article whose first language is `language`."""
    for note in site.own_notes(language):
        pair = site.sitewide.once(bilingual_pair, note, site.translations_of(note))
        if pair and pair[0] is note:
            matched_blocks = site.matched_blocks_of(*pair)
            url = bilingual_url(note)
            yield site.sitewide.page(
                url, "bilingual.html", _make_bilingual, None, *pair, matched_blocks
            )


def _make_bilingual(
    sitewide: Sitewide,
    left: RenderedNote,
    right: RenderedNote,
    matched_blocks: tuple[MatchedBlocks, ...],
) -> BilingualContext:
    words = sitewide.words[left.language]
    facts = PageFacts(
        language=left.language,
        url=bilingual_url(left),
        title=f"{left.title_text} · {words['bilingual']}",
        description=left.description,
        metadata=list_metadata(sitewide, left.language, ()),
        counterparts={left.language: left.url, right.language: right.url},
        is_hidden=True,
        needs=left.needs | right.needs,
        begins_with_math=begins_with_math(left) or begins_with_math(right),
    )
    return BilingualContext(
        frame=make_frame(sitewide, facts),
        left=_bilingual_note(sitewide, left),
        right=_bilingual_note(sitewide, right),
        rows=sitewide.sequence(_make_rows, left, right, matched_blocks),
    )


def _make_rows(
    sitewide: Sitewide,
    left: RenderedNote,
    right: RenderedNote,
    matched_blocks: tuple[MatchedBlocks, ...],
) -> tuple[BilingualRow, ...]:
    from notes_site.render.block_starts import split_html

    mine, its = (
        split_html(sitewide.read_html(note.body).decode(), sitewide.read_html(note.parts))
        for note in (left, right)
    )
    return make_rows(mine, its, matched_blocks, f"{right.language}:")


def _bilingual_note(sitewide: Sitewide, note: RenderedNote) -> BilingualNote:
    language = sitewide.config.language(note.language)
    return BilingualNote(
        title=note.title, href=sitewide.href(note.url), tag=language.tag, label=language.label
    )
