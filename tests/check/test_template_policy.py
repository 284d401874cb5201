"""Snippets in a site's own templates that no browser will run."""

import pytest

from tests.conftest import MakeSite
from tests.small_site import note

HEAD = "templates/parts/head-end.html"


@pytest.mark.parametrize(
    ("snippet", "message"),
    [
        (
            "<script>\n  window.a = 1;\n</script>",
            (
                "no browser runs a script that stands in the page; put it into static/assets/own.js,"
                " and write <script src=\"{{ frame.assets['own.js'] }}\">"
            ),
        ),
        (
            '<script async src="https://cdn.example/a.js"></script>',
            (
                "browsers load nothing from cdn.example here; "
                "write `allow: {scripts: [https://cdn.example]}` in site.yaml"
            ),
        ),
        (
            '<link rel="stylesheet" href="//fonts.example/css?family=A">',
            (
                "browsers load nothing from fonts.example here; "
                "write `allow: {styles: [https://fonts.example]}` in site.yaml"
            ),
        ),
        (
            '<img src="https://count.example/pixel.gif" alt="">',
            (
                "browsers load nothing from count.example here; "
                "write `allow: {images: [https://count.example]}` in site.yaml"
            ),
        ),
        (
            '<iframe src="https://video.example/1"></iframe>',
            (
                "browsers load nothing from video.example here; "
                "write `allow: {frames: [https://video.example]}` in site.yaml"
            ),
        ),
        (
            '<object data="a.svg"></object>',
            "browsers show no <object> here; write <img>, <video> or <iframe>",
        ),
        (
            '<button onclick="go()">Go</button>',
            (
                "no browser runs `onclick` that stands in the page; put it into static/assets/own.js,"
                " and write <script src=\"{{ frame.assets['own.js'] }}\">"
            ),
        ),
    ],
)
def test_what_no_browser_loads_is_told(snippet: str, message: str, make_site: MakeSite) -> None:
    site = make_site({"content/en/a.md": note(), HEAD: f"<meta>\n{snippet}\n"})
    assert site.warnings == [f"{HEAD}:2: warning: {message}"]


@pytest.mark.parametrize(
    ("snippet", "settings"),
    [
        ("<script src=\"{{ frame.assets['note.js'] }}\" defer></script>", ""),
        ('<script type="application/ld+json">{}</script>', ""),
        ("<script>{{ frame.first_script }}</script>", ""),
        ('<link rel="me" href="https://a.example/">', ""),
        (
            '<script src="https://a.cdn.example/x.js"></script>',
            "allow: {scripts: ['*.cdn.example']}",
        ),
        ('<script src="https://cdn.example/x.js"></script>', "allow: {scripts: ['https:']}"),
        ('<script src="https://gc.zgo.at/count.js"></script>', "statistics: {goatcounter: a}"),
        ('<link rel="stylesheet" href="https://c.example/a.css">', "allow: {styles: [c.example]}"),
    ],
)
def test_what_browsers_load_is_fine(snippet: str, settings: str, make_site: MakeSite) -> None:
    files = {"content/en/a.md": note(), HEAD: snippet, "site.yaml": f"title: T\n{settings}\n"}
    assert make_site(files).warnings == []


def test_comments_are_no_part_of_a_page(make_site: MakeSite) -> None:
    snippet = '<!-- <script>x</script>\n-->{# <img src="https://a.example/b.png" alt=""> #}'
    assert make_site({"content/en/a.md": note(), HEAD: f"<meta>\n{snippet}\n"}).warnings == []
