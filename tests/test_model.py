"""Values that stages share."""

from typing import Any

import msgspec
import pytest

from notes_site.model import Needs

SAMPLES: dict[type, Any] = {bool: True, dict: {"img-src": ("https://a.example",)}}


@pytest.mark.parametrize("name", Needs.__struct_fields__)
def test_a_page_of_two_notes_needs_what_either_needs(name: str) -> None:
    sample = SAMPLES[type(msgspec.structs.asdict(Needs())[name])]
    needs = Needs(**{name: sample})
    assert needs | Needs() == Needs() | needs == needs | needs == needs


def test_hosts_of_both_notes_are_let_in() -> None:
    left = Needs(embeds={"img-src": ("https://a.example", "https://b.example")})
    right = Needs(embeds={"img-src": ("https://b.example",), "frame-src": ("https://c.example",)})
    assert (left | right).embeds == {
        "img-src": ("https://a.example", "https://b.example"),
        "frame-src": ("https://c.example",),
    }
