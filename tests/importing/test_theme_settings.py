"""Settings of themes, in the many forms that they have."""

from typing import Any

import pytest

from notes_site.config.social import find_account
from notes_site.importing.blog import Settings
from notes_site.importing.theme_settings import read_menu, read_theme


def read(config: dict[str, Any]) -> tuple[Settings, dict[str, Any]]:
    settings = Settings()
    (left,) = read_theme(settings, config)
    return settings, left


@pytest.mark.parametrize(
    ("network", "written", "account"),
    [
        ("", "https://github.com/ada", ("github", "ada")),
        ("", "https://www.zhihu.com/people/ada/", ("zhihu", "ada")),
        ("", "https://twitter.com/ada", ("x", "ada")),
        ("", "https://weibo.com/u/123", ("weibo", "https://weibo.com/u/123")),
        ("", "https://github.com/ada?tab=repositories", ("github", "https://github.com/ada?tab=repositories")),
        ("E-Mail", "mailto:a@b.cn", ("email", "a@b.cn")),
        ("Twitter", "ada", ("x", "ada")),
        ("", "https://elsewhere.example/ada", None),
        ("", "ada", None),
    ],
)  # fmt: skip
def test_accounts_as_others_write_them(
    network: str, written: str, account: tuple[str, str] | None
) -> None:
    assert find_account(network, written) == account


@pytest.mark.parametrize(
    "config",
    [
        {"social": {"GitHub": "https://github.com/ada || fab fa-github"}},
        {"social": {"fab fa-github": "https://github.com/ada || Github || '#24292e'"}},
        {"params": {"socialIcons": [{"name": "github", "url": "https://github.com/ada"}]}},
        {"params": {"social": {"GitHub": "ada"}}},
        {"github_username": "ada"},
        {"github": {"username": "ada"}},
        {"author": {"name": "Ada", "links": [{"label": "GitHub", "url": "https://github.com/ada"}]}},
    ],
)  # fmt: skip
def test_accounts_of_themes(config: dict[str, Any]) -> None:
    assert read(config)[0].social == {"github": "ada"}


def test_what_is_no_account_stays() -> None:
    config = {
        "links": {"A friend": "https://github.com/bob"},
        "share": {"twitter": "bob"},
        "email": "ada@b.cn",
        "github_username": "your_name",
    }
    settings, left = read(config)
    assert settings.social == {}
    assert left == config


def test_signs_counters_licences_and_numbers() -> None:
    settings, left = read(
        {
            "google_site_verification": "4Rj54anORAwcoM",
            "webmaster_verifications": {"bing": "872DC4637276109A", "baidu": None},
            "site_verification": [{"name": "yandex-verification", "content": "0d554b4a05a80f0d"}],
            "google_analytics": {"tracking_id": "G-ABCDEF1234", "only_pageview": False},
            "baidu_analytics": "0123456789abcdef0123456789abcdef",
            "creative_commons": {"license": "by-nc-sa", "post": True},
            "footer": {"beian": {"icp": "京ICP备12345678号-1"}, "text": "Ada, 京ICP备12345678号-1"},
            "giscus": {"repo": "a/b", "repoId": "R_1", "category": "C", "category-id": "D_1", "lang": "en"},
            "favicon": {"small": "/img/a.png", "medium": "/img/b.png"},
            "codeblock": {"theme": {"light": "github", "dark": "monokai"}},
            "other": 1,
        }
    )  # fmt: skip
    assert settings.signs == {
        "google-site-verification": "4Rj54anORAwcoM",
        "msvalidate.01": "872DC4637276109A",
        "yandex-verification": "0d554b4a05a80f0d",
    }
    assert settings.statistics == {
        "google": "G-ABCDEF1234",
        "baidu": "0123456789abcdef0123456789abcdef",
    }
    assert (settings.licence, settings.icp) == ("CC-BY-NC-SA-4.0", "京ICP备12345678号-1")
    assert settings.giscus == {
        "repo": "a/b",
        "repo_id": "R_1",
        "category": "C",
        "category_id": "D_1",
    }
    assert settings.favicon == "/img/a.png"
    assert settings.code_styles == {"dark": "monokai"}
    assert left["other"] == 1
    assert left["footer"]["text"]
    assert left["codeblock"] == {"theme": {"light": "github"}}


@pytest.mark.parametrize(
    "menu",
    [
        {"关于": "/about/ || fa fa-user", "更多||fa": {"标签": "/tags/"}},
        [{"name": "关于", "url": "/about/"}, {"text": "更多", "children": [{"title": "标签", "link": "/tags/"}]}],
        [{"name": "标签", "url": "/tags/", "weight": 2}, {"name": "关于", "pageRef": "/about/", "weight": 1}],
        {"关于": {"url": "/about/", "icon": "x"}, "标签": {"path": "/tags/"}},
    ],
)  # fmt: skip
def test_menus_of_themes(menu: object) -> None:
    assert [(each.titles[""], each.address) for each in read_menu(menu)] == [
        ("关于", "/about/"),
        ("标签", "/tags/"),
    ]
