"""Scripts that set no spaces between words: Han, kana, Bopomofo, and the wide characters.

Each is the inside of a character class of a regular expression.
"""

from notes_site.text.patterns import lazy_pattern

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Chinese characters: the ideographs of Unicode 17 and 々〆〇."""

KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
"""Letters of hiragana and katakana."""

BOPOMOFO = "\u3105-\u312f\u31a0-\u31bf"

WIDE = "\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Han, kana and Bopomofo with their punctuation and full-width forms, which a search finds one by
one. `search.js` divides what a reader types by the same characters; a test holds them together."""

_HAN = lazy_pattern(f"[{HAN}]+")


def is_han(text: str) -> bool:
    """Tell whether `text` holds Chinese characters alone, and at least one."""
    return _HAN.fullmatch(text) is not None
