"""Pages name their picture, and it is drawn once."""

import re

import pytest

from notes_site.cards import Card, draw
from tests.conftest import MakeSite
from tests.small_site import BuiltSite, note

SITE = {
    "site.yaml": "title: {zh: 笔记, en: Notes}\nbase_url: https://a.example/sub/\nsocial_cards: true\n",
    "content/zh/a.md": note("甲", title="策略梯度 $\\pi_\\theta$", tags="[强化学习]"),
    "content/en/a.md": note("A", title="Policy gradients"),
}
IMAGE = re.compile(r'<meta property="og:image" content="https://a\.example/sub/(.*?)">')


def test_each_page_names_a_picture_of_the_site(make_site: MakeSite) -> None:
    site = make_site(SITE)
    found = {}
    for page in ("index.html", "en/index.html", "notes/a/index.html", "en/notes/a/index.html"):
        (path,) = IMAGE.findall(site[page])
        assert (site.output / path).read_bytes().startswith(b"\x89PNG")
        assert '<meta name="twitter:card" content="summary_large_image">' in site[page]
        found[page] = path
    assert len(set(found.values())) == 4
    assert (
        f'"image": "https://a.example/sub/{found["notes/a/index.html"]}"'
        in (site["notes/a/index.html"])
    )


def test_a_site_that_does_not_ask_for_pictures_has_none(make_site: MakeSite) -> None:
    site = make_site({**SITE, "site.yaml": "title: Notes\n"})
    assert "og:image" not in site["notes/a/index.html"]
    assert not (site.output / "assets/cards").exists()


def names(site: BuiltSite) -> set[str]:
    return {path.name for path in (site.output / "assets/cards").iterdir()}


def test_a_picture_is_drawn_again_only_for_another_title(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(make_site(SITE))
    drawn = []
    draw_card = draw.draw_card

    def draw_and_tell(card: Card) -> bytes:
        drawn.append(card.title)
        return draw_card(card)

    monkeypatch.setattr(draw, "draw_card", draw_and_tell)
    text = note("A longer text", title="Policy gradients")
    assert names(make_site({**SITE, "content/en/a.md": text})) == before
    assert drawn == []
    site = make_site({**SITE, "content/en/a.md": note("A", title="Actor and critic")})
    assert drawn == ["Actor and critic"]
    assert len(names(site) & before) == len(before) - 1


def test_a_picture_that_was_damaged_is_put_right(make_site: MakeSite) -> None:
    site = make_site(SITE)
    (path,) = IMAGE.findall(site["index.html"])
    before = (site.output / path).read_bytes()
    (site.output / path).write_bytes(b"broken")
    make_site(SITE)
    assert (site.output / path).read_bytes() == before
