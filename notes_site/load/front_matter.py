"""The head of a note: YAML between two lines of `---`."""

import posixpath
import re
from datetime import UTC, tzinfo
from urllib.parse import unquote

from msgspec import Struct
from yaml import Mark
from yaml.nodes import ScalarNode

from notes_site.config.math import read_macros
from notes_site.errors import Place, Problem, SourceError
from notes_site.foreign.keys import ADDRESSES, MEAN_NOTHING
from notes_site.load.foreign_keys import adopt_foreign_keys, read_former_names
from notes_site.model import Change, FrontMatter, Kind, Paper
from notes_site.text.slug import slug
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import read_yaml_map
from notes_site.yaml.toml_map import read_toml_map
from notes_site.yaml.yaml_map import YamlMap

KEYS = [
    "title",
    "date",
    "updated",
    "tags",
    "series",
    "authors",
    "draft",
    "description",
    "excerpt",
    "slug",
    "aliases",
    "bibliography",
    "translation_key",
    "history",
    "translation",
    "id",
    "paper",
    "pinned",
    "toc",
    "macros",
    "extra",
]
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?P<toml>.*?)^\+\+\+[ \t]*$\n?", re.MULTILINE | re.DOTALL)
_BLANKS_FIRST = re.compile(r"\s+---[ \t]*\n")
_BARE_LINE = re.compile(r"[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|-[ \t]|#|[ \t]*$")
_BARE_TITLE = re.compile(r"^title[ \t]*:", re.MULTILINE)
_MOST_BARE_LINES = 60
_WIDE_COLON = re.compile(r"^([A-Za-z_]+)：", re.MULTILINE)
_COMMENTED = re.compile(
    r"^(?P<key>title|description|excerpt|series)[ \t]*:[ \t]+(?![\"'|>])(?P<value>[^\n]*?\S)[ \t]+(?P<lost>#[^\n]*)$",
    re.MULTILINE,
)
_NOT_IN_PATHS = re.compile(r"//|[\\\x00-\x1f\x7f-\x9f\ud800-\udfff]")
MOST_TAGS = 100
MOST_NAME_BYTES = 250  # a Chinese character has three
MOST_PATH_BYTES = 1000
_DATED = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<name>.+)\.[a-z]+$")
"""A file name of Jekyll: the date is that of the note, and the name behind it its slug."""

_ARXIV = re.compile(r"(arXiv:)?(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?", re.IGNORECASE)


class SplitNote(Struct, frozen=True, kw_only=True):
    """The two parts of a note's file."""

    yaml: str
    """Or TOML."""

    text: str
    first_line: int
    """1-based line of the file where `text` begins."""

    is_toml: bool = False
    head_line: int = 2
    """1-based line of the file where `yaml` begins."""


def has_front_matter(content: str) -> bool:
    """Tell whether the text of a note begins as front matter does."""
    return bool(_OPENING.match(content) or _TOML.match(content) or _find_bare_end(content))


def split_front_matter(content: str, path: str) -> SplitNote:
    """Return the YAML and the Markdown of a note.

    Raises:
        SourceError: there is no front matter, or it is not closed.
    """
    opening = _OPENING.match(content)
    if toml := _TOML.match(content):
        return SplitNote(
            yaml=toml["toml"],
            text=content[toml.end() :],
            first_line=content.count("\n", 0, toml.end()) + 1,
            is_toml=True,
        )
    if opening is None and (end := _find_bare_end(content)):
        text = content[end:]
        return SplitNote(
            yaml=content[:end].rstrip().rstrip("-"),
            text=text,
            first_line=content.count("\n", 0, end) + 1,
            head_line=1,
        )
    if opening is None:
        text = (
            "the note has no front matter; begin it with `---`, `title: …`, `date: …`, `---`, "
            "or bring a folder of such notes by `notes-site import`"
        )
        if _BLANKS_FIRST.match(content):
            text = "something blank stands above the first `---`; remove it"
        raise SourceError([Problem(place=Place(path=path, line=1), kind="front-matter", text=text)])
    closing = _CLOSING.search(content, opening.end())
    if closing is None:
        text = "the front matter is not closed; write a line `---` behind it"
        raise SourceError([Problem(place=Place(path=path, line=1), kind="front-matter", text=text)])
    return SplitNote(
        yaml=content[opening.end() : closing.start()],
        text=content[closing.end() :],
        first_line=content.count("\n", 0, closing.end()) + 1,
    )


def _find_bare_end(content: str) -> int:
    """Return the index behind front matter that no `---` opens, as Hexo reads it; 0 if there is none."""
    position = 0
    for _ in range(_MOST_BARE_LINES):
        end = content.find("\n", position)
        line = content[position : end if end >= 0 else len(content)]
        if line.rstrip() == "---" and position:
            is_head = _BARE_TITLE.search(content, 0, position) is not None
            return (end + 1 if end >= 0 else len(content)) if is_head else 0
        if end < 0 or not _BARE_LINE.match(line):
            return 0
        position = end + 1
    return 0


class Head(Struct, frozen=True, kw_only=True):
    """The readable parts of a note's file, and mistakes in its head."""

    front: FrontMatter
    text: str
    first_line: int
    """1-based line of the file where `text` begins."""

    problems: tuple[Problem, ...]


def read_head(content: str, path: str, kind: Kind, zone: tzinfo = UTC) -> Head:
    """Return what can be read of a note, whatever is wrong with its front matter.

    Args:
        content: of the file.
        path: of the file.
        kind: of the note.
        zone: where times without an offset are.
    """
    document = YamlDocument(path=path, first_line=2, kind="front-matter", zone=zone)
    is_toml = False
    try:
        parts = split_front_matter(content, path)
    except SourceError as error:
        document.problems += error.problems
        yaml, text, first_line = _guess_front_matter(content)
    else:
        yaml, text, first_line = parts.yaml, parts.text, parts.first_line
        document.first_line, is_toml = parts.head_line, parts.is_toml
    is_whole = not document.problems
    head = read_toml_map(yaml, document) if is_toml else _read_yaml(yaml, document)
    if not is_whole:
        head.lost = None
    adopt_foreign_keys(head)
    _adopt_file_name(head, path)
    front = read_front(head, kind, read_former_names(head))
    return Head(front=front, text=text, first_line=first_line, problems=tuple(document.problems))


def _read_yaml(yaml: str, document: YamlDocument) -> YamlMap:
    """Return what can be read of the YAML at the head of a note; slips are told by their name."""
    if wide := _WIDE_COLON.search(yaml):
        line = document.first_line + yaml.count("\n", 0, wide.start())
        text = f"the colon behind `{wide[1]}` is full-width; write `{wide[1]}: …`"
        document.add(Place(path=document.path, line=line, column=len(wide[1]) + 1), text)
        yaml = _WIDE_COLON.sub(r"\1: ", yaml)
    for match in _COMMENTED.finditer(yaml):
        line = document.first_line + yaml.count("\n", 0, match.start())
        text = (
            f"`{match['lost']}` is a comment of YAML and no part of the {match['key']}; "
            f'write `{match["key"]}: "{match["value"]} {match["lost"]}"`'
        )
        place = Place(path=document.path, line=line)
        document.problems.append(
            Problem(place=place, kind="front-matter", text=text, is_warning=True)
        )
    return read_yaml_map(yaml, document)


def _adopt_file_name(head: YamlMap, path: str) -> None:
    """Let the date before the name of a file be that of the note, where none is given."""
    dated = _DATED.match(posixpath.basename(path))
    if dated is None or "date" in head:
        return
    head.put("date", _given("timestamp", dated["date"], path))
    if "slug" not in head and slug(dated["name"]):
        head.put("slug", _given("str", slug(dated["name"]), path))


def _given(kind: str, value: str, path: str) -> ScalarNode:
    """Return a value that does not stand in the front matter itself."""
    mark = Mark(path, 0, 0, 0, None, 0)
    return ScalarNode(f"tag:yaml.org,2002:{kind}", value, mark, mark)


def _guess_front_matter(content: str) -> tuple[str, str, int]:
    """Return YAML, text and the line where the text begins of a note whose head has no end.

    A head ends at a blank line at the latest, most of the time.
    """
    opening = _OPENING.match(content)
    if opening is None:
        return "", content, 1
    yaml, blank, text = content[opening.end() :].partition("\n\n")
    line = content.count("\n", 0, opening.end() + len(yaml) + len(blank)) + 1
    return yaml, text, line


def parse_front_matter(yaml: str, path: str, kind: Kind) -> tuple[FrontMatter, list[Problem]]:
    """Return what the YAML at the head of the note at `path` declares, and warnings.

    Raises:
        SourceError: all the mistakes in it.
    """
    document = YamlDocument(path=path, first_line=2, kind="front-matter")
    head = _read_yaml(yaml, document)
    adopt_foreign_keys(head)
    front = read_front(head, kind, read_former_names(head))
    return front, document.finish()


def read_front(head: YamlMap, kind: Kind, former_names: tuple[str, ...] = ()) -> FrontMatter:
    """Return what the mapping at the head of a note declares; mistakes are written down in it.

    A key that is like none here is left to `check.front_matter`, which tells of all notes in one.
    """
    head.require("title", "What the note is about")
    if kind is Kind.NOTE:
        head.require("date", "2024-05-31")
    front = FrontMatter(
        title=head.text("title"),
        date=head.moment("date"),
        updated=head.moment("updated"),
        tags=_read_tags(head),
        series=_read_series(head),
        authors=head.texts("authors"),
        is_draft=head.boolean("draft", default=False),
        is_partial=head.choice("translation", ["whole", "partial"], "whole") == "partial",
        description=head.text("description"),
        excerpt=head.text("excerpt"),
        slug=_read_slug(head),
        aliases=_read_aliases(head),
        former_names=former_names,
        bibliography=head.texts("bibliography"),
        translation_key=head.text("translation_key"),
        history=_read_history(head),
        id=head.text("id"),
        paper=_read_paper(head),
        is_pinned=head.boolean("pinned", default=False),
        has_toc=head.boolean("toc", default=True),
        macros=read_macros(head),
        extra=head.map("extra").plain(),
        lines=head.lines(),
    )
    head.warn_misspelt(KEYS, MEAN_NOTHING.union(ADDRESSES))
    return front


def _read_tags(head: YamlMap) -> tuple[str, ...]:
    tags = head.texts("tags")
    if len(tags) > MOST_TAGS:  # each is a page, which lists this note with all of them
        text = f"the note has {len(tags):,} tags, and {MOST_TAGS} is the most; keep a few"
        head.report("tags", text)
    for tag in tags:
        if not slug(tag):
            head.report("tags", f"the tag `{tag}` holds no letter or digit; write a word")
        _check_length(head, "tags", slug(tag))
    return tuple(dict.fromkeys(tag for tag in tags if slug(tag)))


def _read_series(head: YamlMap) -> str:
    series = head.text("series")
    if series and not slug(series):
        head.report("series", f"the series `{series}` holds no letter or digit; write a word")
    _check_length(head, "series", slug(series))
    return series if slug(series) else ""


def _read_slug(head: YamlMap) -> str:
    written = head.text("slug")
    node = head.peek("slug")
    if written and not slug(written):
        remedy = "write letters, digits and `-`"
        head.report("slug", f"`{written}` cannot be part of an address; {remedy}")
    elif slug(written) != written and node is not None:
        head.document.warn(
            node, f"the address has `{slug(written)}` for the slug `{written}`; write that"
        )
    _check_length(head, "slug", written)
    return slug(written)


def _read_aliases(head: YamlMap) -> tuple[str, ...]:
    right = []
    for alias in head.texts("aliases"):
        path = unquote(alias)  # as the file is named: `%2e%2e` would lead out of the site
        is_plain = not _NOT_IN_PATHS.search(path) and not {".", ".."} & set(path.split("/"))
        if not alias.startswith("/") or not is_plain:
            remedy = "write the old address below the site, as /2019/05/old-name/"
            head.report("aliases", f"`{alias}` is not an address of this site; {remedy}")
        else:
            right.append(alias)
        _check_length(head, "aliases", path)
    return tuple(right)


def _check_length(head: YamlMap, key: str, path: str) -> None:
    """Report a path that no file of the output could have: names of files have 255 bytes at most."""
    longest = max(len(name.encode()) for name in path.split("/"))
    if longest > MOST_NAME_BYTES or len(path.encode()) > MOST_PATH_BYTES:
        head.report(key, f"`{path[:20]}…` is too long for an address; shorten it")


def _read_history(head: YamlMap) -> tuple[Change, ...]:
    changes = []
    for entry in head.maps("history", short="changes"):
        entry.require("date", "2024-06-30")
        entry.require("changes", "Corrected the second formula.")
        date = entry.moment("date")
        if date:
            changes.append(Change(date=date, text=entry.text("changes")))
        entry.warn_unread(["date", "changes"])
    return tuple(sorted(changes, key=lambda change: change.date, reverse=True))


def _read_paper(head: YamlMap) -> Paper | None:
    if "paper" not in head:
        return None
    section = head.map("paper")
    key = section.text("key").removeprefix("@")
    if not key:
        section.require("title", "The paper's title")
    paper = Paper(
        title=section.text("title"),
        authors=section.texts("authors"),
        venue=section.text("venue"),
        year=section.text("year"),
        arxiv=_read_arxiv(section),
        doi=section.text("doi").removeprefix("https://doi.org/"),
        url=section.web_address("url"),
        code=section.web_address("code"),
        key=key,
    )
    section.warn_unread()
    return paper


def _read_arxiv(section: YamlMap) -> str:
    written = section.text("arxiv")
    match = _ARXIV.fullmatch(written)
    if written and match is None:
        text = f'`{written}` is not an arXiv identifier; write it as arxiv: "2103.00020"'
        section.report("arxiv", text)
    return match[2] if match else ""
