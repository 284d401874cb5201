import re

import pytest

from notes_site.text.patterns import lazy_pattern


def test_a_lazy_pattern_finds_what_a_compiled_one_does() -> None:
    lazy = lazy_pattern(r"(?P<word>[a-z]+)\d", re.IGNORECASE)
    match = lazy.search("1 Ab2")
    assert match is not None
    assert match["word"] == "Ab"
    assert lazy.sub("x", "a1 b2") == "x x"
    assert lazy.sub("x", "a3 b4") == "x x"
    assert lazy.pattern == r"(?P<word>[a-z]+)\d"


def test_a_lazy_pattern_is_compiled_when_it_is_used() -> None:
    lazy = lazy_pattern("(")
    with pytest.raises(re.error):
        lazy.match("a")
