"""Sites of MkDocs, VitePress and VuePress, and of tools without a reader, made up and small."""

from pathlib import Path

import pytest
import yaml

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.bodies import rewrite_body
from tests.conftest import Run
from tests.importing.small_blog import PNG, bring, head_of
from tests.small_site import write_files


def test_a_site_of_mkdocs(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "mkdocs.yml": "site_name: Notes\nsite_url: https://a.example/n/\nsite_author: Ada\ntheme: {name: material, language: en}\n"
        "markdown_extensions:\n  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }\nextra: {analytics: {property: x}}\n"
        "nav:\n  - Home: index.md\n  - Deep:\n    - dl/two.md\n    - One: dl/one.md\n",
        "docs/index.md": "---\nhide: [navigation, toc]\n---\n# Welcome\n\nText.\n",
        "docs/dl/one.md": "Text without a heading.\n\n!!! note\n    Mind.\n",
        "docs/dl/two.md": '# Two\n\n--8<-- "part.txt"\n\n![p](../img/p.png){ width="300" .zoom } and [one](one.md){ .md-button }.\n\n'
        '=== "A"\n\n    Text A.\n\n=== "B"\n\n    ```python\n    x\n    ```\n',
        "docs/img/p.png": PNG,
        "part.txt": "From the part.\n",
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert (config["title"], config["base_url"], config["author"]) == (
        "Notes",
        "https://a.example/n/",
        {"name": "Ada"},
    )
    two, one = head_of(made / "content/en/two.md"), head_of(made / "content/en/one.md")
    assert two["series"] == one["series"] == "Deep"
    assert (one["title"], two["aliases"]) == ("One", ["/dl/two/"])
    assert str(two["date"]) < str(one["date"])
    assert "draft" not in head_of(made / "content/en/index.md")
    text = (made / "content/en/two.md").read_text()
    assert "From the part.\n\n![p](/pictures/two/p.png){width=300} and [one](one.md).\n" in text
    assert "**A**\n\nText A.\n" in text
    assert "**B**\n\n```python\nx\n```\n" in text
    assert (made / "public/dl/two/index.html").is_file()


def test_a_site_of_mkdocs_without_folders_in_addresses(run: Run, tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": "site_name: N\nuse_directory_urls: false\ndocs_dir: content\n",
        "content/a/b.md": "# B\n\nText.\n",
        "content/a/README.md": "# A\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    assert head_of(made / "content/en/b.md")["aliases"] == ["/a/b.html"]
    assert head_of(made / "content/en/a.md")["aliases"] == ["/a/index.html"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Press ++ctrl+c++ now", "Press <kbd>Ctrl</kbd>+<kbd>C</kbd> now"),
        ("C++ and D++", "C++ and D++"),
        ('!!! note "Only *this*"\n\n## Next\n', "> [!NOTE] Only *this*\n\n## Next\n"),
        ('!!! note "That"\n\n    Text.\n', '!!! note "That"\n\n    Text.\n'),
        (
            '!!! note "A"\n    One.\n\n    <figure markdown="span">\n    ![x](a.png)\n    </figure>\n\n    Two.\n',
            '!!! note "A"\n    One.\n\n    <figure>\n\n    ![x](a.png)\n\n    </figure>\n\n\n    Two.\n',
        ),
        ("^^new^^", "<ins>new</ins>"),
        ("[x](a.md){ .button } {x}", "[x](a.md) {x}"),
        ('- item\n\n    === "A"\n\n        One.\n', "- item\n\n\n    **A**\n\n    One.\n\n"),
    ],
)
def test_texts_of_mkdocs(text: str, made: str) -> None:
    report = ImportReport(kind=SourceKind.MKDOCS, source="blog")
    assert rewrite_body(text, "a.md", SourceKind.MKDOCS, report) == made


def test_a_site_of_vitepress(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/.vitepress/config.mts": "export default defineConfig({\n  title: '笔记',\n  lang: 'zh-CN',\n  base: '/n/',\n  sitemap: { hostname: 'https://a.example' },\n"
        "  themeConfig: { sidebar: [{ text: '基础', items: [{ text: '二', link: '/b' }, { text: '一', link: '/a' }] }] }\n})\n",
        "docs/index.md": "---\nlayout: home\nhero: {name: N}\n---\n<Hero/>\n",
        "docs/a.md": "# 一\n\n::: tip 提示\n正文。\n:::\n\n![p](/p.png)\n\n[二](./b) 和 [二](/b.html)。\n",
        "docs/b.md": "# 二\n\n<<< @/code/x.py{1}\n\n::: code-group\n```js [a.js]\nx\n```\n:::\n",
        "docs/code/x.py": "x = 1\n",
        "docs/public/p.png": PNG,
    }
    made = bring(run, tmp_path, files)
    config = yaml.safe_load((made / "site.yaml").read_text())
    assert (config["title"], config["base_url"]) == ("笔记", "https://a.example/n/")
    a, b = (made / f"content/zh/{name}.md" for name in "ab")
    assert head_of(a)["series"] == head_of(b)["series"] == "基础"
    assert str(head_of(b)["date"]) < str(head_of(a)["date"])
    assert head_of(a)["aliases"] == ["/a.html", "/a"]
    assert "> [!TIP] 提示\n> 正文。" in a.read_text()
    assert "![p](/pictures/a/p.png)\n\n[二](b.md) 和 [二](b.md)。" in a.read_text()
    assert "```py\nx = 1\n```" in b.read_text()
    assert ":::" not in b.read_text()
    assert "page that a template fills" in (made / "import-report.md").read_text()


def test_a_site_of_vuepress(run: Run, tmp_path: Path) -> None:
    files = {
        "docs/.vuepress/config.js": "module.exports = { title: 'V', themeConfig: { sidebar: { '/g/': [{ title: 'Guide', children: ['', 'two'] }], '/': [] } } }\n",
        "docs/README.md": "---\nhome: true\n---\n",
        "docs/g/README.md": "# Guide\n\nText.\n",
        "docs/g/two.md": "# Two\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    assert head_of(made / "content/en/g.md")["aliases"] == ["/g/"]
    assert head_of(made / "content/en/two.md")["aliases"] == ["/g/two.html", "/g/two"]


def test_a_tool_without_a_reader_is_named(run: Run, tmp_path: Path) -> None:
    files = {
        "_toc.yml": "format: jb-book\nroot: intro\nparts:\n- caption: Deep\n  chapters:\n  - file: a/two\n  - file: a/one\n",
        "intro.md": "# Intro\n\nText.\n",
        "a/one.md": "# One\n\nText.\n",
        "a/two.md": "# Two\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    report = (made / "import-report.md").read_text()
    assert "this looks like a site of Jupyter Book, which has no reader of its own" in report
    two, one = head_of(made / "content/en/two.md"), head_of(made / "content/en/one.md")
    assert two["series"] == one["series"] == "Deep"
    assert str(two["date"]) < str(one["date"])


def test_an_export_of_wordpress_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    write_files(
        tmp_path / "blog", {"a.xml": '<rss xmlns:wp="http://wordpress.org/export/1.2/"></rss>'}
    )
    (tmp_path / "blog/site.yaml").unlink()
    result = run("import", "blog", "made")
    assert result.exit_code == 2
    assert "this looks like WordPress, which has no reader: export it as Markdown" in result.stderr
