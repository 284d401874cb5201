"""`navigation`, `social`, `logo`, `favicon`, `banner` and `footer`: forms and mistakes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from notes_site.config import SiteConfig, read_config
from notes_site.config.banner import BannerStyle
from notes_site.config.social import NETWORKS
from notes_site.errors import ConfigError
from notes_site.theme import SOCIAL_ICONS
from tests.small_site import Files, write_files

FILES: Files = {
    "content/en/pages/about.md": "---\ntitle: About\n---\n",
    "content/zh/pages/lab/index.md": "---\ntitle: 实验室\n---\n",
    "static/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "static/figures/mark.png": b"",
}
Read = Callable[[str], SiteConfig]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> SiteConfig:
        write_files(tmp_path, {**FILES, "site.yaml": f"title: Notes\n{text}\n"})
        return read_config(tmp_path / "site.yaml")

    return read_text


def test_a_menu_has_pages_and_addresses(read: Read) -> None:
    text = (
        "navigation:\n  - home\n  - lab\n  - {title: {zh: 码, en: Code}, url: https://a.example/}"
    )
    menu = read(text).navigation
    assert menu is not None
    assert [(each.page, each.url["en"], each.title["zh"], each.place.line) for each in menu] == [
        ("home", "", "", 3),
        ("lab", "", "", 4),
        ("", "https://a.example/", "码", 5),
    ]


def test_without_a_menu_there_is_none(read: Read) -> None:
    assert read("").navigation is None
    assert read("navigation: []").navigation == ()


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("github: ada", "https://github.com/ada"),
        ("github: https://git.example/ada", "https://git.example/ada"),
        ("x: '@ada'", "https://x.com/ada"),
        ("mastodon: '@ada@mastodon.social'", "https://mastodon.social/@ada"),
        ("bilibili: 12345", "https://space.bilibili.com/12345"),
        ("orcid: 0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097"),
        ("email: ada@example.org", "mailto:ada@example.org"),
        ("feed: true", ""),
    ],
)
def test_an_account_is_a_name_or_an_address(written: str, url: str, read: Read) -> None:
    assert [account.url for account in read(f"social: {{{written}}}").social] == [url]


@pytest.mark.parametrize("key", NETWORKS)
def test_the_example_of_each_network_is_right_and_has_its_icon(key: str, read: Read) -> None:
    network = NETWORKS[key]
    (account,) = read(f"social: {{{key}: {network.example}}}").social
    assert account.url.startswith("https://")
    if network.icon:
        assert '<path d="' in (SOCIAL_ICONS / f"{network.icon}.svg").read_text(encoding="utf-8")


def test_a_switched_off_feed_is_no_account(read: Read) -> None:
    assert read("social: {feed: false, github: }").social == ()


def test_a_logo_may_be_one_file_or_two_or_none(read: Read) -> None:
    assert read("logo: /logo.svg").logo.light == "logo.svg"
    assert read("logo: {light: static/logo.svg, dark: figures/mark.png}").logo.dark
    assert not read("logo: none").logo.is_shown
    assert not read("logo: false").logo.is_shown


def test_a_banner_is_a_word_or_has_a_text(read: Read) -> None:
    assert read("banner: none").banner.style is BannerStyle.NONE
    assert read("banner: off").banner.style is BannerStyle.NONE
    banner = read("description: D\nbanner: {style: text}").banner
    assert (banner.style, banner.text["en"]) == (BannerStyle.TEXT, "D")
    assert read("banner: {text: {zh: 笔记}}").banner.text["en"] == "笔记"


def test_a_footer_is_a_text_or_has_parts(read: Read) -> None:
    assert read("footer: F").footer.text["zh"] == "F"
    assert read("footer: {zh: 脚, en: Foot}").footer.text["en"] == "Foot"
    footer = read("footer: {licence: cc by-sa 4.0, police: 京公网安备 11010502030143 号}").footer
    assert footer.licence is not None
    assert footer.licence.name == "CC BY-SA 4.0"
    assert footer.licence.url == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert footer.police_code == "11010502030143"
    own = read("footer: {licence: {name: Mine, url: https://a.example/}}").footer.licence
    assert own is not None
    assert own.name == "Mine"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("navigation: home", "`navigation` is not a list: home; write it as navigation: [first"),
        ("navigation: [abuot]", "there is no page `abuot` in content/zh/pages/; write `about`"),
        ("navigation: [/talks/]", "`/talks/` is an address; write {title: …, url: /talks/}"),
        ("navigation: [{url: /a/}]", "`title` is missing in `navigation`; write `title: Talks`"),
        ("navigation: [{title: T, url: a.example}]", "`a.example` is no address; write it as "),
        ("navigation: [{title: T, url: 'javascript:x'}]", "`javascript:x` is no address; write"),
        ("navigation: [{page: home, url: /a/}]", "an entry leads to one place; write `page` or"),
        ("navigation: [{titel: T, page: home}]", "unknown key `navigation.titel`; write `title`"),
        ("social: {gihtub: ada}", "unknown key `social.gihtub`; write `github`"),
        ("social: {twitter: ada}", "unknown key `social.twitter`; write `x`"),
        ("social: {orcid: ada}", "`ada` is no name at ORCID; write orcid: 0000-0002-1825-0097"),
        ("social: {x: a b}", "`a b` is no name at X; write x: ada, or the whole address as"),
        ("social: {email: ada}", "`ada` is no e-mail address; write ada@example.org"),
        ("logo: lgo.svg", "there is no static/lgo.svg; write `logo.svg`"),
        ("logo: ../logo.svg", "`../logo.svg` lies outside of static/; put the file there"),
        ("logo: logo.pdf", "`logo.pdf` is no file of a kind that will do here; name one of .svg"),
        ("favicon: https://a.example/i.png", "there is no static/https:/a.example/i.png; put the"),
        ("banner: sginal", "`banner` is not one of its values: sginal; write `signal` or `text`"),
        ("footer: {licence: CC-BY-NC}", "`CC-BY-NC` is no licence known by that name; write `CC-"),
        ("footer: {icp: 123}", "`123` is no ICP number; write it as 京ICP备12345678号-1"),
        ("footer: {police: 123}", "`123` is no number of the police; write it as 京公网安备"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(text: str, message: str, read: Read) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert str(caught.value.problems[0]).startswith(f"site.yaml:2: {message}")
