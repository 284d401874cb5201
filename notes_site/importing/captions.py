"""Captions that an author numbered by hand, below pictures."""

import re

from notes_site.importing.code import outside_code

_NUMBERED = re.compile(
    r"^(?P<start>[ \t]*!\[[^\]\n]*\]\((?:<[^<>\n]+>|[^()\s]+))\)(?P<size>\{[^{}\n]*\})?[ \t]*\n(?:[ \t]*\n)?"
    r"[ \t]*(?P<open><center>|\*\*|\*|_)?(?:图|圖|Figure|Fig\.?)[ \t]*(?P<number>\d+)(?![\d-]|\.\d)[ \t]*[:：.、．]?[ \t]*(?P<text>[^\n]*?)"
    r"(?:</center>|\*\*|\*|_)?[ \t]*(?:\n(?=[ \t]*(?:\n|\Z))|\Z)",
    re.MULTILINE,
)
_CAPTIONED = re.compile(r"!\[[^\]\n]*\]\([^()\s]+[ \t]+[\"'(]")


def number_captions(text: str) -> tuple[str, int]:
    """Return `text` with captions numbered by hand as those of their pictures; and how many.

    Numbers are given by order here, so it is done only where that gives the same: a sentence may name them.
    """
    count = 0

    def change(bare: str) -> str:
        nonlocal count
        found = list(_NUMBERED.finditer(bare))
        numbers = [int(match["number"]) for match in found]
        texts = [match["text"].strip() for match in found]
        if (
            numbers != list(range(1, len(found) + 1))
            or _CAPTIONED.search(bare)
            or any(not each or re.search(r"[\"<>]", each) for each in texts)
        ):
            return bare
        count = len(found)
        return _NUMBERED.sub(
            lambda match: f'{match["start"]} "{match["text"].strip()}"){match["size"] or ""}\n',
            bare,
        )

    return outside_code(text, change), count
