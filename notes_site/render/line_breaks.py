"""Line breaks beside a formula: what stays on its line."""

import re
import unicodedata

from notes_site.text.scripts import BOPOMOFO, HAN, KANA

NOTE_MARK = "["
"""What the mark of a footnote begins with; style sheets add it."""

_LETTER_OF_SPACELESS = re.compile(f"[{HAN}{KANA}{BOPOMOFO}\u3021-\u3029]")
_LATIN = re.compile(r"[A-Za-z0-9]+")
_PART = '<span class="katex-base">'


def is_letter_of_spaceless(character: str) -> bool:
    """Tell whether browsers set a character a little apart from Latin letters beside it.

    Those are Han, kana and Bopomofo. `character` may be empty.

    Rule: CSS Text 4, 8.4, `text-autospace: ideograph-alpha`.
    """
    return _LETTER_OF_SPACELESS.match(character) is not None


def stays_with(after: str) -> bool:
    """Tell whether no line may begin with `after`, the character behind a formula.

    Those are closing marks, and the rest of a word: `$n$-th`, `$x$'s`.
    """
    if not after.strip() or is_letter_of_spaceless(after):
        return False
    is_opening = after != NOTE_MARK and unicodedata.category(after) in {"Ps", "Pi"}
    return not (is_opening and unicodedata.east_asian_width(after) in {"W", "F", "A"})


def split_tied(text: str) -> tuple[str, str]:
    """Return what of the `text` behind a formula stays on its line, and the rest."""
    end = 0
    if word := _LATIN.match(text):
        end = word.end()
    else:
        while end < len(text) and stays_with(text[end]) and not text[end].isalnum():
            end += 1
    return text[:end], text[end:]


def tie_last_part(html: str) -> str:
    """Return KaTeX's HTML of a formula within a text, whose last part what follows cannot leave.

    Browsers allow a break behind each of KaTeX's parts, whatever follows (CSS Text 3, 5.1), unless
    what holds the part says otherwise. The formula ends with it and two closing tags. One part alone
    is never broken from what follows.
    """
    start = html.rfind(_PART)
    if html.find(_PART) == start:
        return html
    end = len(html) - len("</span></span>")
    return f'{html[:start]}<span class="tied">{html[start:end]}</span>{html[end:]}'
