"""Addresses of other tools."""

import pytest

from notes_site.importing.addresses import date_values, fill_permalink, urlize, urlize_path


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("apache + php", "apache-+-php"),
        ("a -- b", "a--b"),
        ("What? (1)", "What-1"),
        (" 注意力 机制 ", "注意力-机制"),
        ("a - b", "a-b"),
    ],
)
def test_addresses_of_hugo(text: str, address: str) -> None:
    assert urlize(text) == address


def test_names_of_files_of_hugo_keep_every_blank() -> None:
    assert urlize_path("a - b? (1)") == "a---b-1"


def test_days_are_those_of_the_time_zone_where_it_counts() -> None:
    late = "2020-01-31T23:00:00+00:00"
    assert date_values(late)["day"] == "31"
    assert date_values(late, "Asia/Shanghai")["day"] == "01"
    assert date_values(late, "no/zone")["day"] == "31"


def test_a_place_without_a_value_goes_with_its_slash() -> None:
    assert (
        fill_permalink("/:categories/:title:output_ext", {"title": "a", "output_ext": ".html"})
        == "/a.html"
    )
