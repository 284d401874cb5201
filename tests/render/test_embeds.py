"""What notes embed from other hosts, as the policy of their pages lets it in."""

import re
from collections.abc import Callable

import pytest

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note

Mistakes = Callable[[Files], list[str]]


def policy(site: BuiltSite, path: str) -> dict[str, str]:
    """Return directive → sources of the page at `path`."""
    (found,) = re.findall(
        r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', site[path]
    )
    plain = re.sub(r" 'sha256-[^']+'", "", found, count=1)  # of the page's first script
    return dict(part.split(" ", 1) for part in plain.split("; "))


def test_a_page_loads_from_its_own_site_and_runs_no_script_of_its_own(make_site: MakeSite) -> None:
    site = make_site(
        {"content/zh/a.md": note("$x$ `code`\n\n![a](https://127.0.0.1.example/a.png)")}
    )
    for path in ("index.html", "notes/a/index.html", "404.html", "en/tags/index.html"):
        found = policy(site, path)
        assert found["default-src"] == "'self'"
        assert found["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert found["object-src"] == "'none'"
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\")[^>]*>", site[path])
        assert scripts.pop(0) == "<script>"  # theme.js, by its digest
        assert scripts
        assert all(" src=" in script for script in scripts)
        assert not re.search(r"<[^>]+\son\w+=", site[path])


def test_without_search_nothing_is_compiled(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: Notes\nsearch: false\n"})
    assert policy(site, "index.html")["script-src"] == "'self'"


@pytest.mark.parametrize(
    ("text", "directive", "sources"),
    [
        ("![a](https://img.example/a.png)", "img-src", "'self' data: https://img.example"),
        ("a ![a](//IMG.example:8080/a.png)", "img-src", "'self' data: https://img.example:8080"),
        ("![a](https://图.example/a.png)", "img-src", "'self' data: https://xn--wcs.example"),
        (
            '<img srcset="https://a.example/1 1x, http://b.example/2 2x">',
            "img-src",
            "'self' data: http://b.example https://a.example",
        ),
        (
            '<video poster="https://a.example/1" src="https://a.example/2"></video>',
            "media-src",
            "'self' https://a.example",
        ),
        (
            '<iframe title="t" src="https://a.example/"></iframe>',
            "frame-src",
            "'self' https://a.example",
        ),
    ],
)
def test_what_a_note_embeds_is_let_in_on_its_page_alone(
    text: str, directive: str, sources: str, make_site: MakeSite
) -> None:
    site = make_site({"content/zh/a.md": note(text), "content/zh/b.md": note("b")})
    assert policy(site, "notes/a/index.html")[directive] == sources
    assert "example" not in str(policy(site, "notes/b/index.html"))
    assert "example" not in str(policy(site, "index.html"))


@pytest.mark.parametrize(
    "text",
    [
        "![a](https://a.example;script-src/a.png)",
        "![a](https://a'b/a.png)",
        "![a](https://*/a.png)",
        "[a](https://a.example/)",
        "`<img src=https://a.example/>`",
        "<!-- <img src=https://a.example/> -->",
    ],
)
def test_nothing_else_changes_the_policy(text: str, make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note(text), "content/zh/b.md": note("b")})
    assert policy(site, "notes/a/index.html") == policy(site, "notes/b/index.html")


def test_hosts_of_site_yaml_are_let_in_everywhere(make_site: MakeSite) -> None:
    lines = "allow: {scripts: [https://s.example], connections: ['https:', '*.c.example']}\n"
    site = make_site({"site.yaml": f"title: Notes\n{lines}", "content/zh/a.md": note("a")})
    for path in ("index.html", "notes/a/index.html"):
        found = policy(site, path)
        assert "https://s.example" in found["script-src"].split()
        assert found["connect-src"] == "'self' https: *.c.example"


@pytest.mark.parametrize("source", ["'unsafe-inline'", "a.example; img-src", "https://a b", "*"])
def test_a_source_that_is_no_host_is_a_mistake(source: str, mistakes_of: Mistakes) -> None:
    site = f'title: Notes\nallow:\n  scripts: ["{source}"]\n'
    assert mistakes_of({"site.yaml": site}) == [
        f"site.yaml:3: `{source}` is no host; write it as https://example.org"
    ]


def test_a_script_that_would_not_run_is_a_warning(make_site: MakeSite) -> None:
    text = (
        "<div>\n<SCRIPT>\n'<script>'\n</SCRIPT>\n</div>\n\n"
        'a <script src="https://a.example/x.js"></script>\n\n'
        '<script src="/own.js"></script>\n\n<script type="application/json">{}</script>\n'
    )
    files = {"content/zh/a.md": note(text), "static/own.js": ""}
    here = "no script runs that stands in a note; write it into static/own.js"
    there = "no script of https://a.example runs here; add it to `allow.scripts` in site.yaml"
    assert make_site(files).warnings == [
        f'content/zh/a.md:7: warning: {here}, and here <script src="/own.js"></script>',
        f"content/zh/a.md:12: warning: {there}",
    ]
    site = "title: Notes\nallow: {scripts: [https://a.example]}\n"
    assert len(make_site({**files, "site.yaml": site}).warnings) == 1
