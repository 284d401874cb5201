"""Addresses of other tools."""

from pathlib import Path

import pytest

from notes_site.importing import import_blog
from notes_site.importing.addresses import date_values, fill_permalink, urlize, urlize_path
from notes_site.importing.hexo import read_hexo
from tests.small_site import write_files


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


@pytest.mark.parametrize(
    ("options", "link"),
    [
        ("abbrlink: {alg: crc32, rep: hex}", "4a17b156"),
        ("abbrlink: {rep: hex}", "3eeb"),
        ("abbrlink: {alg: crc16}", "16107"),
        ("abbrlink: {}", "16107"),
    ],
)
def test_abbreviations_of_titles_in_hexo(tmp_path: Path, options: str, link: str) -> None:
    """As hexo-abbrlink 2.2.1 makes them of `Hello World`."""
    files = {
        "_config.yml": f"permalink: :abbrlink/\n{options}\n",
        "source/_posts/a.md": "---\ntitle: Hello World\n---\nText.\n",
    }
    write_files(tmp_path, files)
    assert read_hexo(tmp_path).posts[0].old_urls == (f"/{link}/",)


def test_an_address_of_hexo_that_nothing_tells(tmp_path: Path) -> None:
    files = {
        "_config.yml": "permalink: :abbrlink/\n",
        "source/_posts/a.md": "---\ntitle: Hello World\n---\nText.\n",
    }
    write_files(tmp_path, files)
    report = import_blog(tmp_path, tmp_path.parent / f"{tmp_path.name}-made")
    assert report.lost["old address that only the old tool can compute: file"]
