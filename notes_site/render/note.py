"""One note: everything that can be rendered before the other notes are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from notes_site.cache import NO_KEY, Key, Store, make_key
from notes_site.errors import Place, Problem
from notes_site.model import FragmentCount, Heading, Note, RenderedNote, Source, Url
from notes_site.parse.formula import Formula
from notes_site.parse.places import find_place, walk
from notes_site.pictures import PictureFiles
from notes_site.render import code as code_blocks
from notes_site.render.block_starts import Start, encode_starts, outermost, top_of
from notes_site.render.citations import show_as_typed
from notes_site.render.code import CodeBlock, highlight, wrap_code
from notes_site.render.completing import (
    name_headers,
    resolve_links,
    translate_alerts,
    translate_algorithms,
)
from notes_site.render.diagrams import is_diagram, wrap_diagram
from notes_site.render.embeds import find_embeds, find_stopped_scripts
from notes_site.render.excerpt import (
    CutExcerpt,
    chosen_excerpt,
    cut_excerpt,
    excerpt_html,
    is_tall,
    make_excerpt,
)
from notes_site.render.feed import feed_html, render_feed_html
from notes_site.render.formulas import (
    MATH,
    bare_use,
    find_neighbours,
    readable_formula,
    readable_inline,
    resolve_references,
    show_in_excerpt,
    tie_formulas,
    use,
    wrap,
    wrap_bare,
    wrap_in_line,
)
from notes_site.render.html import render_html, render_inline_html
from notes_site.render.images import ImageWriter
from notes_site.render.katex import LazyKatex
from notes_site.render.links import Addresses, LinkResolver
from notes_site.render.macros import site_macros
from notes_site.render.math import Typesetter
from notes_site.render.readable_tex import readable_tex
from notes_site.render.reading_time import reading_minutes
from notes_site.render.references import ReferenceNamer
from notes_site.render.settings import RenderSettings
from notes_site.search.text import search_text
from notes_site.search.words import divide
from notes_site.translations import encode_outline

_CODE = {"fence", "code_block"}


@dataclass(slots=True)
class NoteRenderer:
    """Renders notes one after the other."""

    settings: RenderSettings
    addresses: Addresses | None
    """None leaves every link as it is written."""

    in_feeds: frozenset[str]
    """Paths of the notes that feeds show whole."""

    store: Store
    md: MarkdownIt
    katex: LazyKatex
    typesetter: Typesetter = field(init=False)
    _readable: dict[str, str | None] = field(default_factory=dict)
    """TeX → what it is read as, with the macros of the site alone."""

    def __post_init__(self) -> None:
        self.typesetter = Typesetter(self.store, self.katex)

    def render(self, note: Note) -> RenderedNote:
        """Return `note` rendered, with all that is wrong in it: parsing's, formulas', links'."""
        source = note.source
        problems = [*source.problems, *note.problems]
        macros = site_macros({**self.settings.macros, **source.front.macros})
        words = self.settings.words[source.language]
        tokens = note.tokens
        resolve_references([*tokens, *_heads(note)])
        resolver = LinkResolver(source, self.addresses)
        translate_algorithms(tokens, words)
        show_as_typed([*tokens, *_heads(note)])
        ReferenceNamer(note.labels, resolver, words, macros, self.md).name_all(tokens)
        self._resolve_names(tokens, resolver, macros)
        cut = self._cut_excerpt(note, macros)

        self.typesetter.keys.clear()
        self.typesetter.total = self.typesetter.rendered = 0
        problems += self._typeset(note, cut, macros)
        code_count, code_problems = self._highlight(source, tokens)
        problems += code_problems
        images = self._image_writer()
        resolve_links(tokens, resolver, images)
        problems += (*resolver.problems, *images.problems)
        problems += find_stopped_scripts(tokens, source, allows_others=self.settings.allows_scripts)
        translate_alerts(tokens, words)
        name_headers(tokens, macros)
        body, starts = self._body(tokens, words)
        body_key, parts_key = make_key("body", body), make_key("parts", starts)
        self.store.add({body_key: body.encode(), parts_key: starts})
        excerpt = make_excerpt(cut, show_in_excerpt)
        feed_excerpt = excerpt_html(cut.text, _feed_formula, shows_formulas=cut.shows_formulas)
        url = self.addresses.notes[source.path] if self.addresses else Url("/")
        outline = encode_outline(note.outline)
        outline_key = make_key("outline", outline)
        self.store.add({outline_key: outline})
        search_key = self._search_text(tokens, note, macros)
        title_tokens = note.title.children or []
        return RenderedNote(
            source=source,
            url=url,
            title=render_inline_html(title_tokens, self.md.options),
            title_text=readable_inline(title_tokens, words["formula"], macros),
            body=body_key,
            parts=parts_key,
            feed_body=self._add_feed_body(tokens, source, url),
            feed_excerpt=Markup("<p>%s</p>") % feed_excerpt,
            outline=outline_key,
            search_text=search_key,
            headings=tuple(self._headings(tokens, words["formula"], macros)),
            excerpt=excerpt,
            description=source.front.description or excerpt.text,
            reading_minutes=reading_minutes(note.tokens),
            has_math=self.typesetter.total > 0,
            has_code=code_count.total > 0,
            has_diagrams=any(map(is_diagram, tokens)),
            embeds=find_embeds(tokens),
            anchors=frozenset(_anchors(note)),
            labels=note.labels,
            links=tuple(resolver.links),
            targets=resolver.targets,
            titles=resolver.titles,
            said=resolver.said,
            pictures=images.digests,
            variants=tuple(images.variants),
            formulas=FragmentCount(
                keys=frozenset(self.typesetter.keys),
                total=self.typesetter.total,
                rendered=self.typesetter.rendered,
            ),
            code_blocks=code_count,
            problems=tuple(problems),
        )

    def _image_writer(self) -> ImageWriter:
        if self.addresses is None:
            return ImageWriter(PictureFiles({}), "", self.store)
        return ImageWriter(self.addresses.pictures, self.addresses.base_path, self.store)

    def _search_text(self, tokens: Sequence[Token], note: Note, macros: Mapping[str, str]) -> Key:
        """Put the text that a search finds into the store, and return its key."""
        if not self.settings.has_search:
            return NO_KEY
        is_shared = not note.source.front.macros

        def readable(token: Token) -> str | None:
            formula: Formula = token.meta["formula"]
            if not is_shared or formula.macros:
                return readable_formula(token, macros)
            if formula.bare not in self._readable:  # most formulas come again, in translations too
                self._readable[formula.bare] = readable_tex(formula.bare, macros)
            return self._readable[formula.bare]

        text = divide(search_text(tokens, readable))
        key = make_key("search text", text)
        self.store.add({key: text.encode()})
        return key

    def _cut_excerpt(self, note: Note, macros: Mapping[str, str]) -> CutExcerpt:
        def readable(token: Token) -> str | None:
            return readable_formula(token, macros)

        config = self.settings.excerpt
        word = self.settings.words[note.source.language]["formula"]
        if note.own_excerpt:
            return chosen_excerpt([note.own_excerpt], config, word, readable)
        return cut_excerpt(note.tokens, config, word, readable)

    def _resolve_names(
        self, tokens: Sequence[Token], resolver: LinkResolver, macros: Mapping[str, str]
    ) -> None:
        """Let every `[[name]]` lead to its note and show its title, before excerpts are cut."""
        source = resolver.source
        for found, following in pairwise(walk(tokens)):
            token, text = found.token, following.token
            if token.type != "link_open" or "name" not in token.meta:
                continue
            name = token.meta["name"]
            place = find_place(source, found, 0)
            token.attrs["href"] = resolver.resolve_name(name, str(token.attrs["href"]), place)
            if text.meta["is_name"]:
                (inline,) = self.md.parseInline(resolver.title_of(name))
                title = inline.children or []
                for each in title:  # as `parse_note` and references would fill it in
                    each.meta = {"formula": Formula(typed=each.content), "text": each.content}
                text.content = readable_inline(
                    title, self.settings.words[source.language]["formula"], macros
                )

    def _body(self, tokens: Sequence[Token], words: Mapping[str, str]) -> tuple[Markup, bytes]:
        """Return the note's HTML, and where its blocks begin in it."""
        htmls: list[Markup] = []
        starts: list[Start] = []
        length = 0
        for block in outermost(tokens):
            top = top_of(block)
            if top is not None:
                starts.append((top, length))
            htmls.append(render_html(block, self.md.options, words))
            length += len(htmls[-1])
        return Markup().join(htmls), encode_starts(starts)

    def _add_feed_body(self, tokens: Sequence[Token], source: Source, url: Url) -> Key:
        if source.path not in self.in_feeds:
            return NO_KEY
        words = self.settings.words[source.language]
        permalink = f"{self.settings.base_url}{url}"
        html = render_feed_html(tokens, self.md.options, words, permalink)
        key = make_key("feed", html)
        self.store.add({key: html.encode()})
        return key

    def _typeset(self, note: Note, cut: CutExcerpt, macros: Mapping[str, str]) -> list[Problem]:
        source = note.source
        blocks = [*note.tokens, *_heads(note)]
        found = [each for each in walk(blocks) if each.token.type in MATH]
        uses = [use(source, each, macros) for each in found]
        shown, problems = self.typesetter.typeset(uses)
        find_neighbours(blocks)
        for each, formula in zip(found, shown, strict=True):
            token = each.token
            token.meta["html"] = wrap(token, formula)
            token.meta["excerpt_html"] = wrap_bare(token, formula)
        self._typeset_excerpt(source, cut, macros)
        tie_formulas(blocks)
        return problems

    def _typeset_excerpt(self, source: Source, cut: CutExcerpt, macros: Mapping[str, str]) -> None:
        """Typeset the formulas of the excerpts otherwise than in the note: without numbers, and on pages in the line.

        What is wrong in them is told already.
        """
        in_feed = [token for token in cut.formulas if token.meta["formula"].equations]
        in_line = [
            token
            for token in cut.shown_formulas
            if token.type != "math_inline" and not is_tall(token)
        ]
        uses = [bare_use(source, token, macros, is_display=True) for token in in_feed]
        uses += [bare_use(source, token, macros, is_display=False) for token in in_line]
        shown, _ = self.typesetter.typeset(uses)
        for token, formula in zip(in_feed, shown, strict=False):
            token.meta["excerpt_html"] = wrap_bare(token, formula)
        for token, formula in zip(in_line, shown[len(in_feed) :], strict=True):
            if formula.html:
                token.meta["line_html"] = wrap_in_line(token, formula)

    def _highlight(
        self, source: Source, tokens: Sequence[Token]
    ) -> tuple[FragmentCount, list[Problem]]:
        words = self.settings.words[source.language]
        blocks: list[tuple[Token, CodeBlock, Key]] = []
        problems: list[Problem] = []
        for token in tokens:
            if token.type not in _CODE:
                continue
            block = code_blocks.parse_info(token.info, token.content)
            if not _is_known_language(block.language):
                problems.append(_unknown_language(block.language, _first_line(source, token)))
                block = code_blocks.parse_info("", token.content)
            problems += (
                Problem(place=_first_line(source, token), kind="code", text=text, is_warning=True)
                for text in code_blocks.find_mistakes(token.info, block)
            )
            blocks.append((token, block, code_blocks.code_key(block, self.settings.code)))
        known = self.store.find({key for _, _, key in blocks})
        fresh = {}
        for token, block, key in blocks:
            if key not in known:
                fresh[key] = known[key] = highlight(block, self.settings.coloured).encode()
            html = wrap_code(block, known[key].decode(), words)
            token.meta["html"] = wrap_diagram(html) if is_diagram(token) else html
        self.store.add(fresh)
        keys = frozenset(key for _, _, key in blocks)
        count = FragmentCount(keys=keys, total=len(blocks), rendered=len(fresh))
        return count, problems

    def _headings(
        self, tokens: Sequence[Token], formula_word: str, macros: Mapping[str, str]
    ) -> Iterator[Heading]:
        for opening, inline in pairwise(tokens):
            if opening.type == "heading_open":
                children = inline.children or []
                yield Heading(
                    level=int(opening.tag[1]),
                    id=str(opening.attrs["id"]),
                    html=render_inline_html(children, self.md.options),
                    text=readable_inline(children, formula_word, macros),
                )


def _feed_formula(token: Token, following: str) -> Markup:
    return feed_html(token.meta["excerpt_html"]) + following


def _heads(note: Note) -> list[Token]:
    """Return the texts of the front matter."""
    return [note.title, *([note.own_excerpt] if note.own_excerpt else [])]


@cache
def _is_known_language(name: str) -> bool:
    return code_blocks.is_known_language(name)


def _first_line(source: Source, block: Token) -> Place:
    return Place(path=source.path, line=source.first_line + (block.map or [0])[0])


def _unknown_language(name: str, place: Place) -> Problem:
    remedy = f"write `{code_blocks.closest_language(name) or 'text'}`"
    text = f"Pygments knows no language `{name}`; {remedy}"
    return Problem(place=place, kind="code", text=text, is_warning=True)


def _anchors(note: Note) -> Iterator[str]:
    for token in note.tokens:
        if "id" in token.attrs:
            yield str(token.attrs["id"])
        if token.type == "footnote_open":
            yield f"fn-{token.meta['id'] + 1}"
    for found in walk(note.tokens):
        if found.token.type in MATH:
            for equation in found.token.meta["formula"].equations:
                yield equation.anchor
        elif "id" in found.token.attrs:
            yield str(found.token.attrs["id"])
