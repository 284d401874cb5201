"""One article in one language as HTML, with all that pages and other notes ask of it."""

from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup
from msgspec import Struct, field

from notes_site.cache.keys import Key
from notes_site.errors import Place, Problem, has_mistakes
from notes_site.model.front_matter import Paper
from notes_site.model.note import Label
from notes_site.model.source import Source, Url


class Heading(Struct, frozen=True, kw_only=True):
    """One entry of a table of contents."""

    level: int
    """1 to 6, as in the HTML."""

    id: str
    html: Markup
    """Its text with formulas and emphasis, without links."""

    text: str
    """Plain; formulas as readable Unicode."""


class Excerpt(Struct, frozen=True, kw_only=True):
    """The head of a note, as an index page shows it."""

    html: Markup
    text: str
    """Plain text for descriptions and feeds; formulas as readable Unicode."""

    is_whole: bool
    """True when nothing was left out, so that no "read more" link is needed."""


class FragmentCount(Struct, frozen=True, kw_only=True):
    """The number of fragments of one kind."""

    keys: frozenset[Key]
    """The different ones, by digest."""

    total: int
    rendered: int
    """Those that the store did not have."""


class Link(Struct, frozen=True, kw_only=True):
    """A link of a note to an address of the site, checked once all pages are known."""

    url: Url
    """Without its fragment; empty for the note's own page."""

    fragment: str
    """Behind the `#`, decoded; empty where there is none."""

    place: Place
    written: str = ""
    """Its path as the author wrote it."""


class Reference(Struct, frozen=True, kw_only=True):
    """A work that a note cites."""

    identity: str
    """The same for one work, whatever its key: number of arXiv, DOI, or title."""

    order: str
    """What it is sorted by: names, year, title."""

    html: Markup
    """As the list of the note shows it."""


class TermUse(Struct, frozen=True, kw_only=True):
    """A term that a note uses, and where it says most of it."""

    word: str
    """The term's word in the note's language."""

    section: str
    """`id` of the heading above; empty above all headings."""

    rank: int
    """2 for a heading that holds the word, 1 for a text that emphasises it, 0 for any other."""


class Variant(Struct, frozen=True, kw_only=True):
    """A smaller copy of a picture, in WebP."""

    url: Url
    width_px: int
    key: Key
    """Of its bytes in the store."""

    digest: bytes
    """Of its bytes."""


class Needs(Struct, frozen=True, kw_only=True):
    """The style sheets, scripts and other hosts that a page needs."""

    math: bool = False
    """The style sheet and fonts of formulas."""

    code: bool = False
    """The style sheet of code."""

    diagrams: bool = False
    """The script that draws diagrams."""

    embeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Directive of a Content Security Policy → the other hosts that something is embedded from."""

    def __or__(self, other: "Needs") -> "Needs":
        """Return what a page needs that shows both."""
        return Needs(
            math=self.math or other.math,
            code=self.code or other.code,
            diagrams=self.diagrams or other.diagrams,
            embeds={
                directive: tuple(
                    dict.fromkeys(
                        (*self.embeds.get(directive, ()), *other.embeds.get(directive, ()))
                    )
                )
                for directive in {**self.embeds, **other.embeds}
            },
        )


class RenderedNote(Struct, frozen=True, kw_only=True, eq=False):
    """A note with its body, headings, links and excerpt; the same only if it is the same object."""

    source: Source
    url: Url
    title: Markup
    """The front matter's title, with formulas typeset."""

    title_text: str
    """The same as plain text."""

    body: Key
    """Digest of its HTML, which lies in the store."""

    parts: Key
    """Digest of where its blocks begin in that HTML, which lies there too."""

    feed_body: Key
    """Digest of the HTML that the feed of its language shows of it, which lies there too;
    empty for a note that feeds show in excerpt."""

    feed_excerpt: Markup
    """The excerpt as feeds show it: formulas as MathML."""

    outline: Key
    """Digest of its blocks, which lie there as well."""

    search_text: Key
    """Digest of the text that a search finds; it lies there too, if there is a search."""

    headings: tuple[Heading, ...]
    excerpt: Excerpt
    description: str
    """One sentence of plain text."""

    reading_minutes: int
    needs: Needs

    anchors: frozenset[str]
    """`id`s that a link may name: headings, formulas, footnotes."""

    labels: Mapping[str, Label]
    """`id` of a block → what links say of it."""

    links: tuple[Link, ...]
    targets: Mapping[str, Url]
    """Path as written in a link → the address that it led to."""

    titles: Mapping[str, str]
    """Name of a note, as in `[[name]]` → its title as typed, where the link shows it."""

    said: Mapping[str, Label | None]
    """Target of a link without a text to another note → what it says, where there is something."""

    paper: Paper | None
    """The paper that it is about, from front matter or the bibliography."""

    references: tuple[Reference, ...]
    """The works that it cites, in the order of its list."""

    terms: tuple[TermUse, ...]
    """The terms of `terms.yaml` that it uses, in the order of that file."""

    cited: Mapping[str, bytes]
    """Key behind an `@` → digest of what the library says of it."""

    pictures: Mapping[Url, bytes]
    """Address of a picture of the site that the note shows → digest of its file; empty bytes
    where there was none."""

    variants: tuple[Variant, ...]
    """Smaller copies of these pictures."""

    formulas: FragmentCount
    code_blocks: FragmentCount
    problems: tuple[Problem, ...]
    """What is wrong with it. With a mistake among them it is never published, and its HTML lacks
    what could not be rendered; what others ask of it is there."""

    digest: bytes = b""
    """Of all of the above, but what was rendered now; empty until the note is in the cache."""

    @property
    def is_faulty(self) -> bool:
        """True where there is a mistake in it."""
        return has_mistakes(self.problems)

    @property
    def language(self) -> str:
        """Code of its language."""
        return self.source.language

    @property
    def date(self) -> datetime:
        """Date of publication; the beginning of time for a standing page."""
        return self.source.date
