"""One note: everything that can be rendered before the other notes are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.cache import NO_KEY, Key, Store, make_key
from notes_site.citations.library import Library, no_library
from notes_site.model import (
    Heading,
    Needs,
    Note,
    Paper,
    Reference,
    RenderedNote,
    Source,
    Url,
)
from notes_site.parse import NoteParser
from notes_site.parse.outputs import without_outputs
from notes_site.parse.places import walk
from notes_site.parse.token_values import FOOTNOTE, FORMULA
from notes_site.pictures import PictureFiles, PictureReader
from notes_site.render.block_starts import Start, encode_starts, outermost, top_of
from notes_site.render.citing import Citing, entry_identity, entry_order
from notes_site.render.context import NoteContext
from notes_site.render.diagrams import is_diagram
from notes_site.render.embeds import find_embeds, find_stopped_scripts
from notes_site.render.excerpt import (
    CutExcerpt,
    chosen_excerpt,
    cut_excerpt,
    excerpt_html,
    make_excerpt,
)
from notes_site.render.excerpt_formulas import typeset_excerpt
from notes_site.render.feed import render_feed_html
from notes_site.render.formulas import (
    MATH,
    readable_formula,
    readable_inline,
)
from notes_site.render.heading_ids import HeadingIds
from notes_site.render.html import render_html, render_inline_html, render_reference_html
from notes_site.render.images import ImageWriter
from notes_site.render.katex import LazyKatex
from notes_site.render.links import Addresses, LinkResolver
from notes_site.render.macros import site_macros
from notes_site.render.math import Typesetter
from notes_site.render.passes import BODY_PASSES, HEAD_PASSES, run_passes
from notes_site.render.raw_html import find_ids
from notes_site.render.readable_tex import readable_tex
from notes_site.render.reading_time import reading_minutes
from notes_site.render.settings import RenderSettings
from notes_site.render.terms import find_terms, show_hints
from notes_site.search.text import search_text
from notes_site.search.words import divide
from notes_site.translations import encode_outline


@dataclass(slots=True)
class NoteRenderer:
    """Renders notes one after the other."""

    settings: RenderSettings
    addresses: Addresses | None
    """None leaves every link as it is written."""

    in_feeds: frozenset[str]
    """Paths of the notes that feeds show whole."""

    store: Store
    katex: LazyKatex
    library: Library = field(default_factory=no_library)
    parser: NoteParser = field(init=False)
    _readable: dict[str, str | None] = field(default_factory=dict)
    """TeX → what it is read as, with the macros of the site alone."""

    def __post_init__(self) -> None:
        self.parser = NoteParser(self.settings.parsing)

    def render(self, note: Note) -> RenderedNote:
        """Return `note` rendered, with all that is wrong in it: parsing's, formulas', links'."""
        source = note.source
        context = self.begin(note)
        words, terms = context.words, self.settings.terms
        tokens = run_passes(BODY_PASSES, note.tokens, context)
        title, *own_excerpt = run_passes(HEAD_PASSES, _heads(note), context)
        problems = [*source.problems, *note.problems, *context.found()]
        problems += find_stopped_scripts(tokens, source, allows_others=self.settings.allows_scripts)
        paper = self._find_paper(context)
        problems += context.citing.problems
        cut = self._cut_excerpt([*without_outputs(tokens)], own_excerpt, context)
        formulas = typeset_excerpt(cut, context)
        excerpt = make_excerpt(cut, formulas.show)
        feed_excerpt = excerpt_html(
            cut.text, formulas.show_in_feed, shows_formulas=cut.shows_formulas
        )
        hinted = show_hints(tokens, source.language, terms) if terms.has_hints else tokens
        body, starts = self._body(hinted, words)
        url = self.addresses.notes[source.path] if self.addresses else Url("/")
        title_tokens = title.children or []
        return RenderedNote(
            source=source,
            url=url,
            title=render_inline_html(title_tokens, self.parser.md.options),
            title_text=readable_inline(title_tokens, words["formula"], context.macros),
            body=self._keep("body", body),
            parts=self._keep("parts", starts),
            feed_body=self._keep_feed_body(tokens, source, url),
            feed_excerpt=Markup("<p>%s</p>") % feed_excerpt,
            outline=self._keep("outline", encode_outline(note.outline)),
            search_text=self._keep_search_text(tokens, context),
            headings=tuple(self._headings(tokens, words["formula"], context.macros)),
            excerpt=excerpt,
            description=source.front.description or excerpt.text,
            reading_minutes=reading_minutes([*without_outputs(note.tokens)]),
            needs=_needs(tokens, context),
            anchors=frozenset(_anchors(tokens)),
            labels=note.labels,
            links=tuple(context.resolver.links),
            targets=context.resolver.targets,
            titles=context.resolver.titles,
            said=context.resolver.said,
            paper=paper,
            references=tuple(self._references(tokens, context)),
            terms=tuple(find_terms(tokens, source.language, terms)),
            cited=context.citing.answers,
            pictures=context.images.digests,
            variants=tuple(context.images.variants),
            formulas=context.typesetter.count(),
            code_blocks=context.code_blocks,
            problems=tuple(problems),
        )

    def _keep(self, kind: str, value: str | bytes) -> Key:
        """Put a value into the store, and return its key."""
        key = make_key(kind, value)
        self.store.add({key: value if isinstance(value, bytes) else value.encode()})
        return key

    def begin(self, note: Note) -> NoteContext:
        """Return what the passes over a note know, with nothing found yet."""
        source = note.source
        return NoteContext(
            source=source,
            labels=note.labels,
            settings=self.settings,
            words=self.settings.words[source.language],
            macros=site_macros({**self.settings.parsing.math.macros, **source.front.macros}),
            md=self.parser.md,
            store=self.store,
            resolver=LinkResolver(source, self.addresses, _heading_ids(note)),
            images=self._image_writer(),
            typesetter=Typesetter(self.store, self.katex),
            citing=Citing(source=source, library=self.library),
        )

    def _find_paper(self, context: NoteContext) -> Paper | None:
        """Return the paper that a note is about, with what its entry says where it names a key."""
        paper = context.source.front.paper
        return context.citing.find_paper(paper) if paper and paper.key else paper

    def _references(self, tokens: Sequence[Token], context: NoteContext) -> Iterator[Reference]:
        """Yield the works that the note cites, with their HTML."""
        shown = iter(context.citing.entries.values())
        for opening, inline in pairwise(tokens):
            if opening.type == "reference_open":
                entry = next(shown)
                children = inline.children or []
                yield Reference(
                    identity=entry_identity(entry),
                    order=entry_order(entry),
                    html=render_reference_html(children, self.parser.md.options, context.words),
                )

    def _image_writer(self) -> ImageWriter:
        reader = PictureReader(self.store, self.settings.picture_widths_px)
        if self.addresses is None:
            return ImageWriter(PictureFiles({}), "", reader)
        return ImageWriter(self.addresses.pictures, self.addresses.base_path, reader)

    def _keep_search_text(self, tokens: Sequence[Token], context: NoteContext) -> Key:
        """Put the text that a search finds into the store, and return its key; none without one."""
        if not self.settings.has_search:
            return NO_KEY
        is_shared = not context.source.front.macros

        def readable(token: Token) -> str | None:
            formula = FORMULA.of(token)
            if not is_shared or formula.macros:
                return readable_formula(token, context.macros)
            if formula.bare not in self._readable:  # most formulas come again, in translations too
                self._readable[formula.bare] = readable_tex(formula.bare, context.macros)
            return self._readable[formula.bare]

        return self._keep("search text", divide(search_text(tokens, readable)))

    def _cut_excerpt(
        self, tokens: Sequence[Token], own_excerpt: Sequence[Token], context: NoteContext
    ) -> CutExcerpt:
        def readable(token: Token) -> str | None:
            return readable_formula(token, context.macros)

        config = self.settings.excerpt
        word = context.words["formula"]
        if own_excerpt:
            return chosen_excerpt(own_excerpt, config, word, readable)
        return cut_excerpt(tokens, config, word, readable)

    def _body(self, tokens: Sequence[Token], words: Mapping[str, str]) -> tuple[Markup, bytes]:
        """Return the note's HTML, and where its blocks begin in it."""
        htmls: list[Markup] = []
        starts: list[Start] = []
        length = 0
        for block in outermost(tokens):
            top = top_of(block)
            if top is not None:
                starts.append((top, length))
            htmls.append(render_html(block, self.parser.md.options, words))
            length += len(htmls[-1])
        return Markup().join(htmls), encode_starts(starts)

    def _keep_feed_body(self, tokens: Sequence[Token], source: Source, url: Url) -> Key:
        if source.path not in self.in_feeds:
            return NO_KEY
        words = self.settings.words[source.language]
        permalink = f"{self.settings.base_url}{url}"
        html = render_feed_html(tokens, self.parser.md.options, words, permalink)
        return self._keep("feed", html)

    def _headings(
        self, tokens: Sequence[Token], formula_word: str, macros: Mapping[str, str]
    ) -> Iterator[Heading]:
        for opening, inline in pairwise(tokens):
            if opening.type == "heading_open":
                children = inline.children or []
                yield Heading(
                    level=int(opening.tag[1]),
                    id=str(opening.attrs["id"]),
                    html=render_inline_html(children, self.parser.md.options),
                    text=readable_inline(children, formula_word, macros),
                )


def _heads(note: Note) -> list[Token]:
    """Return the texts of the front matter."""
    return [note.title, *([note.own_excerpt] if note.own_excerpt else [])]


def _needs(tokens: Sequence[Token], context: NoteContext) -> Needs:
    return Needs(
        math=context.typesetter.total > 0,
        code=context.code_blocks.total > 0,
        diagrams=any(map(is_diagram, tokens)),
        embeds=find_embeds(tokens),
    )


def _heading_ids(note: Note) -> HeadingIds:
    return HeadingIds(note.labels, cache(lambda: frozenset(_anchors(note.tokens))))


_HTML = {"html_block", "html_inline"}


def _anchors(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if "id" in token.attrs:
            yield str(token.attrs["id"])
        if token.type == "footnote_open":
            yield f"fn-{FOOTNOTE.of(token) + 1}"
        for each in (token, *(token.children or ())):
            if each.type in _HTML and "=" in each.content:
                yield from find_ids(each.content)
    for found in walk(tokens):
        if found.token.type in MATH:
            for equation in FORMULA.of(found.token).equations:
                yield equation.anchor
        elif "id" in found.token.attrs:
            yield str(found.token.attrs["id"])
