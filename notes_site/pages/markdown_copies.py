"""For machines that read: each note's Markdown, `llms.txt` and `llms-full.txt`."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from notes_site.cache import LazyText
from notes_site.model import CellOutput, ComputedCell, OutputKind, RenderedNote, Source, Url
from notes_site.pages.dates import machine_date
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name, tags_of
from notes_site.parse.wikilinks import find_anchor

_NAME = re.compile(r"(?<!\\)\[\[([^\[\]|#\n]+?)(#[^\[\]|\n]+?)?(?:\\?\|([^\[\]\n]+))?\]\]")
_TARGET = re.compile(r"(\]\(<?)([^\s<>()]+)")
"""Where a link or an image leads: CommonMark 0.31.2, 6.3."""

_TICKS = re.compile("`{3,}")
_ELSEWHERE = ("https://", "http://")
"""How most of those begin that lead out of the site."""

_DEFINITION = re.compile(r"(^ {0,3}\[[^\]\n]+\]:[ \t]*<?)([^\s<>()]+)", re.MULTILINE)
"""The same in a link reference definition: CommonMark 0.31.2, 4.7."""


class NoteTextContext(Struct, frozen=True, kw_only=True):
    """Context of `note.md`."""

    title: str
    """As typed: TeX and Markdown."""

    facts: tuple[str, ...]
    """Address, date, tags and paper, a line each."""

    text: LazyText
    """The note's Markdown with its TeX as typed, links to the site absolute."""


class TextLink(Struct, frozen=True, kw_only=True):
    """A link of `llms.txt`."""

    text: str
    permalink: str
    about: str


class TextSection(Struct, frozen=True, kw_only=True):
    """A section of `llms.txt`."""

    title: str
    links: tuple[TextLink, ...]


class LlmsContext(Struct, frozen=True, kw_only=True):
    """Context of `llms.txt`."""

    title: str
    description: str
    sections: tuple[TextSection, ...]


class LlmsFullContext(Struct, frozen=True, kw_only=True):
    """Context of `llms-full.txt`."""

    title: str
    description: str
    notes: tuple[NoteTextContext, ...]


def markdown_url(note: RenderedNote) -> Url:
    """Return the address of the note's Markdown."""
    return Url(f"{note.url}index.md")


def text_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the Markdown of each note in `language`, and the two lists of them, as far as wanted.

    Rule: llmstxt.org – a title, a quoted summary, and sections of links; what is under
    `Optional` may be left out by a reader in a hurry.
    """
    notes, standing = site.own_notes(language), site.standing[language]
    config = site.sitewide.config
    for note in (*notes, *standing) if config.has_markdown_copies else ():
        yield site.sitewide.page(markdown_url(note), "note.md", _note_text, None, note)
    if not config.has_llms:
        return
    url = _llms_url(site.sitewide, language)
    yield site.sitewide.page(url, "llms.txt", _make_llms, None, language, notes, standing)
    yield site.sitewide.page(
        _full_url(site.sitewide, language), "llms-full.txt", _make_llms_full, None, language, notes
    )


def _make_llms(
    sitewide: Sitewide,
    language: str,
    notes: tuple[RenderedNote, ...],
    standing: tuple[RenderedNote, ...],
) -> LlmsContext:
    words = sitewide.words[language]
    whole = _full_url(sitewide, language)
    others = tuple(
        TextLink(
            text=each.label, permalink=sitewide.permalink(_llms_url(sitewide, each.code)), about=""
        )
        for each in sitewide.config.languages
        if each.code != language
    )
    optional = TextLink(text=words["all_in_one"], permalink=sitewide.permalink(whole), about="")
    sections = [
        TextSection(title=words["all_notes"], links=_note_links(sitewide, notes)),
        TextSection(title=words["pages"], links=_note_links(sitewide, standing)),
        TextSection(title="Optional", links=(optional, *others)),
    ]
    listed = tuple(section for section in sections if section.links)
    return LlmsContext(
        title=_one_line(sitewide.config.title[language]),
        description=_one_line(sitewide.config.description[language]),
        sections=listed,
    )


def _make_llms_full(
    sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...]
) -> LlmsFullContext:
    return LlmsFullContext(
        title=_one_line(sitewide.config.title[language]),
        description=_one_line(sitewide.config.description[language]),
        notes=tuple(sitewide.once(_note_text, note) for note in notes),
    )


def _full_url(sitewide: Sitewide, language: str) -> Url:
    return Url(f"{sitewide.root(language)}llms-full.txt")


def _llms_url(sitewide: Sitewide, language: str) -> Url:
    return Url(f"{sitewide.root(language)}llms.txt")


def _note_links(sitewide: Sitewide, notes: Sequence[RenderedNote]) -> tuple[TextLink, ...]:
    return tuple(sitewide.once(_note_link, note) for note in notes)


def _note_link(sitewide: Sitewide, note: RenderedNote) -> TextLink:
    url = markdown_url(note) if sitewide.config.has_markdown_copies else note.url
    return TextLink(
        text=re.sub(r"([\[\]\\])", r"\\\1", _one_line(note.title_text)),
        permalink=sitewide.permalink(url),
        about=_one_line(note.description),
    )


def _note_text(sitewide: Sitewide, note: RenderedNote) -> NoteTextContext:
    front = note.source.front
    facts = [sitewide.permalink(note.url)]
    if front.date:
        facts.append(machine_date(front.date))
    if front.tags:
        facts.append(
            ", ".join(tag_name(sitewide, tag, note.language) for tag in tags_of(sitewide, note))
        )
    if note.paper:
        paper = note.paper
        arxiv = f"arXiv:{paper.arxiv}" if paper.arxiv else ""
        parts = [", ".join(paper.authors), paper.title, paper.venue, paper.year, arxiv, paper.url]
        facts.append(". ".join(filter(None, parts)))
    return NoteTextContext(
        title=_one_line(front.title),
        facts=tuple(map(_one_line, facts)),
        text=sitewide.text(_with_permalinks, note),
    )


def _with_permalinks(sitewide: Sitewide, note: RenderedNote) -> str:
    """Return the note's text with its links to the site absolute.

    Far from the note's folder a link such as `../clip.md` leads nowhere.
    """

    def replace(match: re.Match[str]) -> str:
        if match[2].startswith(_ELSEWHERE):
            return match[0]
        try:
            parts = urlsplit(match[2])
        except ValueError:  # no address, as `http://[x`: it stays as written
            return match[0]
        url = note.targets.get(unquote(parts.path))
        if not url or parts.scheme or parts.netloc:
            return match[0]
        return f"{match[1]}{sitewide.permalink(url)}{parts._replace(path='').geturl()}"

    def replace_name(match: re.Match[str]) -> str:
        name = match[1].strip()
        mark = "!" if match.string.startswith("!", match.start() - 1) else ""
        url = note.targets.get(f"{mark}[[{name}]]")
        text = match[3] or note.titles.get(name, name)
        if not url:
            return match[0]
        anchor = find_anchor(match[2]) if match[2] else ""
        return f"[{text}]({sitewide.permalink(url)}{f'#{quote(anchor)}' if anchor else ''})"

    text = _with_outputs(note.source)
    if note.targets:
        text = _TARGET.sub(replace, text)
        if "]:" in text:  # few notes have definitions, and looking at every line takes long
            text = _DEFINITION.sub(replace, text)
        if "[[" in text:
            text = _NAME.sub(replace_name, text)
    return text.strip()


def _with_outputs(source: Source) -> str:
    """Return the text of a note with what its code cells wrote behind their code."""
    lines = source.text.split("\n")
    for cell in reversed(source.computed):
        if not cell.line:
            continue
        start = cell.line - source.first_line
        end = start + cell.code.count("\n") + 3  # with both lines of the fence
        shown = list(map(partial(_output_text, cell), cell.outputs))
        code = lines[start:end] if cell.shows_code else []
        lines[start:end] = [*code, *(line for text in shown if text for line in ("", text))]
    return "\n".join(lines)


def _output_text(cell: ComputedCell, output: CellOutput) -> str:
    """Return an output as Markdown; empty for HTML without a text."""
    match output.kind:
        case OutputKind.PICTURE:
            return f"![{cell.alt or cell.caption}]({output.content})"
        case OutputKind.MARKDOWN:
            return output.content
    plain = output.plain.rstrip()
    longest = max(map(len, _TICKS.findall(plain)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}text\n{plain}\n{ticks}" if plain else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
