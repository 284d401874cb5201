"""The handbook names all there is, and what it says holds."""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt
from msgspec import Struct
from msgspec.structs import replace

from notes_site import pages
from notes_site.cache import Store
from notes_site.cli import main
from notes_site.config import SiteConfig, default_config, read_config
from notes_site.config.languages import Language, LanguageTag
from notes_site.config.social import NETWORKS
from notes_site.errors import KINDS
from notes_site.flow.build import build_site
from notes_site.flow.options import BuildOptions
from notes_site.load.front_matter import parse_front_matter
from notes_site.locales.words import Words, read_words
from notes_site.model import FrontMatter, Kind
from notes_site.parse import make_markdown
from notes_site.theme import LOCALES, TEMPLATES
from notes_site.yaml.yaml_map import YamlMap

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "content" / "en"
CHINESE = ROOT / "docs" / "content" / "zh"


# Reading the handbook


@dataclass(slots=True)
class Section:
    """What stands below one heading, up to the next one of any level."""

    title: str
    text: str = ""
    rows: dict[str, list[str]] = field(default_factory=dict)
    """First cell of a table's row, without backticks → the other cells."""

    fences: list[tuple[str, str]] = field(default_factory=list)
    """Info string and content of each code block."""


@cache
def read_sections(name: str) -> dict[str, Section]:
    """Return title → section of a page of the handbook."""
    found = {"": Section("")}
    section = found[""]
    text = (DOCS / name).read_text("utf-8")
    if text.startswith("---\n"):
        _, _, text = text.split("---\n", 2)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells: list[str] = []
    for previous, token in zip([None, *tokens], tokens, strict=False):
        match token.type:
            case "inline" if previous and previous.type == "heading_open":
                section = found[token.content] = Section(token.content)
            case "inline" if previous and previous.type == "td_open":
                cells.append(token.content)
            case "inline":
                section.text += token.content + "\n"
            case "tr_close" if cells:
                section.rows[cells[0].strip("`")] = cells[1:]
                cells = []
            case "fence":
                section.fences.append((token.info, token.content))
    return found


def read_rows(name: str) -> dict[str, list[str]]:
    """Return the rows of all tables of a page."""
    return {
        key: cells
        for section in read_sections(name).values()
        for key, cells in section.rows.items()
    }


def read_fences(name: str, info: str) -> list[tuple[str, str]]:
    """Return the title of the section and the content of each code block of a kind."""
    return [
        (section.title, content)
        for section in read_sections(name).values()
        for kind, content in section.fences
        if kind == info
    ]


def read_defaults(name: str) -> dict[str, object]:
    """Return key → default where the third column of a table writes it out, in backticks."""
    return {
        key: yaml.safe_load(written[1])
        for key, cells in read_rows(name).items()
        if len(cells) == 3 and (written := re.fullmatch(r"`([^`]+)`", cells[1]))
    }


def differences(there: Iterable[str], described: Iterable[str]) -> list[str]:
    """Return what the handbook does not describe, and what it describes that is not there."""
    missing, spare = set(there) - set(described), set(described) - set(there)
    return sorted([f"{each} is not described" for each in missing]) + sorted(
        [f"{each} is described but not there" for each in spare]
    )


# The Chinese handbook


def code_in_tables(page: Path) -> list[list[str]]:
    """Return the code of each row of all tables, but for the last cell, which is prose."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))
    rows: list[list[str]] = []
    cells: list[list[str]] = []
    for previous, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and previous and previous.type == "td_open":
            spans = [each for each in token.children or () if each.type == "code_inline"]
            cells.append([each.content for each in spans])
        elif token.type == "tr_close" and cells:
            rows.append(sorted(code for cell in cells[:-1] for code in cell))
            cells = []
    return rows


@pytest.mark.parametrize("name", sorted(page.name for page in CHINESE.glob("*.md")))
def test_tables_in_chinese_are_about_the_same(name: str) -> None:
    chinese, english = code_in_tables(CHINESE / name), code_in_tables(DOCS / name)
    assert [row for row in english if row not in chinese] == []
    assert chinese == english


def test_every_page_is_there_in_chinese() -> None:
    assert sorted(page.name for page in CHINESE.glob("*.md")) == sorted(
        page.name for page in DOCS.glob("*.md")
    )


@pytest.mark.parametrize("name", sorted(page.name for page in CHINESE.glob("*.md")))
def test_places_in_chinese_have_the_same_addresses(name: str) -> None:
    assert find_ids(CHINESE / name) == find_ids(DOCS / name)


# Messages


def test_messages_in_the_page_on_trouble_are_still_said() -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "notes_site").rglob("*.py"))
    code = re.sub(r"[`\\]", "", code)
    shown = [
        message
        for title, section in read_sections("trouble.md").items()
        if title != "On GitHub"
        for message in section.rows
    ]
    parts = [part.strip() for message in shown for part in message.split("…") if part.strip()]
    assert [part for part in parts if re.sub(r"[`\\]", "", part) not in code] == []


# Commands


def test_every_command_is_described() -> None:
    described = [title for title in read_sections("commands.md") if title.startswith("notes-site")]
    assert differences([f"notes-site {name}" for name in main.commands], described) == []


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_is_described(name: str) -> None:
    title = f"notes-site {name}"
    rows = read_sections("commands.md").get(title, Section(title)).rows
    command = main.commands[name]
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    options = {
        param for each in commands for param in each.params if isinstance(param, click.Option)
    }
    there = [word for option in options for word in (*option.opts, *option.secondary_opts)]
    assert differences(there, re.findall(r"--[a-z-]+", " ".join(rows))) == []


def test_messages_are_as_described(tmp_path: Path) -> None:
    (expected,) = (text for _, text in read_fences("commands.md", "text"))
    head = "---\ntitle: T\ndate: 2024-05-31\n"
    write_site(
        tmp_path,
        {
            "content/en/clip.md": f"{head}---\n",
            "content/en/lora.md": f"{head}tgs: [a]\n---\n\nAs $x = \\argmx f$.\n\n[C](clop.md)\n",
        },
    )
    done = CliRunner().invoke(main, ["build", "--config", str(tmp_path / "site.yaml")])
    assert done.exit_code == 1
    assert done.stderr == expected


def test_every_kind_of_warnings_is_described() -> None:
    rows = read_sections("commands.md")["Kinds of warnings"].rows
    assert {kind: cells[0].lower() for kind, cells in rows.items()} == {
        kind: meaning.lower() for kind, meaning in KINDS.items()
    }


def test_the_report_is_as_described(tmp_path: Path) -> None:
    ((_, described),) = read_fences("commands.md", "json")
    write_site(tmp_path, {"content/en/a.md": "---\ntitle: T\ndate: 2024-05-31\n---\n"})
    report = tmp_path / "report.json"
    command = ["build", "--config", str(tmp_path / "site.yaml"), "--report", str(report)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert key_names(json.loads(report.read_text())) == key_names(json.loads(described))


def key_names(value: object) -> object:
    """Return the keys of a mapping in their order, nested ones too."""
    return [(k, key_names(v)) for k, v in value.items()] if isinstance(value, dict) else None


# Keys of site.yaml and of front matter


def listen(monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]) -> set[str]:
    """Return the dotted keys that `read` asks YAML for, without those of mappings asked into."""
    asked: set[str] = set()
    find = YamlMap.find

    def find_and_tell(self: YamlMap, key: str) -> yaml.Node | None:
        asked.add(self._dotted(key))
        return find(self, key)

    monkeypatch.setattr(YamlMap, "find", find_and_tell)
    read()
    return asked


def only_innermost(keys: set[str]) -> set[str]:
    return {key for key in keys if not any(other.startswith(f"{key}.") for other in keys)}


GISCUS = {"repo": "a/b", "repo_id": "R", "category": "C", "category_id": "D"}
SITE: Mapping[str, object] = {
    "title": "T",
    "author": {"name": "A"},
    "languages": {"zh": {}, "en": {}},
    "comments": {"giscus": GISCUS},
    "logo": {"light": "logo.svg"},
    "banner": {"style": "text"},
    "footer": {"text": "F"},
}


def test_every_key_of_site_yaml_is_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    asked = listen(monkeypatch, lambda: read_site_yaml(tmp_path, json.dumps(SITE)))
    asked = {re.sub(r"^languages\.(zh|en)", "languages.<code>", key) for key in asked}
    described = set(read_rows("configuration.md"))
    assert differences(only_innermost(asked) | (asked & described), described) == []


def test_every_network_is_named() -> None:
    text = read_sections("configuration.md")["The head, the banner and the foot"].text
    assert [key for key in NETWORKS if f"`{key}`" not in text] == []


@pytest.mark.parametrize("key", read_defaults("configuration.md"))
def test_defaults_of_site_yaml_are_as_described(key: str, tmp_path: Path) -> None:
    default = read_defaults("configuration.md")[key]
    without = read_site_yaml(tmp_path, json.dumps({"title": "T"}))
    given = read_site_yaml(tmp_path, json.dumps(set_key({"title": "T"}, key, default)))
    assert given == without


@pytest.mark.parametrize("example", [text for _, text in read_fences("configuration.md", "yaml")])
def test_examples_of_site_yaml_are_right(example: str, tmp_path: Path) -> None:
    read_site_yaml(tmp_path, example)


def read_site_yaml(folder: Path, text: str) -> SiteConfig:
    file = folder / "site.yaml"
    file.write_text(text, encoding="utf-8")
    return read_config(file)


def set_key(mapping: Mapping[str, object], key: str, value: object) -> dict[str, object]:
    """Return `mapping` with `value` at the dotted `key`."""
    first, _, rest = key.partition(".")
    inner = mapping.get(first, {})
    if rest:
        assert isinstance(inner, dict)
        value = set_key(inner, rest, value)
    return {**mapping, first: value}


FRONT: Mapping[str, object] = {"title": "T", "date": "2024-05-31", "paper": {"title": "P"}}


def test_every_key_of_front_matter_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = listen(monkeypatch, lambda: read_front_matter(FRONT))
    described = set(read_sections("writing.md")["Front matter"].rows)
    assert differences(only_innermost(asked) | (asked & described), described) == []


@pytest.mark.parametrize("key", read_defaults("writing.md"))
def test_defaults_of_front_matter_are_as_described(key: str) -> None:
    default = read_defaults("writing.md")[key]
    assert read_front_matter(set_key(FRONT, key, default)) == read_front_matter(FRONT)


def read_front_matter(values: Mapping[str, object]) -> FrontMatter:
    front, warnings = parse_front_matter(json.dumps(values), "content/en/a.md", Kind.NOTE)
    assert not warnings
    return replace(front, lines={})


# Examples of notes

SHOWN: Mapping[str, list[list[str]]] = {
    "Front matter": [
        [
            '<h1 id="_title">LoRA: why rank <span class="math-inline">',
            "March 8, 2025",
            "April 1, 2025",
            '<meta name="description" content="What the low-rank update can and cannot express.">',
            "Ada Lovelace",
            "Part 1 of 1",
            "https://arxiv.org/abs/2106.09685",
            "ICLR 2022",
        ]
    ],
    "Tables, lists, strikethrough": [
        ["<table>", "<s>adapters</s>", "task-list-item", "<dt>Rank</dt>"]
    ],
    "Callouts": [['<p class="callout-title">Warning</p>']],
    "Footnotes": [['href="#fn-1" id="fnref-1"', "<p>Up to a constant"]],
    "Headings and their ids": [['<h2 id="optimum">The optimum', '<a href="#optimum">above</a>']],
    "Raw HTML": [["<details><summary>The proof</summary>\n<p>Markdown works"]],
    "Formulas": [['id="eq:kl"', '<a class="math-ref" href="#eq:kl">(1)</a>', "price is $5."]],
    "Code": [
        [
            "<figcaption>loss.py</figcaption>",
            '<span class="line" data-line="10">',
            '<span class="line hl" data-line="11">',
            '<span class="line hl" data-line="12">',
            '<span class="line" data-line="13">',
            '<span class="line hl" data-line="14">',
        ]
    ],
    "Diagrams": [['<div class="diagram"><div class="code" data-language="mermaid">']],
    "Figures": [
        [
            '<img src="/sub/figures/heads.svg" alt="Attention weights of four heads"',
            '<figure id="fig:loss">',
            'As <a href="#fig:loss">Figure 2</a> shows',
            "</span> Four heads, one sentence.</figcaption></figure>",
        ]
    ],
    "Links": [
        [
            '<a href="/sub/en/notes/clip/">CLIP</a>',
            '<a href="/sub/en/notes/clip/#loss">its loss</a>',
            '<a href="/sub/notes/clip/">in Chinese</a>',
            '<a href="/sub/slides.pdf">slides</a>',
        ]
    ],
    "Two languages": [
        ['class="math-display"'],
        ["<strong>强化学习。</strong>策略梯度的方差可以用基线降低。"],
    ],
    "Excerpts": [["This is the excerpt.", "This is not."]],
    "Your own site": [['<h1 id="_title">Direct preference optimisation</h1>', ">alignment</a>"]],
}
"""Section of `writing.md` or `README.md` → for each of its notes, what its page shows."""

EXAMPLES = read_fences("writing.md", "markdown") + read_fences("../../../README.md", "markdown")


def test_it_is_said_what_every_example_shows() -> None:
    titles = [title for title, _ in EXAMPLES]
    assert titles == [title for title, notes in SHOWN.items() for _ in notes]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a site that holds all examples, as `content/en/example-0.md` and so on."""
    folder = tmp_path_factory.mktemp("examples")
    head = "---\ntitle: Example\ndate: 2024-05-31\n---\n\n"
    ((_, footer),) = read_fences("templates.md", "html")
    files = {
        f"content/en/example-{number}.md": text if text.startswith("---\n") else head + text
        for number, (_, text) in enumerate(EXAMPLES)
    }
    files |= {
        "content/en/clip.md": f"{head}## Loss {{#loss}}\n",
        "content/zh/clip.md": f"{head}## 损失 {{#loss}}\n",
        "static/figures/heads.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/figures/loss.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static/slides.pdf": "%PDF",
        "templates/parts/footer.html": footer,
    }
    return build(folder, files, base_url="https://a.example/sub/")


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_shows_what_is_said(number: int, examples: Path) -> None:
    title, text = EXAMPLES[number]
    slug = re.search(r"^slug: (.*)$", text, re.MULTILINE)
    name = slug[1] if slug else f"example-{number}"
    html = (examples / "en" / "notes" / name / "index.html").read_text(encoding="utf-8")
    shown = [each for notes in SHOWN.values() for each in notes][number]
    assert [part for part in shown if part not in html] == [], title


def test_an_excerpt_ends_at_the_more_line(examples: Path) -> None:
    html = (examples / "en" / "index.html").read_text(encoding="utf-8")
    assert "This is the excerpt." in html
    assert "This is not." not in html


def test_the_example_of_a_template_takes_the_place_of_the_theme_s(examples: Path) -> None:
    html = (examples / "index.html").read_text(encoding="utf-8")
    assert '<footer class="site-footer"><p>© ' in html


# Templates, their contexts, words


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Name of a template → name of the class of its `page`, as a site's own templates see it."""
    folder = tmp_path_factory.mktemp("contexts")
    files = {
        f"templates/{path.name}": f"{path.name} {{{{ page.__class__.__name__ }}}}"
        for path in TEMPLATES.glob("*.*")
    }
    head = "title: T\ndate: 2024-05-31\ntags: [a]\naliases: [/old/]\npaper: {title: P}"
    files["content/en/a.md"] = f"---\n{head}\n---\n[@a]\n"
    files["references.bib"] = "@misc{a, title={A}}\n"
    files["terms.yaml"] = "- {keep: T}\n"
    files["content/zh/a.md"] = "---\ntitle: T\ndate: 2024-05-31\n---\n[@a]\n"
    files["content/en/pages/about.md"] = "---\ntitle: T\n---\n"
    output = build(folder, files)
    suffixes = {path.suffix for path in TEMPLATES.glob("*.*")}
    files_of_search = {*output.glob("pagefind/*")}
    made = [
        path
        for path in output.rglob("[!.]*")
        if path.suffix in suffixes and path not in files_of_search
    ]
    return dict(path.read_text().split() for path in made)


def test_every_template_is_described(contexts: Mapping[str, str]) -> None:
    rows = read_sections("templates.md")["Replacing a template"].rows
    described = [
        f"{name} with {row[-1].strip('`')}" for name, row in rows.items() if "/" not in name
    ]
    there = [f"{name} with {context}" for name, context in contexts.items()]
    assert differences(there, described) == []
    assert {*contexts, "base.html"} == {path.name for path in TEMPLATES.glob("*.*")}


def test_every_part_of_a_template_is_described() -> None:
    rows = read_sections("templates.md")["Replacing a template"].rows
    described = {name: cells for name, cells in rows.items() if "/" in name}
    parts = {f"parts/{path.name}": path.read_text() for path in TEMPLATES.glob("parts/*")}
    assert differences(parts, described) == []
    for name, text in parts.items():
        macros = re.findall(r"{%-? macro (\w+)", text)
        assert [macro for macro in macros if f"`{macro}`" not in described[name][0]] == [], name


def test_every_field_of_a_context_is_described(contexts: Mapping[str, str]) -> None:
    sections = read_sections("templates.md")
    described = [
        f"{title}.{row}"
        for title, section in sections.items()
        if re.fullmatch(r"([A-Z][a-z]+)+", title)
        for row in section.rows
    ]
    there = [
        f"{kind.__name__}.{each}"
        for name in sorted(set(contexts.values()))
        for kind in reachable_types(context_type(name))
        for each in typing.get_type_hints(kind)
    ]
    assert differences(there, described) == []


def context_type(name: str) -> type:
    """Return the class `name` of the package `pages`."""
    modules = [getattr(pages, module, None) for module in dir(pages)]
    (found,) = {kind for module in modules if isinstance(kind := getattr(module, name, None), type)}
    return found


def reachable_types(kind: type) -> Iterator[type]:
    """Yield the types with fields that a template reaches from `kind`, itself included."""
    seen: set[type] = set()
    waiting: list[object] = [kind]
    while waiting:
        each = waiting.pop()
        waiting += typing.get_args(each)
        if isinstance(each, type) and issubclass(each, (Struct, Words)) and each not in seen:
            seen.add(each)
            yield each
            waiting += typing.get_type_hints(each).values()


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("en", "templates.md", "The theme's words"),
        ("zh", "../zh/templates.md", "主题的用词 {#the-themes-words}"),
    ],
)
def test_every_word_of_the_theme_is_described(language: str, name: str, title: str) -> None:
    words = yaml.safe_load((LOCALES / f"{language}.yaml").read_text(encoding="utf-8"))
    there = [
        f"{key}: {word['other'] if isinstance(word, dict) else word}" for key, word in words.items()
    ]
    rows = read_sections(name)[title].rows
    assert differences(there, [f"{key}: {word}" for key, (word,) in rows.items()]) == []


def test_the_example_of_words_is_right(tmp_path: Path) -> None:
    ((_, example),) = read_fences("templates.md", "yaml")
    file = tmp_path / "locales" / "en.yaml"
    file.parent.mkdir()
    file.write_text(example, encoding="utf-8")
    english = Language(code="en", label="English", tag=LanguageTag("en"), is_default=True)
    words = read_words(english, replace(default_config(), folder=tmp_path), Store(None))
    assert words["read_more"] == "More"
    assert words.count("minutes", 3) == "3 min"


# Links

PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *DOCS.parent.glob("*/*.md"),
]


@pytest.mark.parametrize("page", PAGES, ids=[f"{page.parent.name}/{page.name}" for page in PAGES])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    assert [link for link in find_links(page) if not leads_somewhere(page, link)] == []


def find_links(page: Path) -> Iterator[str]:
    """Yield the links and pictures of a page that lead to files of the work tree."""
    for block in make_markdown().parse(page.read_text(encoding="utf-8")):
        for token in block.children or ():
            target = token.attrs.get("href") or token.attrs.get("src")
            if isinstance(target, str) and not urlsplit(target).scheme:
                yield target


def leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    target = page.parent / unquote(parts.path) if parts.path else page
    if not parts.fragment:
        return target.exists()
    return unquote(parts.fragment) in find_ids(target)


@cache
def find_ids(page: Path) -> set[object]:
    text = page.read_text(encoding="utf-8")
    if text.startswith("---\n"):
        _, _, text = text.split("---\n", 2)
    return {token.attrs.get("id") for token in make_markdown().parse(text)}


# Sites


def write_site(folder: Path, files: Mapping[str, str], base_url: str = "") -> None:
    given = {
        "site.yaml": f"title: T\nauthor: A\nbase_url: {base_url or 'http://localhost'}\n",
        **files,
    }
    for name, text in given.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(folder: Path, files: Mapping[str, str], base_url: str = "") -> Path:
    """Build a site, where every warning is a mistake, and return its output folder."""
    write_site(folder, files, base_url)
    output = folder / "public"
    options = BuildOptions(output=output, built_at=datetime(2026, 1, 1, tzinfo=UTC), is_strict=True)
    build_site(read_config(folder / "site.yaml"), options)
    return output
