"""The tables of scripts, against Unicode's names."""

import re
import unicodedata

from notes_site.text.scripts import BOPOMOFO, HAN, KANA, WIDE, is_han


def test_every_unified_ideograph_is_han() -> None:
    han = re.compile(f"[{HAN}]")
    for code in range(0x110000):
        name = unicodedata.name(chr(code), "")
        if name.startswith("CJK UNIFIED IDEOGRAPH"):
            assert han.match(chr(code)), name
        elif name.startswith(("LATIN", "GREEK", "HANGUL", "HIRAGANA", "KATAKANA", "FULLWIDTH")):
            assert not han.match(chr(code)), name


def test_han_and_kana_are_wide() -> None:
    letters = re.compile(f"[{HAN}{KANA}{BOPOMOFO}]")
    wide = re.compile(f"[{WIDE}]")
    assert all(wide.match(chr(code)) for code in range(0x110000) if letters.match(chr(code)))


def test_a_name_is_han_if_all_of_it_is() -> None:
    assert is_han("李")
    assert is_han("𠮷野")
    assert not is_han("")
    assert not is_han("李 a")
