"""What `site.yaml` can leave out, each by a key of its own."""

from tests.conftest import MakeSite
from tests.pictures.made import encode, gradient
from tests.small_site import Files, note

LANGUAGES = "title: T\nlanguages: {zh: {tag: zh-CN}, en: {tag: en}}\n"
SITE: Files = {
    "content/zh/a.md": note("## 一\n\n![图](/a.png)\n\n$$x$$", tags="[rl]"),
    "content/en/a.md": note("## One\n\n![Picture](/a.png)", tags="[rl]"),
    "static/a.png": encode(gradient(1600, 400), "PNG"),
}
ALL_OFF = """
compare_translations: false
pictures: {copies: false}
markdown_copies: false
llms: false
search: false
feed: {tags: false}
"""


def test_by_default_everything_is_there(make_site: MakeSite) -> None:
    site = make_site({**SITE, "site.yaml": LANGUAGES})
    assert any("here" in line for line in site.warnings), "a formula is missing"
    html = site["notes/a/index.html"]
    assert "srcset=" in html
    assert 'type="text/markdown"' in html
    assert 'href="/tags/rl/feed.xml"' in site["tags/rl/index.html"]
    for path in ("notes/a/index.md", "notes/a/bilingual/index.html", "llms.txt"):
        assert path in site
    for path in ("llms-full.txt", "tags/rl/feed.xml", "tags/rl/feed.json"):
        assert path in site


def test_what_is_switched_off_is_neither_made_nor_led_to(make_site: MakeSite) -> None:
    site = make_site({**SITE, "site.yaml": LANGUAGES + ALL_OFF})
    assert site.warnings == []
    html = site["notes/a/index.html"]
    assert 'src="/a.png" alt="图" width="1600" height="400"' in html
    assert "srcset" not in html
    assert "text/markdown" not in html
    assert "bilingual/" not in html
    assert "tags/rl/feed" not in site["tags/rl/index.html"]
    assert "feed.xml" in site
    made = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*")}
    assert "assets/pictures" not in made
    left = {"index.md", "llms.txt", "llms-full.txt", "bilingual", "pagefind"}
    assert not [path for path in made if left & set(path.split("/"))]
    assert not [path for path in made if path.startswith("tags/rl/feed")]


def test_without_copies_the_list_for_programs_leads_to_the_notes(make_site: MakeSite) -> None:
    site = make_site({**SITE, "site.yaml": LANGUAGES + "markdown_copies: false\n"})
    assert "(http://localhost/notes/a/)" in site["llms.txt"]
    assert "$$x$$" in site["llms-full.txt"]
