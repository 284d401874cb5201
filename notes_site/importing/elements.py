"""Elements of HTML in posts, and the Markdown in them and behind them."""

import re
import textwrap

from notes_site.importing.blog import ImportReport, SourceKind

_ELEMENT = re.compile(
    r"^[ \t]*<(?P<tag>div|figure|center|p|details|section|aside|blockquote)\b[^<>]*>",
    re.MULTILINE | re.IGNORECASE,
)
_EDGE = re.compile(
    r"[ \t]*(?P<tag></?(?:div|figure|figcaption|center|p|details|summary|section|aside|blockquote)\b[^<>]*>)[ \t]*",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"\bmarkdown\s*=\s*[\"']?(?:1|span|block)|!\[[^\]\n]*\]\(|\[@|\^\[|\[[^\]\n]+\]\([^)\s]+\.md"
)
_GOES_ON = re.compile(r"[ \t]*\n(?=[ \t]*[^\s<])")
"""Text on the line below an element."""

_AS_IT_IS = re.compile(r"<(?:table|pre|script|style|svg|textarea)\b", re.IGNORECASE)


def open_elements(text: str, path: str, kind: SourceKind, report: ImportReport) -> str:
    """Let elements of HTML that hold Markdown end where it begins, with blank lines between.

    A tag of a template was HTML when the old tool read the text; its Markdown stands for itself only
    behind a blank line, and not indented (CommonMark 4.6, start condition 6). To kramdown a block of HTML
    ends with its last tag; here it goes on to the next blank line.
    """
    parts, position = [], 0
    while match := _ELEMENT.search(text, position):
        end = _find_end(text, match)
        region = text[match.start() : end]
        parts.append(text[position : match.start()])
        if _MARKDOWN.search(region) and not _AS_IT_IS.search(region):
            report.did("Markdown in elements of HTML", path)
            opened = _open_element(region)
            indent = match[0][: -len(match[0].lstrip())] if kind is SourceKind.MKDOCS else ""
            region = textwrap.indent(opened, indent)  # within an admonition it has to stay
        parts.append(region)
        if kind is SourceKind.JEKYLL and _GOES_ON.match(text, end):
            parts.append("\n")
            report.did("Markdown behind elements of HTML", path)
        position = end
    return "".join([*parts, text[position:]])


def _find_end(text: str, first: re.Match[str]) -> int:
    """Return where the element that begins at `first` ends; behind its tag, if nowhere."""
    depth = 0
    for match in re.compile(rf"<(?P<slash>/?){first['tag']}\b[^<>]*>", re.IGNORECASE).finditer(
        text, first.start()
    ):
        depth += -1 if match["slash"] else 1
        if not depth:
            return match.end()
    return first.end()


def _open_element(region: str) -> str:
    def edge(match: re.Match[str]) -> str:
        tag = re.sub(r"^(</?)p\b", r"\1div", match["tag"], flags=re.IGNORECASE)
        tag = re.sub(r"\s+markdown\s*=\s*(?:[\"'][^\"']*[\"']|\w+)", "", tag, flags=re.IGNORECASE)
        return f"\n\n{tag}\n\n"

    lines = (line.strip() for line in _EDGE.sub(edge, region).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def as_blocks(html: str) -> str:
    """Return HTML whose lines are not indented, so that none is code to a parser of Markdown."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL | re.IGNORECASE)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r"^[ \t]+", "", parts[index], flags=re.MULTILINE)
    return "".join(parts)
