"""What is tried on made-up notes: by atheris for hours, and in the tests on what it found."""

from functools import cache

from markupsafe import Markup, escape

from notes_site.config import default_config
from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.errors import SourceError
from notes_site.load import NoteFile, read_source
from notes_site.model import Kind
from notes_site.parse import NoteParser, parse_settings
from notes_site.render.excerpt import cut_excerpt, make_excerpt
from notes_site.render.passes.change import change_children
from notes_site.render.passes.references import link_reference
from notes_site.render.readable_tex import readable_tex

HEAD = b"---\ntitle: A\ndate: 2024-05-31\n---\n"
FILE = NoteFile(
    path="content/zh/a.md",
    language="zh",
    kind=Kind.NOTE,
    name="a",
    folder="",
    attachments=(),
)
LENGTHS = (1, 20, 350)


@cache
def _parser() -> NoteParser:
    return NoteParser(parse_settings(default_config()))


def try_note(content: bytes) -> None:
    """Read, parse and cut a note: it ends in a note and its excerpts, or in lines for its author.

    Args:
        content: of the note's file; where it has no front matter, one is put before it.
    """
    if not content.startswith(b"---"):
        content = HEAD + content
    try:
        source = read_source(FILE, content)
    except SourceError:
        return
    note = _parser().parse(source)
    for problem in note.problems:
        assert 1 <= problem.place.line <= content.count(b"\n") + content.count(b"\r") + 1
    tokens = list(change_children(note.tokens, link_reference))
    for length in LENGTHS:
        for math in ExcerptMath:
            config = ExcerptConfig(length=length, ellipsis="...", math=math)
            cut = cut_excerpt(tokens, config, "zh", lambda token: readable_tex(token.content))
            excerpt = make_excerpt(cut, lambda token, marks: Markup(escape(token.content + marks)))
            is_chosen = b"more" in content
            assert is_chosen or len(excerpt.text) <= length + len("...")
