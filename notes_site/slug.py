"""Parts of addresses and `id`s made of a text."""

import re
import unicodedata

_BLANKS = re.compile(r"[\s/]+")
_DROPPED = re.compile(r"[^\w\- ]")
_DASHES = re.compile(r"-{2,}")


def slug(text: str) -> str:
    """Return `text` as a part of an address: `Actor–Critic 方法` → `actor-critic-方法`.

    Letters, digits and marks of every script stay, in lower case and NFC; blanks and
    dashes become `-`; everything else goes. The result may be empty.

    Rule: the anchors of GitHub's headings, but for runs of `-`, which become one.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    dashed = re.sub(r"[\u2010-\u2015]", "-", _BLANKS.sub("-", folded))
    return _DASHES.sub("-", _DROPPED.sub("", dashed)).strip("-")
