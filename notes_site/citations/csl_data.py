"""CSL-JSON items of bibliography entries, and CSL output as Markdown.

CSL knows plain text: it changes capitals, sets marks and cuts names. So what is no plain text is
held back: a formula, an address or a mark of type is one character of Unicode's private area on
its way through CSL, and becomes Markdown behind it.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from notes_site.citations.entry import Entry, Name
from notes_site.citations.latex import escape_markdown
from notes_site.citations.shown import web_address

TAGS = {
    "em": "\ue000\ue001",
    "strong": "\ue002\ue003",
    "sup": "\ue004\ue005",
    "sub": "\ue006\ue007",
}
"""Element of HTML → the characters that begin and end it."""

AUTHOR = "\ue010"
"""Stands for the authors of a work where a citation does not name them."""

OTHERS = "\ue011"
"""Stands for the authors behind `and others`."""

NUMBER = "\ue012"
"""Stands for the number in the list, which has it anyway."""

AS_TYPED = "\ue015"
"""Stands before a place in a work that is shown as it is typed, without the word that CSL has."""

CAPITAL = "\ue016"
"""Stands before a letter that is to be a capital."""

END = "\ue013"
"""Ends what leads to a work; `opening` begins it."""

_HYPHEN = "\ue014"
"""The hyphen of `Wen-tau`, whose second part is no initial."""

_FIRST_OPENING = 0xE100
_FIRST_HELD = 0xE400
_LAST_HELD = 0xF8FF
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_OPENING = re.compile("[\ue100-\ue3ff]")
_STARTS = {pair[0]: f"<{tag}>" for tag, pair in TAGS.items()}
_ENDS = {pair[1]: f"</{tag}>" for tag, pair in TAGS.items()}
_CLOSING = "".join(_ENDS)

_MARKDOWN = re.compile(
    r"""
      (?P<formula>\$(?:\\.|[^\\$])+\$)
    | (?P<strong>\*\*) | (?P<em>\*)
    | \[(?P<text>[^\]]*)\]\(<[^<>]*>\)
    | \\(?P<escaped>[^\w\s])
    | &\#(?P<code>9[13]);
    | (?P<plain>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "book": "book",
    "booklet": "pamphlet",
    "proceedings": "book",
    "collection": "book",
    "manual": "report",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "unpublished": "manuscript",
    "online": "webpage",
    "electronic": "webpage",
    "software": "software",
    "dataset": "dataset",
    "patent": "patent",
}
"""Type of BibTeX → of CSL."""

_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
_LABELS = {
    "page": r"pp?\.|pages?|页",
    "section": r"secs?\.|sections?|§§?|节",
    "chapter": r"ch(?:ap)?s?\.|chapters?|章",
    "figure": r"figs?\.|figures?|图",
    "paragraph": r"paras?\.|¶",
    "line": r"ll?\.|lines?|行",
    "volume": r"vols?\.|卷",
    "part": r"pts?\.|parts?",
}
"""What a place in a work is to CSL → how it begins or, in Chinese, ends."""


FIELDS = frozenset(
    (
        "title", "author", "editor", "issued", "year-suffix", "container-title", "collection-title",
        "volume", "issue", "number", "edition", "chapter-number", "page", "publisher",
        "publisher-place", "genre", "DOI", "URL", "language", "locator", "citation-number",
    )
)  # fmt: skip
"""Variables of CSL that an entry or a citation may have."""


class Cited(Struct, frozen=True, kw_only=True):
    """A work in a citation, as CSL wants it."""

    data: Mapping[str, Any]
    """As `entry_data` makes it."""

    number: object
    """In the list."""

    prefix: str = ""
    suffix: str = ""
    locator: tuple[str, str] | None = None
    """What it is to CSL, and its number."""


class Held:
    """Pieces of Markdown that are one character each on their way through CSL."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def hold(self, markdown: str) -> str:
        """Return the character that stands for a piece of Markdown."""
        number = _FIRST_HELD + len(self._pieces)
        if number > _LAST_HELD:  # no citation has thousands of formulas
            return ""
        self._pieces.append(markdown)
        return chr(number)

    def find(self, character: str) -> str | None:
        """Return the Markdown that a character stands for; None for one of the text."""
        index = ord(character) - _FIRST_HELD
        return self._pieces[index] if 0 <= index < len(self._pieces) else None


def opening(index: int) -> str:
    """Return the character that begins what leads to the work with this index."""
    return chr(_FIRST_OPENING + index)


def split_locator(suffix: str) -> tuple[str, str] | None:
    """Return what a place in a work is to CSL, and its number: `p. 3`, `第 3 章`; None for others."""
    for label, words in _LABELS.items():
        match = re.fullmatch(rf"(?:{words})\s*(?P<at>[\dIVXivx][\w.,–-]*)", suffix) or re.fullmatch(
            rf"第\s*(?P<at>[\d一二三四五六七八九十]+(?:\.\d+)*)\s*(?:{words})", suffix
        )
        if match:
            return label, match["at"]
    return None


def is_chinese(entry: Entry) -> bool:
    """Tell whether a work is in Chinese, by those who wrote it or its title."""
    people = entry.authors or entry.editors
    if people:
        return people[0].is_chinese
    return any("\u4e00" <= character <= "\u9fff" for character in entry.title)


def entry_data(entry: Entry, letter: str, held: Held) -> dict[str, Any]:
    """Return an entry as CSL JSON has it.

    Args:
        entry: a work.
        letter: stands behind its year.
        held: takes what is no plain text.

    Rule: CSL 1.0.2, Appendix III and IV; arXiv's papers as Zotero has them.
    """
    is_preprint = bool(entry.arxiv) and _is_nowhere_else(entry)
    kind = "article" if is_preprint else _KINDS.get(entry.kind, "")
    is_article = kind == "article-journal"
    url = web_address(entry.url) or (
        f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv and not entry.doi else ""
    )
    if entry.doi and url.endswith(entry.doi):
        url = ""
    container = "" if is_preprint else _text(entry.container, held)
    series = _text(entry.series, held)
    if kind == "report":  # what it is part of is a series
        container, series = "", series or container
    data: dict[str, Any] = {
        "type": kind or ("webpage" if url and not container else "document"),
        "title": _as_written(_text(entry.title, held)),
        "author": _names(entry.authors, held, has_others=entry.has_others),
        "editor": _names(entry.editors, held),
        "issued": _date(entry, letter),
        "year-suffix": letter,
        "container-title": _as_written(container),
        "collection-title": _as_written(series),
        "volume": _text(entry.volume, held),
        "issue" if is_article else "number": _text(entry.number, held),
        "edition": _ordinal(_text(entry.edition, held)),
        "chapter-number": _text(entry.chapter, held),
        "page": _text(entry.pages, held),
        "publisher": _as_written(_text(entry.publisher, held)),
        "publisher-place": _text(entry.address, held),
        "genre": _GENRES.get(entry.kind, ""),
        "DOI": _link(entry.doi, f"https://doi.org/{entry.doi}", held),
        "URL": _link(url, url, held),
        "language": "zh" if is_chinese(entry) else "en",
    }
    if is_preprint:
        data["publisher"] = data["publisher"] or _as_written("arXiv")
        data["number"] = data["number"] or _as_written(f"arXiv:{entry.arxiv}")
    return {name: value for name, value in data.items() if value}


def _is_nowhere_else(entry: Entry) -> bool:
    """Tell whether a paper of arXiv has appeared nowhere else; `journal` often says `arXiv preprint`."""
    if entry.kind not in {"article", "misc", "online", "unpublished", "techreport"}:
        return False
    return (
        not entry.container or re.match(r"arxiv|corr\b", entry.container, re.IGNORECASE) is not None
    )


def anonymous(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of a work that is cited without its authors."""
    kept = {"type", "issued", "year-suffix", "language"}
    return {
        **{name: value for name, value in data.items() if name in kept},
        "title": AUTHOR,
        "author": [{"literal": AUTHOR}],
    }


def sortable(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data whose texts stand in the order of names: no accents, Chinese by pinyin."""

    def fold(value: object) -> object:
        if isinstance(value, str):
            return _fold(value.replace(_NO_CASE, "").replace(_NO_CASE_END, ""))
        if isinstance(value, list):
            return [fold(each) for each in value]
        return {k: fold(v) for k, v in value.items()} if isinstance(value, dict) else value

    kept = {"type", "issued", "language"}
    return {name: value if name in kept else fold(value) for name, value in data.items()}


def _fold(text: str) -> str:
    """Return a text whose characters sort as their words do in a list.

    Rule: GB 2312 has the common characters by pinyin, and GB 18030 the same bytes.
    """
    folded = ""
    for character in unicodedata.normalize("NFKD", text.casefold()):
        if "\u4e00" <= character <= "\u9fff":
            code = character.encode("gb18030")
            folded += chr(0xF0000 + int.from_bytes(code[:2], "big"))
        elif not unicodedata.combining(character):
            folded += character
    return folded


_NO_CASE = '<span class="nocase">'
_NO_CASE_END = "</span>"


def _as_written(text: str) -> str:
    """Return a title whose capitals CSL leaves: which are names, the file does not say for certain."""
    return f"{_NO_CASE}{text}{_NO_CASE_END}" if text else ""


def _text(markdown: str, held: Held) -> str:
    """Return a text of an entry with what is no plain text held back."""
    markdown = _PRIVATE.sub("", markdown)
    is_open = {"em": False, "strong": False}
    parts = []
    for match in _MARKDOWN.finditer(markdown):
        kind = match.lastgroup
        if kind == "formula":
            parts.append(held.hold(match[0]))
        elif kind in is_open:
            parts.append(TAGS[kind][is_open[kind]])
            is_open[kind] = not is_open[kind]
        elif kind == "code":
            parts.append(chr(int(match["code"])))
        else:
            parts.append(match["text"] or match["escaped"] or match["plain"] or "")
    return "".join(parts)


def _link(text: str, address: str, held: Held) -> str:
    target = web_address(address)
    return held.hold(f"[{escape_markdown(text)}](<{target}>)") if text and target else ""


def _names(
    names: tuple[Name, ...], held: Held, *, has_others: bool = False
) -> list[dict[str, str]]:
    people = []
    for name in names:
        parts = {
            "family": name.family,
            "given": name.given,
            "non-dropping-particle": name.particle,
            "suffix": name.suffix,
        }
        if name.is_chinese or not name.given:
            parts = {"literal": name.full}  # without a blank, nor letters for the given name
        shown = {part: _text(text, held) for part, text in parts.items() if text}
        if "given" in shown:
            shown["given"] = re.sub(r"-(?=[a-z])", _HYPHEN, shown["given"])
        people.append(shown)
    return [*people, *([{"literal": OTHERS}] if has_others and people else [])]


def _date(entry: Entry, letter: str) -> dict[str, Any]:
    if not entry.year.isdecimal():
        return {"literal": f"{entry.year}{letter}"} if entry.year else {}
    month = [int(entry.month)] if entry.month.isdecimal() and 1 <= int(entry.month) <= 12 else []  # noqa: PLR2004 - months
    return {"date-parts": [[int(entry.year), *month]]}


def _ordinal(edition: str) -> str:
    """Return `3` for `3rd`, `Third`: a style says it in its own way."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    if edition.casefold() in words:
        return str(words.index(edition.casefold()) + 1)
    match = re.fullmatch(
        r"(\d+)(?:st|nd|rd|th)?(?:\s+(?:ed\.?|edition))?|第?\s*(\d+)\s*版", edition
    )
    return (match[1] or match[2]) if match else edition


def tidy(text: str, others: str, *, takes_in_marks: bool) -> str:
    """Return what CSL has written without what is there twice or belongs elsewhere.

    Args:
        text: with the characters of this module.
        others: says that there are more authors, `et al.`
        takes_in_marks: True where a comma or full stop behind a quotation stands in it.

    Rule: what citeproc-js does and CSL leaves open; `punctuation-in-quote` of CSL 1.0.2.
    """
    text = re.sub(rf"{CAPITAL}(\W*\w?)", lambda match: match[1].upper(), text)
    text = re.sub(rf"\w*\s*{AS_TYPED}", "", text.replace(_HYPHEN, "-"))
    text = re.sub(rf"[\s,，、]*(?:(?:and|&|和|与)\s+)?(?:…\s*)?{OTHERS}", f", {others}", text)
    if takes_in_marks:
        text = re.sub(rf"(?<![?!.])([{_CLOSING}]*[”’])([.,])", r"\2\1", text)
        text = re.sub(rf"(?<=[?!.])([{_CLOSING}]*[”’])\.", r"\1", text)
    text = re.sub(rf"(?<=[?!.])([{_CLOSING}”’]*)\.(?!\.)", r"\1", text)
    text = re.sub(r"([,;:，；：])\s*(?=\1)", "", text)
    return re.sub(r"https?://(?:dx\.)?doi\.org/(?=[\ue400-\uf8ff])", "", text)


def to_markdown(text: str, held: Held) -> str:
    """Return what CSL has written, with the characters of this module, as Markdown."""
    parts: list[str] = []
    for piece in re.split(r"([\ue000-\uf8ff])", text):
        if not _PRIVATE.fullmatch(piece):
            parts.append(escape_markdown(piece))
        elif piece in _STARTS or piece in _ENDS:
            parts.append(_STARTS.get(piece) or _ENDS[piece])
        else:
            parts.append(held.find(piece) or "")
    return "".join(parts)


def split_links(text: str) -> list[tuple[int | None, str]]:
    """Return a citation in pieces: the index of the work that each leads to, and its text."""
    pieces: list[tuple[int | None, str]] = []
    position = 0
    for match in _OPENING.finditer(text):
        end = text.find(END, match.end())
        pieces.append((None, text[position : match.start()]))
        pieces.append((ord(match[0]) - _FIRST_OPENING, text[match.end() : end]))
        position = end + 1
    return [*pieces, (None, text[position:])]
