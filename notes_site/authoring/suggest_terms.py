"""Terms that notes in two languages suggest, for their author to accept."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notes_site.authoring.note_pairs import NotePair, SiteNotes
from notes_site.config import SiteConfig
from notes_site.text.scripts import HAN
from notes_site.translations.exchange.units import Unit
from notes_site.translations.terms import read_terms

_EXPLAINED = re.compile(
    f"(?P<han>[{HAN}]{{2,12}})"
    "[*_]{0,2} ?[（(] ?[*_]{0,2}(?P<latin>[A-Za-z][A-Za-z -]{2,40}[A-Za-z])[*_]{0,2} ?[)）]"
)
"""`注意力（attention）`"""

_EMPHASISED = re.compile(
    r"(?<![*_A-Za-z0-9])[*_]{1,2}(?P<text>[^*_\n]{2,40})[*_]{1,2}(?![*_A-Za-z0-9])"
)
_HAN = re.compile(f"[{HAN}]+")
_LATIN = re.compile(r"[A-Za-z][A-Za-z -]*[A-Za-z]")
_LONGEST_HEADING = 24
"""Characters: a longer heading is a sentence."""

_LEADING = re.compile(
    "^(?:又是|也是|就是|一种|一个|这种|这个|称为|叫做|叫作|所谓|即|的|和|与|或|是|为|在|用|将|把|被|由|对|及)+"
)


class SuggestedTerm(Struct, frozen=True, kw_only=True):
    """Two words that stand for each other."""

    words: tuple[tuple[str, str], ...]
    """Code of a language, and the word."""

    count: int
    """How often they were found together."""

    place: str
    """Where first."""


def suggest_terms(config: SiteConfig, most: int) -> list[SuggestedTerm]:
    """Return pairs of words that are not in `terms.yaml`, the most frequent first.

    They come from explanations such as `注意力（attention）`, from headings, and from words that are
    emphasised in the same block of both notes.
    """
    codes = [language.code for language in config.languages]
    known = {
        word.casefold()
        for term in read_terms(config.folder, codes)
        for word in (*(word for _, word in term.words), *term.aliases)
    }
    counts: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    first: dict[tuple[tuple[str, str], tuple[str, str]], str] = {}
    for pair in SiteNotes(config).pairs():
        for one, other, place in _find_pairs(pair):
            if one[1].casefold() in known or other[1].casefold() in known:
                continue
            key = (one, other) if codes.index(one[0]) < codes.index(other[0]) else (other, one)
            counts[key] += 1
            first.setdefault(key, place)
    best: dict[tuple[str, str], int] = {}
    for (one, other), count in counts.items():
        for word in (one, other):
            best[word] = max(best.get(word, 0), count)
    # A word has one counterpart: the one that it stands with most often.
    chosen = [
        SuggestedTerm(words=key, count=count, place=first[key])
        for key, count in counts.items()
        if count == best[key[0]] == best[key[1]] and count > 1
    ]
    return sorted(chosen, key=lambda term: (-term.count, term.words))[:most]


Word = tuple[str, str]
"""Code of its language, and the word."""


def _find_pairs(pair: NotePair) -> Iterator[tuple[Word, Word, str]]:
    """Yield two words of two languages, and where they stand."""
    source, target = pair.original.source, pair.target
    for note in filter(None, (pair.original, pair.translation)):
        code = note.source.language
        other = target if code == source.language else source.language
        for unit in note.units:
            for match in _EXPLAINED.finditer(_text(unit)):
                han = _LEADING.sub("", match["han"])
                if len(han) > 1:
                    place = str(note.source.place(unit.line))
                    yield (code, han), (other, match["latin"].lower()), place
    for index, partner in pair.partners.items():
        unit = pair.original.units[index]
        place = str(source.place(unit.line))
        for left, right in _aligned_words(unit, partner):
            yield (source.language, left), (target, right), place


def _aligned_words(unit: Unit, partner: Unit) -> Iterator[tuple[str, str]]:
    texts = _text(unit), _text(partner)
    if unit.kind == "heading" and all(len(text) <= _LONGEST_HEADING for text in texts):
        yield from _as_words(*texts)
        return
    found: Sequence[list[str]] = [
        [match["text"].strip() for match in _EMPHASISED.finditer(text)] for text in texts
    ]
    if len(found[0]) == len(found[1]):
        for left, right in zip(*found, strict=True):
            yield from _as_words(left, right)


def _as_words(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Yield two texts as words if one is Chinese and the other is not."""
    left, right = left.strip(), right.strip()
    if _HAN.fullmatch(left) and _LATIN.fullmatch(right):
        yield left, right.lower()
    elif _LATIN.fullmatch(left) and _HAN.fullmatch(right):
        yield left.lower(), right


def _text(unit: Unit) -> str:
    return "".join(piece if isinstance(piece, str) else "\0" for piece in unit.text.pieces)


def count_uses(config: SiteConfig) -> dict[int, int]:
    """Return line of a term in `terms.yaml` → in how many notes one of its words stands."""
    codes = [language.code for language in config.languages]
    terms = read_terms(config.folder, codes)
    uses: Counter[int] = Counter()
    for pair in SiteNotes(config).pairs():
        for note in filter(None, (pair.original, pair.translation)):
            text = note.source.text.casefold()
            for term in terms:
                word = term.word(note.source.language).casefold()
                uses[term.line] += bool(word) and word in text
    return dict(uses)
