"""Fingerprinted assets, and files that are copied as they are."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from notes_site.theme import KATEX
from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note, write_files

Mistakes = Callable[[Files], list[str]]
ASSETS = "templates/404.html"
LIST_ASSETS = {ASSETS: "{% for n, a in page.frame.assets.items() %}{{ n }}\t{{ a }}\n{% endfor %}"}


def assets(site: BuiltSite) -> dict[str, str]:
    """Return name → address."""
    return dict(line.split("\t") for line in site["404.html"].splitlines())


def test_every_asset_lies_at_its_fingerprinted_address(make_site: MakeSite) -> None:
    site = make_site(LIST_ASSETS)
    found = assets(site)
    assert {"style.css", "code.css", "katex/katex.min.css"} <= found.keys()
    for name, url in found.items():
        stem, _, suffix = name.rpartition(".")
        assert re.fullmatch(rf"/assets/{re.escape(stem)}\.[0-9a-f]{{10}}\.{suffix}", url)
        assert url.removeprefix("/") in site


def test_a_fingerprint_changes_with_the_content_only(make_site: MakeSite) -> None:
    first = assets(make_site({**LIST_ASSETS, "static/assets/own.js": "1"}))
    again = assets(make_site({"content/zh/a.md": note()}))
    other = assets(make_site({"static/assets/own.js": "2"}))
    assert first == again
    assert first["own.js"] != other["own.js"]
    assert first["style.css"] == other["style.css"]


def test_a_style_sheet_changes_its_name_with_what_it_shows(make_site: MakeSite) -> None:
    css = {"static/assets/own.css": "a { background: url(dot.svg) }"}
    first = assets(make_site({**LIST_ASSETS, **css, "static/assets/dot.svg": "<svg/>"}))
    other = assets(make_site({"static/assets/dot.svg": "<svg></svg>"}))
    assert first["own.css"] != other["own.css"]


def test_a_file_of_the_site_replaces_that_of_the_theme(make_site: MakeSite) -> None:
    site = make_site(
        {**LIST_ASSETS, "static/assets/style.css": "own", "static/assets/code.css": "own code"}
    )
    found = assets(site)
    assert site[found["style.css"].removeprefix("/")] == "own"
    assert not [name for name in found if name.startswith("styles/")]
    assert site[found["code.css"].removeprefix("/")] == "own code"


def test_addresses_in_style_sheets_follow(make_site: MakeSite) -> None:
    site = make_site(
        {
            **LIST_ASSETS,
            "site.yaml": "title: T\nbase_url: https://example.org/blog\n",
            "static/assets/dot.svg": "<svg/>",
            "static/assets/图 1.svg": "<svg/>",
            "static/assets/fonts/own.woff2": "font",
            "static/assets/css/own.css": (
                "a{src:url(../fonts/own.woff2) format('woff2')}"
                "b{background:url('../dot.svg')}"
                'c{background:url("../dot.svg#part")}'
                "d{background:url('../图 1.svg')}"
                "e{background:url(data:image/svg+xml;base64,AA==)}"
                "f{background:url(https://example.org/x.svg)}"
                "g{background:url(missing.svg)}"
            ),
        }
    )
    found = {name: url.removeprefix("/blog/assets/") for name, url in assets(site).items()}
    assert site[f"assets/{found['css/own.css']}"] == (
        f"a{{src:url(../{found['fonts/own.woff2']}) format('woff2')}}"
        f"b{{background:url(../{found['dot.svg']})}}"
        f"c{{background:url(../{found['dot.svg']}#part)}}"
        f"d{{background:url(../{found['图 1.svg']})}}"
        "e{background:url(data:image/svg+xml;base64,AA==)}"
        "f{background:url(https://example.org/x.svg)}"
        "g{background:url(missing.svg)}"
    )


def test_a_sheet_becomes_part_of_the_one_that_imports_it(make_site: MakeSite) -> None:
    site = make_site(
        {
            **LIST_ASSETS,
            "static/assets/own.css": '@import "parts/a.css";\n@import "b.css" print;\nc { d: e }\n',
            "static/assets/parts/a.css": "@import 'deep/a.css';\na { src: url(dot.svg) }\n",
            "static/assets/parts/deep/a.css": '@import "../a.css";\n/* why */ f > g { h: 0 }\n',
            "static/assets/parts/dot.svg": "<svg/>",
            "static/assets/b.css": "b {}",
        }
    )
    found = assets(site)
    dot = found["parts/dot.svg"].removeprefix("/assets/")
    assert site[found["own.css"].removeprefix("/")] == (
        f'@import "../a.css";\n/* why */ f > g {{ h: 0 }}\na {{ src: url({dot}) }}\n'
        '@import "b.css" print;\nc { d: e }\n'
    )
    assert "parts/a.css" not in found
    assert "b.css" in found


def test_a_part_of_the_theme_s_sheet_is_replaced_alone(make_site: MakeSite) -> None:
    site = make_site({**LIST_ASSETS, "static/assets/styles/callouts.css": ".callout { own: 1 }"})
    css = site[assets(site)["style.css"].removeprefix("/")]
    assert ".callout { own: 1 }" in css
    assert ".callout-tip" not in css
    assert ".footnotes" in css


def test_a_sheet_that_is_imported_and_not_there_is_a_mistake(mistakes_of: Mistakes) -> None:
    css = 'a {}\n@import "style/code.css";\n'
    text = "there is no style sheet `style/code.css` to import; correct its path"
    assert mistakes_of({"static/assets/own.css": css}) == [f"static/assets/own.css:2: {text}"]


def test_an_import_within_a_rule_is_none(make_site: MakeSite) -> None:
    css = '/* { */ a {\n  b: c;\n  @import "style/code";\n}\n'
    site = make_site({**LIST_ASSETS, "static/assets/own.css": css})
    assert site[assets(site)["own.css"].removeprefix("/")] == css


def test_the_theme_s_files_are_published_without_comments(
    make_site: MakeSite,
) -> None:
    own = "// why\nlet a = 1\n"
    site = make_site({**LIST_ASSETS, "static/assets/own.js": own})
    found = assets(site)
    assert site[found["own.js"].removeprefix("/")] == own
    for name in ("style.css", "theme.js", "note.js"):
        text = site[found[name].removeprefix("/")]
        assert not re.search(r"/\*|^\s*//", text, re.MULTILINE)


def test_katex_names_only_fonts_that_are_there(make_site: MakeSite) -> None:
    site = make_site(LIST_ASSETS)
    css = assets(site)["katex/katex.min.css"].removeprefix("/")
    named = re.findall(r"url\(([^)]*)\)", site[css])
    assert len(set(named)) == len(list((KATEX / "fonts").iterdir()))
    for url in named:
        assert url.endswith(".woff2")
        assert f"assets/katex/{url}" in site
    assert ".woff)" not in site[css]
    assert "truetype" not in site[css]


def test_static_files_are_copied_as_they_are(make_site: MakeSite) -> None:
    site = make_site(
        {
            "static/CNAME": "example.org",
            "static/数据/a b.csv": "1,2",
            "static/.hidden": "",
            "static/.well/x": "",
        }
    )
    assert site["CNAME"] == "example.org"
    assert site["数据/a b.csv"] == "1,2"
    assert ".hidden" not in site
    assert ".well/x" not in site


def test_nothing_from_outside_the_site_is_copied(
    make_site: MakeSite, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    write_files(tmp_path, {"static/own.txt": "own", "static/assets/own.txt": "own"})
    for folder in ("static", "static/assets"):
        (tmp_path / folder / "secret.txt").symlink_to(outside / "secret.txt")
        (tmp_path / folder / "folder").symlink_to(outside)
        (tmp_path / folder / "loop").symlink_to("loop")
        (tmp_path / folder / "inside.txt").symlink_to("own.txt")
    site = make_site({})
    assert site["inside.txt"] == "own"
    texts = [path.read_bytes() for path in site.output.rglob("*") if path.is_file()]
    assert b"secret" not in texts
    assert texts.count(b"own") == 6  # those of `static/assets/` twice


def test_a_style_sheet_that_is_not_utf8_is_a_mistake(mistakes_of: Mistakes) -> None:
    assert mistakes_of({"static/assets/own.css": b"a{}\n\xff"}) == [
        "static/assets/own.css:2: a byte here is not UTF-8; save the file as UTF-8"
    ]


def test_two_files_never_share_an_address(mistakes_of: Mistakes) -> None:
    files = {
        "content/zh/a/index.md": note(),
        "content/zh/a/index.html": "mine",
        "content/zh/a/figure.svg": "mine",
        "static/notes/a/figure.svg": "mine",
        "static/index.html": "mine",
        "static/archive": "mine",
        "static/en/index.html/x": "mine",
    }
    assert mistakes_of(files) == [
        "content/zh/a/figure.svg: the site has /notes/a/figure.svg already; rename this file",
        "content/zh/a/index.html: the site has /notes/a/index.html already; rename this file",
        "static/archive: the site has /archive already; rename this file",
        "static/en/index.html/x: the site has /en/index.html/x already; rename this file",
        "static/index.html: the site has /index.html already; rename this file",
    ]
