"""Answers held against what went out."""

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it import MarkdownIt
from msgspec import Struct

from notes_site.text.scripts import HAN
from notes_site.translations.exchange.placeholders import Extract, Fault, extract, restore
from notes_site.translations.exchange.units import Unit

_NONE = "there is no translation; write it here, or import the others by `--partial`"
_STAND_IN = "x"
"""A word in the place of a placeholder, where only the text beside it is looked at."""

_PLACEHOLDER = re.compile(r"⟦[^⟦⟧]*⟧")
_MARKS = ("**", "*", "__", "~~", "==", "`")
_BRACKETS = ("()", "[]", "（）", "「」", "『』", "《》", "【】", "“”")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_QUOTE = re.compile(r">[ \t]?", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:!?](?=[\s{HAN}]|$)|(?<=[{HAN}])\.(?=\s|$)")
_FULL_WIDTH = re.compile(r"(?<=[A-Za-z0-9])[，。；：！？](?=[\sA-Za-z]|$)")
_WIDE_OF = dict(zip(",;:!?.", "，；：！？。", strict=True))


class Checked(Struct, frozen=True):
    """An answer after it was held against its original."""

    text: str
    """With what its placeholders stand for; of use only without faults."""

    faults: tuple[Fault, ...]


def check_answer(  # noqa: PLR0913 - what came back, and what it is held against
    answer: str, unit: Unit, language: str, md: MarkdownIt, *, present: str, allows_order: bool
) -> Checked:
    """Return an answer as Markdown, and what is wrong with it.

    Args:
        answer: as it came back.
        unit: what it translates.
        language: code of the language that it is in.
        md: the parser of the note.
        present: the translation that went out with it, with placeholders; empty where there was none.
        allows_order: whether placeholders may stand in another order than in the original.
    """
    bare = _without_marks(answer.strip(), unit)
    if not bare:
        return Checked("", (Fault(_NONE),))
    text, faults = restore(bare, unit.text, allows_order=allows_order)
    found = [*faults, *_find_faults(bare, text, unit, language, md, present)]
    return Checked(text, tuple(sorted(found, key=lambda fault: fault.line)))


def _without_marks(answer: str, unit: Unit) -> str:
    """Return an answer without the marks of a block that the note has anyway."""
    if unit.kind == "heading":
        return _HEADING.sub("", answer, count=1)
    if unit.kind == "list item":
        return _ITEM.sub("", answer, count=1)
    if unit.kind == "quote":
        return _QUOTE.sub("", answer)
    return answer


def _find_faults(  # noqa: PLR0913, PLR0917 - as `check_answer`
    answer: str, text: str, unit: Unit, language: str, md: MarkdownIt, present: str
) -> Iterator[Fault]:
    if match := _FENCE.search(answer):
        line = answer.count("\n", 0, match.start())
        yield Fault(
            "a code block begins or ends here; take it out, as code stays in the note", line
        )
        return
    if match := re.search(r"\n[ \t]*\n", answer):
        line = answer.count("\n", 0, match.start()) + 1
        yield Fault("an empty line divides this block; join the two parts, or take one out", line)
        return
    if unit.kind in {"table cell", "heading", "title", "description", "excerpt"} and "\n" in answer:
        yield Fault(f"a {unit.kind} is one line; join the lines", 1)
        return
    bare = _PLACEHOLDER.sub(_STAND_IN, answer)
    yield from _find_blocks(bare, unit, md)
    yield from _find_typed(answer, text, unit, md, present)
    yield from _find_halves(bare, unit, md)
    yield from _find_widths(answer, language, present)
    if _is_untranslated(answer, unit, language):
        yield Fault("this is the original; translate it")


def _find_blocks(bare: str, unit: Unit, md: MarkdownIt) -> Iterator[Fault]:
    """Yield a fault where an answer would be another kind of block, or several."""
    if unit.kind in {"heading", "table cell", "title", "description", "excerpt"}:
        if unit.kind == "table cell" and re.search(r"(?<!\\)\|", bare):
            yield Fault("`|` would end the cell; write `\\|`")
        return
    kinds = [token.type for token in md.parse(bare, {}) if token.level == 0 and token.nesting >= 0]
    if kinds and kinds not in (["paragraph_open"], ["figure_open"]):
        kind = kinds[0].removesuffix("_open").replace("_", " ")
        yield Fault(
            f"this would be a {kind} of its own; begin it with a word, or write `\\` before its mark"
        )


def _find_typed(
    answer: str, text: str, unit: Unit, md: MarkdownIt, present: str
) -> Iterator[Fault]:
    """Yield a fault for each formula, code, link or tag that is typed instead of its placeholder.

    Args:
        answer: with placeholders.
        text: the same with what they stand for.
        unit: what it translates.
        md: the parser of the note.
        present: the translation that went out with it.
    """
    allowed = Counter(held.typed for held in unit.text.held)
    allowed += Counter(held.typed for held in extract(_PLACEHOLDER.sub("x", present), md, {}).held)
    for held in extract(text, md, {}).held:
        typed = held.typed.strip()  # of an address: `( /a )`
        if allowed[typed] and typed not in _PLACEHOLDER.sub("", answer):
            allowed[typed] -= 1
            continue
        if present and held.typed in _PLACEHOLDER.sub("", present):
            continue
        line = answer.count("\n", 0, max(answer.find(held.typed), 0))
        numbers = unit.text.numbers().get(held.typed)
        remedy = f"write {held.show(numbers[0])}" if numbers else "take it out"
        what = f"{held.typed} is typed here, where the original has a placeholder or nothing"
        yield Fault(f"{what}; {remedy}", line)


def _find_halves(bare: str, unit: Unit, md: MarkdownIt) -> Iterator[Fault]:
    """Yield a fault for half of a pair of marks or brackets."""
    original = "".join(piece if isinstance(piece, str) else _STAND_IN for piece in unit.text.pieces)
    here, there = _plain(bare, md), _plain(original, md)
    for mark in _MARKS:
        if here.count(mark) > there.count(mark):
            yield Fault(f"`{mark}` has no counterpart; write the other half, or take it out")
            return
    for pair in _BRACKETS:
        opening, closing = pair[0], pair[1]
        if bare.count(opening) != bare.count(closing) and original.count(opening) == original.count(
            closing
        ):
            lone = opening if bare.count(opening) > bare.count(closing) else closing
            yield Fault(f"`{lone}` has no counterpart; write the other half, or take it out")
            return
    if unit.text.held and _emphasis(bare, md) == 0 and _emphasis(original, md) > 1:
        yield Fault("the emphasis of the original is gone; set it again")


def _plain(text: str, md: MarkdownIt) -> str:
    (inline,) = md.parseInline(text, {})
    return "".join(token.content for token in inline.children or () if token.type == "text")


def _emphasis(text: str, md: MarkdownIt) -> int:
    (inline,) = md.parseInline(text, {})
    return sum(token.type in {"em_open", "strong_open"} for token in inline.children or ())


def _find_widths(answer: str, language: str, present: str) -> Iterator[Fault]:
    """Yield a fault for a mark of the other script's width."""
    is_chinese = _is_chinese(language)
    pattern = _HALF_WIDTH if is_chinese else _FULL_WIDTH
    text = _PLACEHOLDER.sub(lambda match: "x" * len(match[0]), answer)
    if pattern.search(present):
        return  # the author's own way
    for match in pattern.finditer(text):
        mark = match[0]
        wide = _WIDE_OF if is_chinese else {value: key for key, value in _WIDE_OF.items()}
        line = text.count("\n", 0, match.start())
        script = "Chinese" if is_chinese else "Latin"
        yield Fault(f"`{mark}` stands behind {script} text; write `{wide[mark]}`", line)
        return


def _is_chinese(language: str) -> bool:
    return language.lower().startswith("zh")


def _is_untranslated(answer: str, unit: Unit, language: str) -> bool:
    shown = unit.text.show()
    foreign = "[A-Za-z]{3,}" if _is_chinese(language) else rf"[A-Za-z]{{3,}}|[{HAN}]"
    words = re.findall(foreign, _PLACEHOLDER.sub(" ", shown))
    return len(words) > 3 and " ".join(answer.split()) == " ".join(shown.split())  # noqa: PLR2004 - names stay as they are


def shows(text: Extract, original: Extract) -> str:
    """Return a present translation as it goes out: with the placeholders of its original."""
    return text.show(original.numbers())
