"""Anchors in the texts of a note, and which of them a translation may leave out."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from notes_site.model import Anchor, AnchorKind, BlockKind
from notes_site.translations.align import AlignedPair, anchor_key
from notes_site.translations.compared_note import ComparedNote
from notes_site.translations.tex import formula_tokens, parts_of, without_words

_LONG_FORMULA = 4
"""Tokens from which an inline formula is missed where it is not; shorter ones are often a word
in the other language, or said twice."""

_HOST_LANGUAGE = re.compile(r"^(?:www|[a-z]{2}(?:-[a-z]+)?)\.(?=[^.]+\.)")


class Found(NamedTuple):
    """An anchor, and the pair of blocks in one of which it stands."""

    anchor: Anchor
    pair: AlignedPair
    key: tuple[AnchorKind, object]
    """Equal for two that say the same."""

    @property
    def kind(self) -> AnchorKind:
        """Kind of the anchor."""
        return self.anchor.kind

    @property
    def tokens(self) -> tuple[str, ...]:
        """Of a formula."""
        return formula_tokens(self.anchor.text)

    def is_beside(self, other: "Found") -> bool:
        """Tell whether both stand in blocks that belong together."""
        return self.pair is other.pair


class NoteAnchors(Struct, frozen=True):
    """Anchors of a whole note, wherever they stand in it."""

    formulas: str
    """All formulas' tokens, one formula a line."""

    keys: frozenset[object]

    labels: frozenset[str]

    def has_formula(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether the note has a formula: by itself, within a longer one, or in pieces."""
        return _joined(tokens) in self.formulas or all(
            _joined(part) in self.formulas for part in parts_of(tokens)
        )

    def has(self, found: Found) -> bool:
        """Tell whether the note has an anchor of the other one, or may do without it."""
        if found.kind is AnchorKind.FORMULA:
            tokens = found.tokens
            has_letters = any(token.isalpha() for token in tokens)
            return len(tokens) < _LONG_FORMULA or not has_letters or self.has_formula(tokens)
        if found.kind is AnchorKind.REFERENCE and found.anchor.text not in self.labels:
            return True  # which is reported where the label is missing
        return found.key in self.keys


def collect_anchors(side: ComparedNote) -> NoteAnchors:
    """Return the anchors of a whole note."""
    blocks = side.blocks
    anchors = [each for block in blocks for each in block.anchors]
    as_formulas = {AnchorKind.FORMULA, AnchorKind.CODE}  # `f(x)` may be either
    formulas = [each.text for each in anchors if each.kind in as_formulas]
    formulas += [block.content for block in blocks if block.kind is BlockKind.FORMULA]
    return NoteAnchors(
        "\n".join(_joined(formula_tokens(tex)) for tex in formulas),
        frozenset(
            (
                kind,
                (kind is AnchorKind.LINK and side.article(text)) or anchor_key(kind, text),
            )
            for kind, text, _ in anchors
        ),
        frozenset(label for block in blocks for label in block.labels),
    )


def once(found: Iterable[Found]) -> dict[object, Found]:
    """Return the first of each key."""
    first: dict[object, Found] = {}
    for each in found:
        first.setdefault(each.key, each)
    return first


def drop_pieces(found: dict[object, Found], known: NoteAnchors) -> None:
    """Take formulas away that the other note says in pieces, or as a piece."""
    for key in [
        key
        for key, each in found.items()
        if each.kind is AnchorKind.FORMULA
        and len(each.tokens) > 1
        and known.has_formula(each.tokens)
    ]:
        del found[key]


def drop_localised(lefts: dict[object, Found], rights: dict[object, Found]) -> None:
    """Take links away that lead to one site on both sides, as to either language's Wikipedia."""
    sites = [{_site(each) for each in found.values()} for found in (lefts, rights)]
    both = (sites[0] & sites[1]) - {""}
    for found in (lefts, rights):
        for key in [key for key, each in found.items() if _site(each) in both]:
            del found[key]


def _site(found: Found) -> str:
    """Return the host that a link leads to, without a language before it; empty for no such."""
    if found.kind is not AnchorKind.LINK or "://" not in found.anchor.text:
        return ""
    host = found.anchor.text.split("://", 1)[1].split("/", 1)[0].casefold()
    return _HOST_LANGUAGE.sub("", host)


def _joined(tokens: tuple[str, ...]) -> str:
    return f" {' '.join(without_words(tokens))} "
