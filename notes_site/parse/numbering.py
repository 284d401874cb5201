"""Numbers of blocks, and the labels by which links name them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from notes_site.config.numbers import TheoremNumbers
from notes_site.model import Label, LabelKind
from notes_site.parse.text import plain_text
from notes_site.parse.theorems import OWN_COUNT
from notes_site.parse.token_values import BLOCK_KIND, BLOCK_NUMBER, IS_NUMBERED, REFUSED

_FIGURES = {"table": LabelKind.TABLE, "listing": LabelKind.LISTING}


def number_blocks(tokens: Sequence[Token], theorems: TheoremNumbers) -> None:
    """Give each numbered block its `BLOCK_NUMBER`; figures have theirs already.

    An `id` that stands at another block too is refused.
    """
    counts: Counter[str] = Counter()
    for token in tokens:
        kind = BLOCK_KIND.find(token) or ""
        if token.type == "theorem_open":
            if not IS_NUMBERED.of(token):
                BLOCK_NUMBER.put_on(token, 0)
                continue
            if theorems is TheoremNumbers.TOGETHER and kind not in OWN_COUNT:
                kind = "theorem"
        elif token.type == "figure_open" and kind in _FIGURES:
            if not BLOCK_NUMBER.is_on(token):
                continue
        elif token.type != "algorithm_open" or not IS_NUMBERED.of(token):
            continue
        counts[kind] += 1
        BLOCK_NUMBER.put_on(token, counts[kind])
    first: set[str] = set()
    for token in tokens:
        given = str(token.attrs.get("id", ""))
        if given and token.type in {"theorem_open", "figure_open", "algorithm_open"}:
            if given in first and not REFUSED.is_on(token):
                text = f"the id `{given}` stands at another block too; rename one"
                REFUSED.put_on(token, text)
            first.add(given)
        elif given and token.type == "heading_open":
            first.add(given)


def find_labels(tokens: Sequence[Token], first_line: int) -> Iterator[tuple[str, Label]]:
    """Yield the `id` of each block that has one, with what a link says of it."""
    title = ""
    for index, (token, following) in enumerate(pairwise(tokens)):
        if "id" not in token.attrs:
            continue
        title = ""
        number = str(BLOCK_NUMBER.find(token) or "")
        match token.type:
            case "heading_open":
                kind, title, number = LabelKind.SECTION, plain_text(following.children or []), ""
            case "theorem_open":
                kind = LabelKind(BLOCK_KIND.of(token))
                title = tokens[index + 2].content
            case "figure_open":
                kind = _FIGURES.get(BLOCK_KIND.find(token) or "", LabelKind.FIGURE)
            case "algorithm_open":
                kind = LabelKind.ALGORITHM
            case _:
                continue
        line = first_line + (token.map or [0])[0]
        yield str(token.attrs["id"]), Label(kind=kind, number=number, name=title, line=line)
