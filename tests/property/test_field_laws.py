"""The law of the cache, tried on an edit of every field there is.

Which fields there are is read off the types. So a new setting is tried as soon as there is one: the
law of the fields fails until an edit here changes it.
"""

import json
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

from notes_site.cache import Session, Store
from notes_site.config import SiteConfig, read_config
from notes_site.errors import SourceError
from notes_site.flow.note_cache import NoteCache, make_note_cache
from notes_site.load.front_matter import parse_front_matter, split_front_matter
from notes_site.model import FrontMatter, Kind
from notes_site.pages.sitewide import Sitewide, make_sitewide
from notes_site.render import RenderSettings
from tests.pictures.made import encode, gradient
from tests.small_site import Files, build, code, notebook, printed, read_tree, write_files

pytestmark = pytest.mark.property

Tree = Mapping[str, Any]

CONFIG: Tree = {
    "title": {"zh": "笔记", "en": "Notes"},
    "base_url": "https://example.org/blog",
    "author": {"name": "Ada"},
    "languages": {"zh": {}, "en": {}},
    "index": {"per_page": 2},
    "excerpt": {"length": 8},
    "math": {"macros": {"\\own": "o"}},
    "feed": {"entries": 3},
    "comments": {"giscus": {"repo": "a/b", "repo_id": "R1", "category": "C", "category_id": "D1"}},
    "navigation": ["home", "about", {"title": "Code", "url": "https://example.org/code"}],
    "social": {"github": "ada"},
    "logo": {"light": "dot.svg", "dark": "dot.svg"},
    "favicon": "dot.svg",
    "theme": {"accent": "#00704a", "font": {"body": "serif", "code": "mono"}},
    "banner": {"style": "text", "text": "Banner"},
    "footer": {"text": "Foot", "licence": "CC-BY-4.0"},
    "statistics": {
        "umami": {"id": "94db1cb1-74f4-4a40-ad6c-962362670409", "host": "https://s.example"}
    },
    "tags": {"rl": {"zh": "强化学习", "en": "RL"}},
    "series": {"basics": {"zh": "基础", "en": "Basics"}},
    "social_cards": False,
    "search": True,
    "notebooks": {"repository": "a/b"},
}
"""One of everything, so that each edit shows somewhere."""

SETTINGS: Mapping[str, Tree] = {
    "title": {"title": {"zh": "别的笔记"}},
    "tagline": {"tagline": "HELLO", "banner": {"style": "signal"}},
    "description": {"description": "What it is about"},
    "base_url": {"base_url": "https://example.org/other"},
    "timezone": {"timezone": "Asia/Shanghai"},
    "author": {"author": {"name": "Bo", "url": "https://bo.example", "email": "bo@bo.example"}},
    "languages, in another order": {"languages!": {"en": {}, "zh": {}}},
    "languages.label": {"languages": {"en": {"label": "British", "tag": "en-GB"}}},
    "a third language": {"languages": {"fr": {}}},
    "index.per_page": {"index": {"per_page": 1}},
    "index.heading": {"index": {"heading": "NEWS"}},
    "index.untranslated": {"index": {"untranslated": "hide"}},
    "excerpt.length": {"excerpt": {"length": 40}},
    "excerpt.ellipsis": {"excerpt": {"ellipsis": "…"}},
    "excerpt.math": {"excerpt": {"math": "placeholder"}},
    "excerpt.source": {"excerpt": {"source": "description"}},
    "citations.file": {"citations": {"file": "other.bib"}},
    "citations.style": {"citations": {"style": "author-year"}},
    "urls.note": {"urls": {"note": "/{year}/{slug}/"}},
    "math.macros": {"math": {"macros": {"\\own": "p"}}},
    "math.numbers": {"math": {"numbers": "all"}},
    "numbers.theorems": {"numbers": {"theorems": "together"}},
    "footnotes": {"footnotes": "end"},
    "markdown.html": {"markdown": {"html": False}},
    "notebooks.download": {"notebooks": {"download": False}},
    "notebooks.repository": {"notebooks": {"repository": "a/c"}},
    "notebooks.branch": {"notebooks": {"branch": "trunk"}},
    "notebooks.folder": {"notebooks": {"folder": "blog"}},
    "code.light": {"code": {"light": "solarized-light"}},
    "code.dark": {"code": {"dark": "monokai"}},
    "feed.entries": {"feed": {"entries": 1}},
    "feed.content": {"feed": {"content": "excerpt"}},
    "search": {"search": False},
    "social_cards": {"social_cards": True},
    "bilingual": {"bilingual": False},
    "term_hints": {"term_hints": True},
    "compare_translations": {"compare_translations": False},
    "pictures.copies": {"pictures": {"copies": False}},
    "markdown_copies": {"markdown_copies": False},
    "llms": {"llms": False},
    "feed.tags": {"feed": {"tags": False}},
    "comments": {"comments": None},
    "comments.giscus": {
        "comments": {
            "giscus": {"repo": "a/c", "repo_id": "R2", "category": "E", "category_id": "D2"}
        }
    },
    "navigation": {"navigation": None},
    "navigation.page": {"navigation": ["archive", "about", "tags"]},
    "navigation.title": {
        "navigation": ["home", "about", {"title": "Work", "url": "https://example.org/work"}]
    },
    "social": {"social": {"github": "bo"}},
    "social.network": {"social": {"github": None, "gitlab": "ada"}},
    "logo.light": {"logo": {"light": "other.svg"}},
    "logo.dark": {"logo": {"dark": "other.svg"}},
    "logo": {"logo": "none"},
    "favicon": {"favicon": "other.svg"},
    "theme.accent": {"theme": {"accent": {"light": "#7c3aed", "dark": "#c4b5fd"}}},
    "theme.font.body": {"theme": {"font": {"body": "kai"}}},
    "theme.font.code": {"theme": {"font": {"code": "JetBrains Mono"}}},
    "theme.font of files": {"theme": {"font": {"body": "fonts/A.woff2", "code": "fonts/A.woff2"}}},
    "theme.width": {"theme": {"width": "wide"}},
    "theme.density": {"theme": {"density": "airy"}},
    "banner.style": {"banner": {"style": "signal"}},
    "banner.text": {"banner": {"text": "Other"}},
    "footer.text": {"footer": {"text": "Other"}},
    "footer.licence": {"footer": {"licence": {"name": "Mine", "url": "https://example.org/mine"}}},
    "footer.icp": {
        "footer": {"icp": "京ICP备12345678号-1", "police": "京公网安备11010502030143号"}
    },
    "statistics.id": {"statistics": {"umami": {"id": "14db1cb1-74f4-4a40-ad6c-962362670409"}}},
    "statistics.host": {"statistics": {"umami": {"host": "https://t.example"}}},
    "statistics.provider": {"statistics": {"umami": None, "goatcounter": "ada"}},
    "tags": {"tags": {"rl": {"zh": "强化", "en": "Reinforcement"}}},
    "tags.keys": {"tags": {"math": {"zh": "数学", "en": "Math"}}},
    "series": {"series": {"basics": {"zh": "入门", "en": "Start"}}},
    "series.keys": {"series": {"rest": "More"}},
    "allow": {"allow": {"scripts": ["https://cdn.example"]}},
    "warnings": {"warnings": {"parity": "off"}},
}
"""What is edited → values of `site.yaml` in the place of, or beside, those of `CONFIG`: `merge`."""

FRONT: Tree = {
    "title": "甲",
    "date": "2024-05-01",
    "tags": ["rl"],
    "series": "basics",
    "paper": {"title": "P", "authors": ["Q"]},
    "macros": {"\\note": "n"},
    "history": [{"date": "2024-05-03", "changes": "First"}],
    "extra": {"a": 1},
}
HEADS: Mapping[str, Tree] = {
    "title": {"title": "别的甲 $x$"},
    "date": {"date": "2024-01-01"},
    "updated": {"updated": "2024-06-02"},
    "tags": {"tags": ["math"]},
    "series": {"series": "more"},
    "authors": {"authors": ["Cy"]},
    "draft": {"draft": True},
    "description": {"description": "Said otherwise"},
    "excerpt": {"excerpt": "Cut $y$ otherwise"},
    "slug": {"slug": "elsewhere"},
    "aliases": {"aliases": ["/old/"]},
    "former names": {"abbrlink": "4f2a"},
    "translation_key": {"translation_key": "other"},
    "id": {"id": "urn:uuid:1"},
    "paper": {
        "paper": {
            "title": "P2",
            "authors": ["R"],
            "venue": "V",
            "year": "2020",
            "arxiv": "2103.00020",
            "doi": "10.1/x",
            "url": "https://p.example",
            "code": "https://c.example",
        }
    },
    "no paper": {"paper": None},
    "paper by key": {"paper": {"key": "k"}},
    "partial": {"translation": "partial"},
    "history": {"history": [{"date": "2024-06-03", "changes": "Mended"}]},
    "bibliography": {"bibliography": ["other.bib"]},
    "pinned": {"pinned": True},
    "toc": {"toc": False},
    "macros": {"macros": {"\\note": "m"}},
    "extra": {"extra": {"a": 2}},
}

BIB = "@book{{k, title={{{title}}}, author={{Doe, Jane}}, year={{2020}}, publisher={{P}}}}\n"
TEXT = (
    "第一段 [@k] $x + \\own + \\note$，见 [[b]] 与 [图](/dot.svg)。\n\n## 甲一 {#one}\n\n$$a$$\n\n"
    "> [!theorem] T {#thm:t}\n> Text.\n\n> [!lemma]\n> Text.\n\n## 甲二\n\n"
    "```python\nprint(1)\n```\n\n<b>raw</b>\n\n![Dot](/dot.svg)\n\n末[^f]。\n\n[^f]: 注\n"
)
FILES: Files = {
    "content/zh/b.md": "---\ntitle: 乙\ndate: 2024-05-02\ntags: [rl]\nseries: basics\ndescription: 说 *b*\n---\n"
    "见 [[a]]、[甲](a.md#one)、[](a.md#thm:t)。$\\own$\n\n$$b$$\n",
    "content/zh/c.md": "---\ntitle: 丙\ndate: 2024-05-03\ntags: [rl, 数学]\n---\n只有中文 $z$。\n",
    "content/zh/d/index.md": "---\ntitle: 丁\ndate: 2024-05-04\nseries: More\n---\n![一](x.svg) ![二](y.png)\n",
    "content/zh/d/y.png": encode(gradient(1600, 400), "PNG"),
    "content/zh/d/x.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>",
    "content/zh/n.ipynb": notebook(code("1 + 1", printed("2"))),
    "content/zh/pages/about.md": "---\ntitle: 关于\n---\n见 [[a]]。\n",
    "content/en/a.md": "---\ntitle: A\ndate: 2024-05-01\ntags: [RL]\nseries: basics\n---\n"
    "First $x$.\n\n## One\n\n$$a$$\n\n## Two\n\n[b](b.md)\n",
    "content/en/b.md": "---\ntitle: B\ndate: 2024-05-02 01:02:03\n---\n[[a]] $y$\n",
    "content/en/soon.md": "---\ntitle: Soon\ndate: 2999-01-01\n---\nSoon.\n",
    "content/en/pages/about.md": "---\ntitle: About\n---\nSee [[b]].\n",
    "static/dot.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>",
    "static/other.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "static/fonts/A.woff2": b"wOF2 no real one",
    "static/extra.css": "b { color: red }",
    "references.bib": BIB.format(title="First"),
    "terms.yaml": "- {zh: 一, en: First}\n",
    "other.bib": BIB.format(title="Another"),
    "locales/zh.yaml": "home: 家\n",
    "templates/parts/head-end.html": "<meta name=x content='{{ page.extra if page.extra is defined }}'>",
}
OTHERS: Mapping[str, Files] = {
    "a draft": {"content/zh/c.md": "---\ntitle: 丙\ndate: 2024-05-03\ndraft: true\n---\n丙\n"},
    "text of a linked note": {"content/zh/b.md": "---\ntitle: 乙\ndate: 2024-05-02\n---\n[[a]]\n"},
    "a linked note is gone": {
        "content/en/b.md": None,
        "content/en/a.md": "---\ntitle: A\ndate: 2024-05-01\n---\nFirst.\n",
        "content/en/pages/about.md": "---\ntitle: About\n---\nSee [[a]].\n",
    },
    "slug of a linked note": {
        "content/zh/b.md": "---\ntitle: 乙\ndate: 2024-05-02\nslug: moved\n---\n[[a]]\n"
    },
    "title of a linked note": {"content/en/b.md": "---\ntitle: B 2\ndate: 2024-05-02\n---\nY\n"},
    "number of a block that is linked to": {
        "content/zh/a.md": "{head}> [!theorem]\n> New.\n\n{text}"
    },
    "title of a standing page": {"content/zh/pages/about.md": "---\ntitle: 我\n---\n[[a]]\n"},
    "text of a standing page": {"content/en/pages/about.md": "---\ntitle: About\n---\nNew\n"},
    "a standing page comes": {"content/zh/pages/new.md": "---\ntitle: 新\n---\n新\n"},
    "sections of a translation": {
        "content/en/a.md": "---\ntitle: A\ndate: 2024-05-01\n---\n## Two\n\n$$a$$\n\n## Three\n"
    },
    "a picture beside a note": {"content/zh/d/x.svg": "<svg width='5' height='6'/>"},
    "a picture of the site": {"static/dot.svg": "<svg width='5' height='6'/>"},
    "a static file": {"static/robots.txt": "User-agent: *\n"},
    "an entry that is cited": {"references.bib": BIB.format(title="Second")},
    "terms": {"terms.yaml": "\n- {zh: 第一段, en: First paragraph, aliases: [x], note: n}\n"},
    "a term that stays": {"terms.yaml": "- {keep: First}\n"},
    "a font": {"static/fonts/A.woff2": b"wOF2 another"},
    "a style sheet": {"static/assets/style.css": "a { color: red }"},
    "a script": {"static/assets/note.js": "1"},
    "a script in the page": {"static/assets/theme.js": "1"},
    "extra.css": {"static/extra.css": "b { color: blue }"},
    "a word": {"locales/zh.yaml": "home: 首页\nread_more: 阅读\n"},
    "a word in a plural": {
        "locales/en.yaml": "minutes: {one: '{number} m', other: '{number} ms'}\n"
    },
    "a template": {"templates/parts/footer.html": "<footer class=site-footer>new</footer>"},
    "a template of its own": {"templates/article.html": "{{ page.title }} {{ page.body }}"},
    "a template for Markdown": {"templates/llms.txt": "{{ page.title }}"},
    "the end of the head": {"templates/parts/head-end.html": "<meta name=a content=b>"},
    "what is remembered of translations": {
        "content/translations.json": '{\n "a": {"zh en": "x:y"}\n}\n'
    },
}


def merge(base: Tree, edit: Tree) -> dict[str, Any]:
    """Return `base` with the values of `edit`, mappings joined; None takes out, `key!` joins nothing."""
    merged = dict(base)
    for key, value in edit.items():
        name = key.removesuffix("!")
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, Mapping) and isinstance(base.get(key), Mapping):
            merged[name] = merge(base[key], value)
        else:
            merged[name] = value
    return merged


def as_note(head: Tree) -> str:
    """Return the note `zh/a` with this front matter: JSON is YAML, but lines are to be told apart."""
    lines = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items()
    )
    return f"---\n{lines}---\n{TEXT}"


def site_yaml(edit: Tree) -> str:
    return json.dumps(merge(CONFIG, edit), ensure_ascii=False)


BASE: Files = {**FILES, "site.yaml": site_yaml({}), "content/zh/a.md": as_note(FRONT)}
HEAD = as_note(FRONT).removesuffix(TEXT)


def as_edit(files: Files) -> Files:
    filled = {
        path: text.replace("{head}", HEAD).replace("{text}", TEXT)
        if isinstance(text, str)
        else text
        for path, text in files.items()
        if path == "content/zh/a.md"
    }
    return {**files, **filled}


EDITS: Mapping[str, Files] = {
    **{f"site.yaml: {name}": {"site.yaml": site_yaml(edit)} for name, edit in SETTINGS.items()},
    **{
        f"front matter: {name}": {"content/zh/a.md": as_note(merge(FRONT, edit))}
        for name, edit in HEADS.items()
    },
    **{name: as_edit(files) for name, files in OTHERS.items()},
}

SILENT = {"site.yaml: warnings", "what is remembered of translations"}
"""What changes no page, but perhaps what is told."""

MISTAKEN = {"front matter: draft"}
"""What others link to, so that nothing is published."""


# The law of the cache

Outcome = tuple[dict[str, bytes], list[str]] | str


def outcome(folder: Path, session: Session | None, *, is_preview: bool = False) -> Outcome:
    """Return the output of a build and its warnings, or its mistakes."""
    try:
        site = build(folder, session=session, is_preview=is_preview, shows_future=True)
    except SourceError as error:
        return str(error)
    return read_tree(site.output), site.warnings


class Sites:
    """A site that is built again and again: by a command, by `serve`, and each time anew."""

    def __init__(self, folder: Path, anew: Session, served: Session) -> None:
        self.folder = folder
        self.anew, self.served = anew, served
        self.count = 0
        for name in ("warm", "served"):
            write_files(folder / name, BASE)
        self.base = self.cold(BASE)
        assert not isinstance(self.base, str), self.base
        assert self.warm() == [self.base, self.base]

    def cold(self, files: Files) -> Outcome:
        """Return what a first build gives."""
        self.count += 1
        folder = self.folder / str(self.count)
        write_files(folder, {path: text for path, text in files.items() if text is not None})
        self.anew.forget()  # but for V8, which takes long to start
        return outcome(folder, self.anew)

    def warm(self) -> list[Outcome]:
        """Return what the next build by a command gives, and the next of `serve`."""
        return [
            outcome(self.folder / "warm", None),
            outcome(self.folder / "served", self.served, is_preview=True),
        ]

    def write(self, files: Files) -> None:
        """Change files of both."""
        for name in ("warm", "served"):
            for path, text in files.items():
                if text is not None or (self.folder / name / path).exists():
                    write_files(self.folder / name, {path: text})


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    with Session() as anew, Session() as served:
        yield Sites(tmp_path_factory.mktemp("sites"), anew, served)


@pytest.mark.parametrize("name", EDITS)
def test_a_warm_build_gives_what_a_cold_one_gives_after_an_edit(sites: Sites, name: str) -> None:
    """The bytes of all files, and what is told, are those of a first build; and again when it is undone."""
    edit = EDITS[name]
    sites.write(edit)
    try:
        expected = sites.cold({**BASE, **edit})
        warm = sites.warm()
    finally:
        sites.write({path: BASE.get(path) for path in edit})
        undone = sites.warm()
    assert warm == [expected, expected]
    assert undone == [sites.base, sites.base]
    if name not in SILENT:
        assert expected != sites.base, "this edit shows nowhere, so it proves nothing"
    assert isinstance(expected, str) is (name in MISTAKEN), expected


# The law of the fields


EXEMPT = {
    SiteConfig: {
        "folder": "the same site gives the same bytes in any folder: tests/test_determinism.py",
        "theme.name": "of an installed package: tests/test_themes.py",
        "languages.is_default": "whether a language is the first, which is tried",
        "languages.code": "a language more or less is another list",
        "navigation.place": "where an entry stands, for messages",
    },
    RenderSettings: {},
    Sitewide: {
        "config": "tried field by field",
        "digest": "of the other fields",
        "read_html": "no value",
        "made": "what was made of the other fields",
    },
    FrontMatter: {},
}


def leaves(kind: type[Struct], above: str = "") -> Iterator[str]:
    """Yield the fields of a type, those of the structs in them instead of these: `math.macros`."""
    for field in fields(kind):
        name = f"{above}{field.name}"
        below = [each for each in _structs_in(field.type) if each is not kind]
        if below and field.name != "config":
            for each in below:
                yield from leaves(each, f"{name}.")
        else:
            yield name


def _structs_in(kind: object) -> list[type[Struct]]:
    if isinstance(kind, type) and issubclass(kind, Struct):
        return [kind]
    found = [each for part in typing.get_args(kind) for each in _structs_in(part)]
    return list(dict.fromkeys(found))


def changed(before: object, after: object, name: str = "") -> Iterator[str]:
    """Yield the fields, as `leaves` names them, in which two values of a type differ."""
    if isinstance(before, Struct) and type(before) is type(after):
        for field in before.__struct_fields__:
            path = f"{name}.{field}".lstrip(".")
            yield from changed(getattr(before, field), getattr(after, field), path)
    elif isinstance(before, tuple) and isinstance(after, tuple) and _holds_structs(before):
        for one, other in zip(before, after, strict=False):
            yield from changed(one, other, name)
        yield from [name] if len(before) != len(after) else []
    elif isinstance(before, Mapping) and isinstance(after, Mapping) and _holds_structs(before):
        for key in before.keys() & after.keys():
            yield from changed(before[key], after[key], name)
        yield from [name] if before.keys() != after.keys() else []
    elif _shown(before) != _shown(after):
        yield name


def _holds_structs(value: object) -> bool:
    if isinstance(value, Mapping):
        return _holds_structs(tuple(value.values()))
    return isinstance(value, Struct) or (
        isinstance(value, tuple) and any(_holds_structs(each) for each in value)
    )


def _shown(value: object) -> object:
    return value.cache_key() if hasattr(value, "cache_key") else value


def missing(kind: type[Struct], tried: set[str]) -> list[str]:
    """Return the fields of a type that no edit has changed."""
    exempt = EXEMPT[kind]
    return [
        name
        for name in leaves(kind)
        if name not in tried and not any(f"{name}.".startswith(f"{each}.") for each in exempt)
    ]


def test_every_setting_is_tried(tmp_path: Path) -> None:
    """Each field of `SiteConfig`, however deep, is changed by one of the edits."""

    def read(files: Files) -> SiteConfig:
        write_files(tmp_path, files)
        return read_config(tmp_path / "site.yaml")

    base = read(BASE)
    tried: set[str] = set()
    for edit in EDITS.values():
        if "site.yaml" in edit:
            tried |= set(changed(base, read({"site.yaml": edit["site.yaml"]})))
    assert missing(SiteConfig, tried) == [], "edit these in SETTINGS"


def test_every_key_of_front_matter_is_tried() -> None:
    """Each field of `FrontMatter` is changed by one of the edits."""

    def read(text: str) -> FrontMatter:
        yaml = split_front_matter(text, "a.md").yaml
        return parse_front_matter(yaml, "a.md", Kind.NOTE)[0]

    base = read(as_note(FRONT))
    tried = {
        name for edit in HEADS.values() for name in changed(base, read(as_note(merge(FRONT, edit))))
    }
    assert missing(FrontMatter, tried) == [], "edit these in HEADS"


def test_all_that_notes_and_pages_have_in_common_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each field of `RenderSettings` and of `Sitewide` is changed by one of the edits."""
    seen: dict[type[Struct], Any] = {}

    def watch_cache(store: Store, settings: RenderSettings, *others: Any) -> NoteCache:  # noqa: ANN401 - passed on
        seen[RenderSettings] = settings
        return make_note_cache(store, settings, *others)

    def watch_sitewide(session: Session, **given: Any) -> Sitewide:  # noqa: ANN401 - passed on
        seen[Sitewide] = sitewide = make_sitewide(session, **given)
        return sitewide

    monkeypatch.setattr("notes_site.flow.notes.make_note_cache", watch_cache)
    monkeypatch.setattr("notes_site.pages.site.make_sitewide", watch_sitewide)

    def build_and_see(files: Files, *, shows_future: bool = True) -> dict[type[Struct], Any]:
        write_files(tmp_path, files)
        with session:
            build(tmp_path, session=session, is_preview=True, shows_future=shows_future)
        return dict(seen)

    session = Session()
    base = build_and_see(BASE)
    tried: dict[type[Struct], set[str]] = {RenderSettings: set(), Sitewide: set()}
    runs = [build_and_see({}, shows_future=False)]
    for edit in EDITS.values():
        if not edit.keys() & {"content/zh/a.md"}:
            runs.append(build_and_see(edit))
            write_files(tmp_path, {path: BASE.get(path) for path in edit})
    for run in runs:
        for kind, names in tried.items():
            names |= {
                name
                for field in kind.__struct_fields__
                if field not in {"config", "made", "read_html"}
                for name in changed(getattr(base[kind], field), getattr(run[kind], field), field)
            }
    for kind, names in tried.items():
        assert missing(kind, names) == [], "edit these in OTHERS"
