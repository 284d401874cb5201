"""`site.yaml`: what it may say, and every mistake in it with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from notes_site.config import SiteConfig, read_config
from notes_site.config.excerpt import ExcerptMath
from notes_site.config.feed import FeedContent
from notes_site.config.index import Untranslated
from notes_site.config.math import Numbers
from notes_site.errors import ConfigError

Read = Callable[[str | bytes], SiteConfig]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str | bytes) -> SiteConfig:
        path = tmp_path / "site.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_config(path)

    return read_text


@pytest.fixture
def mistakes(read: Read) -> Callable[[str | bytes], list[str]]:
    def lines(text: str | bytes) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            read(text)
        return [str(problem) for problem in caught.value.problems]

    return lines


Mistakes = Callable[[str | bytes], list[str]]


def test_all_but_the_title_has_a_default(read: Read, tmp_path: Path) -> None:
    config = read("title: Notes\n")
    assert config.folder == tmp_path
    assert [language.code for language in config.languages] == ["zh", "en"]
    assert [language.tag for language in config.languages] == ["zh-CN", "en"]
    assert config.tagline["en"] == "INCOMING TRANSMISSION"
    assert config.description["zh"] == "Notes"
    assert config.base_url == "http://localhost"
    assert config.base_path == ""
    assert config.author.name["en"] == ""
    assert config.index.per_page == 12
    assert config.index.heading["zh"] == "LATEST UPDATES"
    assert config.index.untranslated is Untranslated.SHOW
    assert config.excerpt.length == 350
    assert config.excerpt.ellipsis == "..."
    assert config.excerpt.math is ExcerptMath.RENDER
    assert config.urls.note == "/notes/{slug}/"
    assert config.math.macros == {}
    assert config.math.numbers is Numbers.LABELLED
    assert (config.code.light, config.code.dark) == ("", "")
    assert config.feed.entries == 20
    assert config.feed.content is FeedContent.FULL
    assert config.has_search
    assert config.giscus is None
    assert config.tags.key("RL") == config.tags.name("RL", "zh") == "RL"
    assert config.series.by_key == {}


def test_every_section_can_be_set(read: Read) -> None:
    config = read(
        r"""title: {zh: 笔记, en: Notes}
tagline: HELLO
description: Two languages.
base_url: https://name.github.io/notes/
author: {name: {zh: 某某, en: Someone}, url: https://example.org, email: a@example.org}
languages:
  en: {}
  zh: {label: 中文, tag: zh-Hans}
index: {per_page: 5, heading: {zh: 最近}, untranslated: hide}
excerpt: {length: 100, ellipsis: …, math: text}
urls: {note: "/{year}/{month}/{slug}"}
math: {macros: {"\\KL": "\\mathrm{KL}"}, numbers: all}
code: {light: vs, dark: monokai}
feed: {entries: 5, content: excerpt}
search: false
comments: {giscus: {repo: a/b, repo_id: r, category: c, category_id: d}}
tags: {vision: {zh: 视觉}}
series: {rl: Reinforcement learning}
"""
    )
    assert config.title["zh"] == "笔记"
    assert config.base_url == "https://name.github.io/notes"
    assert config.base_path == "/notes"
    assert config.author.name["en"] == "Someone"
    assert config.default_language.code == "en"
    assert config.default_language.label == "English"
    assert config.language("zh").tag == "zh-Hans"
    assert config.index.untranslated is Untranslated.HIDE
    assert config.index.heading["en"] == "最近"  # the first that is given serves all
    assert config.excerpt.ellipsis == "…"
    assert config.excerpt.math is ExcerptMath.TEXT
    assert config.urls.note == "/{year}/{month}/{slug}/"
    assert config.math.macros == {r"\KL": r"\mathrm{KL}"}
    assert config.math.numbers is Numbers.ALL
    assert config.code.dark == "monokai"
    assert config.feed.content is FeedContent.EXCERPT
    assert not config.has_search
    assert config.giscus is not None
    assert config.giscus.category_id == "d"
    assert config.tags.name("vision", "en") == "视觉"
    assert config.series.name("rl", "zh") == "Reinforcement learning"


def test_every_mistake_is_reported_at_once_with_its_line(mistakes: Mistakes) -> None:
    text = """tagline: [a]
base_url: name.github.io
languages: {zh: {label: 中文, tga: zh-CN}}
index:
  per_pgae: 12
  untranslated: maybe
excerpt: {length: 0, math: image}
urls: {note: /notes/}
math: {macros: {KL: x}}
code: {light: monokay}
search: perhaps
comments: {giscus: {repo: a/b}}
hugo: 3
"""
    assert mistakes(text) == [
        "site.yaml:1: `tagline` is not text, it is a list; write it as tagline: some text",
        "site.yaml:1: `title` is missing; write `title: ML Notes`",
        (
            "site.yaml:2: `base_url` is not a web address: name.github.io; "
            "write it as https://name.github.io/notes/"
        ),
        "site.yaml:3: unknown key `languages.zh.tga`; write `tag`",
        "site.yaml:5: unknown key `index.per_pgae`; write `per_page`",
        "site.yaml:6: `index.untranslated` is not one of its values: maybe; write `show` or `hide`",
        (
            "site.yaml:7: `excerpt.length` is not a whole number from 1 on: 0; "
            "write it as length: 350"
        ),
        (
            "site.yaml:7: `excerpt.math` is not one of its values: image; "
            "write `render` or `text` or `placeholder`"
        ),
        "site.yaml:8: `/notes/` gives all notes one address; write /notes/{slug}/",
        "site.yaml:9: `KL` is not a macro's name; write `\\KL`",
        "site.yaml:10: Pygments has no style `monokay`; write `monokai`",
        "site.yaml:11: `search` is not true or false: perhaps; write it as search: true",
        (
            "site.yaml:12: `category_id` is missing in `comments.giscus`; "
            "write `category_id: as giscus.app shows it`"
        ),
        (
            "site.yaml:12: `category` is missing in `comments.giscus`; "
            "write `category: as giscus.app shows it`"
        ),
        (
            "site.yaml:12: `repo_id` is missing in `comments.giscus`; "
            "write `repo_id: as giscus.app shows it`"
        ),
        "site.yaml:13: unknown key `hugo`; remove it",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("title: Notes\nauthor: [a]", "2: `author` is not text, it is a list; write it as "),
        ("title: {zh: a, fr: b}", "1: unknown key `title.fr`; remove it"),
        ("title: Notes\nlanguages: {}", "2: `languages` is empty; write "),
        ("title: Notes\nlanguages: {ZH: {}}", "2: `ZH` cannot name a folder; write lower-case"),
        ("title: Notes\nlanguages: {zh: {tag: chinese!}}", "2: `chinese!` is not a language tag"),
        ("title: Notes\nlanguages: [zh]", "2: `languages` is not a mapping, it is a list; "),
        ("title: Notes\nurls: {note: 'notes/{slug}/'}", "2: `notes/{slug}/` does not begin at `/`"),
        ("title: Notes\nurls: {note: '/{name}/'}", "2: `{name}` is no part of an address; write "),
        ("title: Notes\nurls: {note: '/{slug}}/'}", "2: `/{slug}}/` has a brace too many; write "),
        ("title: Notes\nurls: {note: '/{slug}/{'}", "2: `/{slug}/{` has a brace too many; write "),
        ("title: Notes\nbase_url: 'http://[::1'", "2: `base_url` is not a web address: "),
        ("title: Notes\nbase_url: https://a.b/?q", "2: `base_url` has a `?` or `#`; end it with "),
        ("title: Notes\nbase_url: https://me:secret@a.b/", "2: `base_url` is not a web address: "),
        ("title: Notes\nbase_url: https://a.b/../c/", "2: `base_url` holds a blank, `..` or the"),
        ("title: Notes\nbase_url: https://a.b/%2E%2e/", "2: `base_url` holds a blank, `..` or the"),
        ("title: Notes\nbase_url: https://a.b/c d/", "2: `base_url` holds a blank, `..` or the"),
        ("title: Notes\nurls: {note: '//a.b/{slug}/'}", "2: `//a.b/{slug}/` is no path of an "),
        ("title: Notes\nurls: {note: '/{slug}/?a'}", "2: `/{slug}/?a` is no path of an address; "),
        ("title: Notes\nurls: {note: '/./{slug}/'}", "2: `/./{slug}/` is no path of an address; "),
        ("title: Notes\nauthor: {url: 'javascript:x'}", "2: `javascript:x` is not a web address; "),
        ('title: Notes\ntagline: "a\\0"', "2: a control character stands in the YAML; remove it"),
        ('title: Notes\ntagline: {zh: "\\e[2J"}', "2: a control character stands in the YAML; "),
        ("title: Notes\ntitle: Other", "2: `title` stands here again; keep this or line 1"),
        ("title: ''", "1: `title` is empty; write `title: ML Notes`"),
        ("- title", "1: this is not a mapping; write `key: value` lines"),
        (
            "title: A\nwarnings: {party: off}",
            "2: there is no kind of warnings `party`; write `parity`",
        ),
        (
            "title: A\nwarnings: {parity: no}",
            "2: `warnings.parity` is not one of its values: no; write `off` or `warning` or `mistake`",
        ),
        ("title: [", "2:1: did not find expected node content; correct the YAML here, or quote"),
    ],
)
def test_a_mistake_says_what_to_write(mistakes: Mistakes, line: str, message: str) -> None:
    (found, *_) = mistakes(f"{line}\n")
    assert found.startswith(f"site.yaml:{message}")


def test_a_file_that_is_not_utf8_says_where(mistakes: Mistakes) -> None:
    assert mistakes(b"title: Notes\ntagline: \xff\n") == [
        "site.yaml:2: a byte here is not UTF-8; save the file as UTF-8"
    ]


def test_a_byte_order_mark_is_no_part_of_the_text(read: Read) -> None:
    assert read(b"\xef\xbb\xbftitle: Notes\n").title["zh"] == "Notes"


def test_a_file_that_is_not_there_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "site.yaml")
    assert str(caught.value) == (
        "site.yaml: No such file or directory; "
        "run `notes-site init`, or name the file by `--config`"
    )


def test_the_command_line_replaces_the_base_url(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("title: Notes\nbase_url: https://a.b/c\n", encoding="utf-8")
    assert read_config(path, "https://d.e/f/").base_url == "https://d.e/f"
    assert read_config(path, "").base_url == "https://a.b/c"


def test_a_base_url_of_the_command_line_is_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text("title: Notes\nbase_url: https://a.b/c\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path, "d.e/f")
    assert str(caught.value) == (
        "site.yaml:2: `--base-url` is not a web address: d.e/f; "
        "write it as https://name.github.io/notes/"
    )


def test_a_tag_may_be_written_by_its_key_or_by_any_of_its_names(read: Read) -> None:
    tags = read("title: T\ntags: {rl: {zh: 强化学习, en: Reinforcement learning}}\n").tags
    for written in ("rl", "RL", "强化学习", "reinforcement  Learning", "Reinforcement-learning"):
        assert tags.key(written) == "rl"
        assert tags.name(written, "zh") == "强化学习"
    assert tags.key("C++") == "C++"
    assert tags.distinct(["强化学习", "C++", "rl", "C", "c++"]) == ("rl", "C++", "C")


def test_names_that_clash_are_reported(mistakes: Mistakes) -> None:
    assert mistakes(
        """title: T
tags:
  C: {}
  C++: C plus plus
  rl: {zh: 强化学习}
  强化学习: {en: RL}
  '+': plus
"""
    ) == [
        "site.yaml:4: `C++` has the address of `C`; write another word",
        "site.yaml:6: `RL` stands for `rl` already; write another name",
        "site.yaml:6: `强化学习` stands for `rl` already; write another name",
        "site.yaml:7: `+` holds no letter or digit; write a word",
    ]


def test_kinds_of_warnings_are_silenced_or_become_mistakes(read: Read) -> None:
    config = read("title: T\nwarnings: {parity: off, pictures: mistake, code: warning}\n")
    assert {kind: level.value for kind, level in config.warnings.items()} == {
        "parity": "off",
        "pictures": "mistake",
        "code": "warning",
    }


def test_pages_side_by_side_cannot_be_without_the_comparison(
    read: Read, mistakes: Mistakes
) -> None:
    assert not read("title: T\ncompare_translations: false").has_bilingual
    (line,) = mistakes("title: T\ncompare_translations: false\nbilingual: true")
    assert line.startswith("site.yaml:3: pages side by side are made by the comparison; leave out ")
