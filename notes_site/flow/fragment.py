"""One note as an HTML fragment, without a site (`notes-site render`)."""

from pathlib import Path

from markupsafe import Markup
from msgspec.structs import replace

from notes_site.cache import Store
from notes_site.citations.library import Library, parse_bibliography
from notes_site.citations.style import read_style
from notes_site.config import SiteConfig
from notes_site.config.citations import DEFAULT_FILES
from notes_site.config.warnings import apply_levels
from notes_site.errors import Problem, refuse_mistakes
from notes_site.inputs import NOTEBOOK
from notes_site.load import NoteFile, read_notebook_note
from notes_site.load.front_matter import (
    has_front_matter,
    parse_front_matter,
    read_head,
)
from notes_site.load.hidden import without_comments
from notes_site.load.source import decode_note
from notes_site.locales.words import read_words
from notes_site.model import Kind, Source
from notes_site.render import RenderSettings, read_code_style, render_settings
from notes_site.render.katex import LazyKatex
from notes_site.render.note import NoteRenderer

_NO_HEAD = "title: Untitled"


def render_fragment(
    content: bytes, path: str, language: str, config: SiteConfig
) -> tuple[Markup, tuple[Problem, ...]]:
    """Return the HTML of a note's text, with its links as written, and warnings.

    Args:
        content: Markdown, with front matter or without, or a notebook.
        path: of the note, for messages.
        language: code of one of the languages of `config`.
        config: gives macros and settings.

    Raises:
        SourceError: all the mistakes in the note.
    """
    source = _read(content, path, language, config)
    with Store(None) as store:
        settings = make_settings(config, language, store)
        with LazyKatex() as katex:
            library = _library_at_hand(config, store)
            renderer = NoteRenderer(settings, None, frozenset(), store, katex, library)
            rendered = renderer.render(renderer.parser.parse(source))
        body = Markup(store.read(rendered.body).decode())
    problems = apply_levels(rendered.problems, config.warnings)
    refuse_mistakes(problems)
    return body, tuple(problems)


def _read(content: bytes, path: str, language: str, config: SiteConfig) -> Source:
    """Return a note that belongs to no site.

    Raises:
        SourceError: it cannot be read, or its front matter holds mistakes.
    """
    if path.endswith(NOTEBOOK):
        kind = Kind.PAGE
        file = NoteFile(path=path, language=language, kind=kind, name="", folder="", attachments=())
        source = read_notebook_note(file, content, config.zone).source
        refuse_mistakes(source.problems)
        return source
    text = decode_note(content, path)
    if has_front_matter(text):
        head = read_head(text, path, Kind.PAGE, config.zone)
        refuse_mistakes(head.problems)
        front, warnings = head.front, [*head.problems]
        text, first_line = head.text, head.first_line
    else:
        front, warnings = parse_front_matter(_NO_HEAD, path, Kind.PAGE)
        first_line = 1
    return Source(
        path=path,
        language=language,
        kind=Kind.PAGE,
        key=path,
        name="",
        folder="",
        front=front,
        digest=b"",
        text=without_comments(text),
        first_line=first_line,
        attachments=(),
        problems=tuple(warnings),
    )


def make_settings(config: SiteConfig, language: str, store: Store) -> RenderSettings:
    """Return what the rendering of one note in `language`, without a site, depends on."""
    coloured = read_code_style(config.code, store).coloured
    words = {language: read_words(config.language(language), config, store)}
    return replace(render_settings(config, coloured, words), allows_scripts=True, has_search=False)


def _library_at_hand(config: SiteConfig, store: Store) -> Library:
    """Return the entries of the site at hand, and those beside the note."""
    folder = config.folder
    files = config.citations.files or DEFAULT_FILES

    def locate(path: str) -> Path:
        return Path(path) if Path(path).is_file() else folder / path

    return Library(
        files=tuple(name for name in files if (folder / name).is_file()),
        is_file=lambda path: locate(path).is_file(),
        read=lambda path: parse_bibliography(locate(path).read_bytes(), path, store),
        style=read_style(config.citations.style, folder),
    )
