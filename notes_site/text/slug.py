"""Parts of addresses and `id`s made of a text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_BLANKS = re.compile(r"[\s/\u2010-\u2015]+")
_DASHES = re.compile(r"-{2,}")


@cache
def slug(text: str) -> str:
    """Return `text` as a part of an address: `Actor–Critic 方法` → `actor-critic-方法`.

    Letters, digits and their marks stay, of every script, in lower case and NFC; blanks
    and dashes become `-`; everything else goes. The result may be empty.

    Rule: the anchors of GitHub's headings, but for runs of `-`, which become one.
    """
    return _DASHES.sub("-", "".join(_kept(fold(text)))).strip("-")


@cache
def fold(text: str) -> str:
    """Return what is equal for two writings of one name: `Deep  Learning` → `deep-learning`.

    Unlike a slug it tells `C` from `C++`.
    """
    return _BLANKS.sub("-", unicodedata.normalize("NFC", text).strip()).lower()


def _kept(text: str) -> Iterator[str]:
    """Yield the characters that stay; a mark goes with the character that it stands on."""
    is_kept = False
    for character in text:
        is_mark = unicodedata.category(character).startswith("M")
        is_kept = is_kept if is_mark else character in "-_" or character.isalnum()
        if is_kept:
            yield character
