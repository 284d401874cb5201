"""Terms of both languages: `terms.yaml`, and whether translations keep to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from notes_site.errors import ConfigError, Place, Problem, SourceError, by_place, decode
from notes_site.inputs import TERMS
from notes_site.model import BlockKind
from notes_site.text.patterns import lazy_pattern
from notes_site.text.scripts import HAN
from notes_site.translations.align import AlignedPair
from notes_site.translations.compared_note import ComparedNote
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from notes_site.yaml.yaml_map import YamlMap

_SKIPPED = {BlockKind.CODE, BlockKind.FORMULA, BlockKind.HTML, BlockKind.RULE, BlockKind.FIGURE}
_NO_WORDS = lazy_pattern(
    r"\$\$.*?\$\$|\$[^$\n]+\$|`+[^`]*`+|\]\([^)]*\)|https?://\S+|<[^>]+>|\b[A-Za-z]+_[A-Za-z0-9_-]+",
    re.DOTALL,
)
_HAN = re.compile(f"[{HAN}]")
_ENDINGS = r"(?:s|es|ed|d|ing|'s|’s)?"
"""Of English words: a plural, a past tense, a participle."""

_ALIKE = 88.0
"""Of 100, in RapidFuzz: above it two words are spellings of one, as `normalisation` and `normalization`."""

_SHORTEST_STEM = 3
_SUFFIX = re.compile(r"(?:(?<=iz)ation|(?<=is)ation|(?<=at)ion|ing|e|y)$", re.IGNORECASE)
"""What words of English lose before another ending: generaliz-ation, fine-tun-ing."""

_DOUBLED = re.compile(r"([bdgmnprt])\1$")

_MASK = "\0"


class Term(Struct, frozen=True, kw_only=True):
    """One thing, and what it is called."""

    words: tuple[tuple[str, str], ...]
    """Code of a language, and the word for it."""

    aliases: tuple[str, ...] = ()
    """Other words for it, in any language; the main one is wanted."""

    is_kept: bool = False
    """Whether it is the same word in all languages: `Transformer`."""

    note: str = ""
    line: int = 0
    """Of `terms.yaml`, 1-based."""

    def word(self, language: str) -> str:
        """Return the word in a language; empty where there is none."""
        return next((word for code, word in self.words if code == language), "")


def read_terms(folder: Path, languages: Sequence[str]) -> tuple[Term, ...]:
    """Return the terms of the site in `folder`; none where it has no `terms.yaml`.

    Raises:
        ConfigError: all the mistakes in it.
    """
    file = folder / TERMS
    if not file.is_file():
        return ()
    document = YamlDocument(path=TERMS, first_line=0)
    try:
        text = decode(file.read_bytes(), TERMS)
        listed = parse_yaml_map(f"terms:\n{text}", document).maps("terms", short="keep")
        terms = tuple(_read_term(each, languages) for each in listed)
        _report_doubles(listed, terms)
        document.finish()
    except SourceError as error:
        raise ConfigError(by_place(error.problems)) from error
    return terms


def _read_term(given: YamlMap, languages: Sequence[str]) -> Term:
    kept = given.text("keep")
    words = {code: word for code in languages if (word := given.text(code) or kept)}
    if len(words) < 2:  # noqa: PLR2004 - both languages
        example = ", ".join(f"{code}: …" for code in languages[:2])
        given.report(
            next(iter(words), "keep"),
            f"a term has a word in two languages; write {{{example}}}, or {{keep: …}} for one that stays",
        )
    term = Term(
        words=tuple(words.items()),
        aliases=given.texts("aliases"),
        is_kept=bool(kept),
        note=given.text("note"),
        line=given.start.line,
    )
    given.reject_unread([*languages, "keep", "aliases", "note"])
    return term


def _report_doubles(listed: Sequence[YamlMap], terms: Sequence[Term]) -> None:
    """Report a word that two terms have."""
    seen: dict[tuple[str, str], int] = {}
    for given, term in zip(listed, terms, strict=True):
        for code, word in term.words:
            first = seen.setdefault((code, word.casefold()), term.line)
            if first != term.line:
                text = f"`{word}` is a term at line {first} already; make one of both, or write another word"
                given.report("keep" if term.is_kept else code, text)


def find_strays(
    left: ComparedNote, right: ComparedNote, pairs: Iterable[AlignedPair], terms: Sequence[Term]
) -> Iterator[Problem]:
    """Yield a warning for each block whose counterpart calls a term otherwise than `terms` does.

    A longer term counts before one that it holds: 自注意力 is no 注意力. English words may be inflected, and spelt otherwise.
    """
    if not terms:
        return
    for pair in pairs:
        if not pair.left or not pair.right:
            continue
        if (
            {pair.left.kind, pair.right.kind} & _SKIPPED
            or pair.left.is_allowed
            or pair.right.is_allowed
        ):
            continue
        texts = left.text(pair.left), right.text(pair.right)
        found = tuple(
            _find_terms(_NO_WORDS.sub(" ", text), side.language, terms)
            for text, side in zip(texts, (left, right), strict=True)
        )
        sides = ((left, pair.left), (right, pair.right))
        for here, there in ((0, 1), (1, 0)):
            side, block = sides[there]
            other, other_block = sides[here]
            for index in sorted(found[here]):
                term = terms[index]
                word, wanted = term.word(other.language), term.word(side.language)
                if not word or not wanted or found[here][index]:
                    continue
                alias = found[there].get(index)
                if alias is None and not _is_spelt(texts[there], wanted):
                    means = "stays as it is" if term.is_kept else f"is `{wanted}`"
                    where = other.place(other_block.first_line)
                    what = f"{where} says `{word}`, which {means} by {TERMS}:{term.line}"
                    yield _stray(side.place(block.first_line), f"{what}; say so here too")
                elif (alias and here == 0) or alias:
                    what = f"`{alias}` is called `{wanted}` by {TERMS}:{term.line}"
                    yield _stray(side.place(block.first_line), f"{what}; write that")


def terms_in(text: str, language: str, terms: Sequence[Term]) -> list[Term]:
    """Return the terms that a text in `language` has a word of, in their order."""
    found = _find_terms(_NO_WORDS.sub(" ", text), language, terms) if terms else {}
    return [terms[index] for index in sorted(found)]


def _stray(place: Place, text: str) -> Problem:
    return Problem(place=place, kind="terms", text=text, is_warning=True)


def _find_terms(text: str, language: str, terms: Sequence[Term]) -> dict[int, str]:
    """Return index of each term in `text` → empty for its word, or the alias that stands for it."""
    found: dict[int, str] = {}
    for word, index, is_alias in _words(tuple(terms), language):
        pattern = _pattern(word)
        if pattern.search(text):
            if not is_alias or index not in found:
                found[index] = word if is_alias else ""
            text = pattern.sub(_MASK, text)
    return found


def find_uses(text: str, language: str, terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """Yield start and end of each main word of `terms` in a text, and the index of its term.

    A longer word counts before one that it holds.
    """
    pattern = _main_words(tuple(terms), language)
    for match in pattern.finditer(text) if pattern else ():
        yield match.start(), match.end(), int((match.lastgroup or "t0")[1:])


@cache
def _main_words(terms: tuple[Term, ...], language: str) -> re.Pattern[str] | None:
    """Return what finds the main words, each in a group named for the index of its term."""
    words = [(word, index) for word, index, is_alias in _words(terms, language) if not is_alias]
    groups = (f"(?P<t{index}>{_pattern(word).pattern})" for word, index in words)
    return re.compile("|".join(groups), re.IGNORECASE) if words else None


@cache
def _words(terms: tuple[Term, ...], language: str) -> tuple[tuple[str, int, bool], ...]:
    """Return word, index of its term, and whether it is an alias; the longest first."""
    words = [
        (word, index, is_alias)
        for index, term in enumerate(terms)
        for word, is_alias in (
            *([(term.word(language), False)] if term.word(language) else []),
            *((alias, True) for alias in term.aliases),
        )
    ]
    return tuple(sorted(words, key=lambda word: (-len(word[0]), word[2])))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds `word` in a text: Chinese anywhere, others as words, with their endings."""
    if _HAN.search(word):
        return re.compile(re.escape(word))
    parts = [re.escape(part) for part in re.split(r"[\s-]+", word)]
    last = re.sub(r"(?:e|y)$", "(?:e|y|i|ie)?", parts[-1]) if len(parts[-1]) > 3 else parts[-1]  # noqa: PLR2004 - `key` is no stem
    joined = r"[\s-]*".join([*parts[:-1], last])
    return re.compile(rf"(?<!\w){joined}{_ENDINGS}(?!\w)", re.IGNORECASE)


def _stem(word: str) -> str:
    """Return what all words derived from an English one begin with: `overfit` for `overfitting`."""
    stem = _SUFFIX.sub("", word)
    return _DOUBLED.sub(r"\1", stem) if word.endswith("ing") else stem


@cache
def _short_pattern(word: str) -> re.Pattern[str]:
    """Return what finds words derived from a Latin one, as `tokenize`, and its initials, as `RNN`."""
    parts = re.split(r"[\s-]+", word)
    stem = _stem(parts[-1])
    forms = []
    if len(stem) >= _SHORTEST_STEM:
        joined = r"[\s-]*".join(map(re.escape, [*parts[:-1], stem]))
        forms.append(rf"(?i:{joined}\w*)")
    if len(parts) > 1:
        forms.append(re.escape("".join(part[0] for part in parts).upper()) + "s?")
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)")


def _is_spelt(text: str, word: str) -> bool:
    """Tell whether a word stands in `text` spelt a little otherwise, derived from, or by its initials."""
    if _HAN.search(word):
        return False
    if _short_pattern(word).search(text):
        return True
    from rapidfuzz.fuzz import ratio

    parts = len(word.split())
    words = re.findall(r"[\w'-]+", text)
    return any(
        ratio(word.lower(), " ".join(words[start : start + parts]).lower()) > _ALIKE
        for start in range(len(words) - parts + 1)
    )
