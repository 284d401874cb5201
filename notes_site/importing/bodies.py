"""Conversion of posts' texts: the constructs of other tools become Markdown of this dialect.

A rule is a pattern and what it becomes. Rules of whole texts come first: blocks of code that stand in a tag; then, outside
of code, those of single tags. What has no counterpart stays, and the build tells of it.
"""

import re
from functools import partial

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.captions import number_captions
from notes_site.importing.code import FENCE, SPAN, outside_code
from notes_site.importing.elements import open_elements
from notes_site.importing.escapes import close_emphasis, halve_escapes
from notes_site.importing.fragments import mark_blocks
from notes_site.importing.rules import RULES, apply_rule


def rewrite_body(text: str, path: str, kind: SourceKind, report: ImportReport) -> str:
    """Return the text of a post in Markdown of this dialect.

    Args:
        text: behind the front matter.
        path: of the post, for the report.
        kind: whose rules hold.
        report: told which rule was used how often.
    """
    rules = RULES[kind]
    if kind is SourceKind.QUARTO:
        report.lose("what a code cell gives when it runs", path, len(_CELL.findall(text)))
    if kind is SourceKind.JEKYLL:
        text = _fill_captures(text, path, report)
    for rule in rules:
        if rule.is_of_whole:
            text = apply_rule(rule, text, path, report)
    for rule in rules:
        if not rule.is_of_whole:
            text = outside_code(text, partial(apply_rule, rule, path=path, report=report))
    if kind in {SourceKind.HUGO, SourceKind.FOLDER}:
        text = outside_code(text, partial(_unwrap_shortcodes, path=path, report=report))
    text = outside_code(text, partial(open_elements, path=path, kind=kind, report=report))
    text = outside_code(text, partial(close_emphasis, path=path, report=report))
    if kind in {SourceKind.HEXO, SourceKind.HUGO, SourceKind.JEKYLL}:
        text = outside_code(text, partial(halve_escapes, path=path, report=report))
    text, captions = number_captions(text)
    report.did("captions numbered by hand", path, captions)
    if kind in {SourceKind.OBSIDIAN, SourceKind.FOLDER}:  # a vault may come without its settings
        text, count = mark_blocks(text)
        report.did("ids of blocks", path, count)
    return _unwrap_formulas(text, path, report)  # last: nothing took escapes away within code


_PAIRED = re.compile(
    r"\{\{[<%]\s*(?P<name>[\w/-]+)(?:\s(?:\"[^\"\n]*\"|[^\">%\n])*?)?\s*[>%]\}\}(?P<body>(?:(?!\{\{[<%]\s*(?P=name)\b).)*?)"
    r"\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    re.DOTALL,
)


def _unwrap_shortcodes(text: str, path: str, report: ImportReport) -> str:
    """Leave of shortcodes without a counterpart the text that they stand around."""

    def unwrap(match: re.Match[str]) -> str:
        report.lose(f"shortcode `{match['name']}` around a text", path)
        return f"\n\n{body}\n\n" if "\n" in (body := match["body"].strip("\n")) else body

    while (made := _PAIRED.sub(unwrap, text)) != text:
        text = made
    return text


_CELL = re.compile(r"^[ \t]*`{3,}[ \t]*\{(?:r|python|julia|ojs|bash|sql|stan)\b", re.MULTILINE)
_CAPTURE = re.compile(
    r"\{%-?\s*capture\s+(?P<name>[\w-]+)\s*-?%\}(?P<body>.*?)\{%-?\s*endcapture\s*-?%\}[ \t]*\n?",
    re.DOTALL,
)


def _fill_captures(text: str, path: str, report: ImportReport) -> str:
    """Put texts that a post captures into the tags behind them that name them."""
    while match := _CAPTURE.search(text):
        quoted = '"{}"'.format(" ".join(match["body"].split()).replace('"', "'"))
        head, rest = text[: match.start()], text[match.end() :]
        scope, mark, tail = _split_at(rest, rf"\{{%-?\s*capture\s+{match['name']}\b")
        named = re.compile(rf"(\{{%-?\s*include\b[^%]*?=\s*){match['name']}(?=[\s%])")
        parts = named.split(scope)
        scope = "".join(part + quoted if index % 2 else part for index, part in enumerate(parts))
        text = f"{head}{scope}{mark}{tail}"
        report.did("captured texts", path)
    return text


def _split_at(text: str, pattern: str) -> tuple[str, str, str]:
    """Return `text` before the first match, the match and the rest; all of it where there is none."""
    match = re.search(pattern, text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


_FORMULA_IN_CODE = re.compile(
    r"(?<!`)`(\$[^`$\n]+\$|\$\$(?:(?!\n[ \t]*\n)[^`$])+\$\$|\\begin\{(?P<name>\w+\*?)\}(?:(?!\n[ \t]*\n)[^`])+\\end\{(?P=name)\})`(?!`)"
)


def _unwrap_formulas(text: str, path: str, report: ImportReport) -> str:
    """Take formulas out of code spans where most spans of a note are formulas."""
    formulas = [*_FORMULA_IN_CODE.finditer(text)]
    spans = [match[0] for match in SPAN.finditer(FENCE.sub("", text))]
    is_display = any(match[1].startswith(("$$\\begin", "\\begin", "$$\n")) for match in formulas)
    if len(formulas) < (1 if is_display else 3) or len(formulas) * 2 < len(
        spans
    ):  # one or two may be examples
        return text
    report.did("formulas in code spans", path, len(formulas))
    return _FORMULA_IN_CODE.sub(r"\1", text)
