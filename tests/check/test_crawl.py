"""The written site, crawled as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest

from notes_site.check.crawl import Crawl, crawl
from notes_site.model import OutputFile
from tests.conftest import MakeSite, Run
from tests.small_site import BuiltSite, build, note, write_files

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
FILES = {
    "site.yaml": "title: {zh: 笔记, en: Notes}\nbase_url: https://name.example\nindex: {per_page: 1}\n",
    "content/en/attention/index.md": note(
        "![A](plot.svg) [m](../math.md#eq:one) [[math#part]] [out](https://x.example/a#b)[^1]\n\n"
        "[^1]: Text.\n",
        tags="[a, 标签]",
        series="s",
        aliases="[/old/, /old.html]",
    ),
    "content/en/attention/plot.svg": SVG,
    "content/zh/attention.md": note(
        '<!-- parity: allow note -->\n\n<img src="/figures/点.svg" alt="点"> [表](/en/tags/)',
        slug="注意力",
    ),
    "content/en/math.md": note("## Part\n\n$$\nx \\label{eq:one}\n$$\n", date="2024-05-01"),
    "content/en/pages/about.md": "---\ntitle: About\n---\n\nText.\n",
    "static/figures/点.svg": SVG,
}
SAMPLE = Path(__file__).parents[2]


def crawl_output(output: Path, base_url: str) -> Crawl:
    files = [
        OutputFile(path=path.relative_to(output).as_posix(), content=path)
        for path in output.rglob("*")
        if path.is_file()
    ]
    return crawl(files, base_url, Path(), {})


@pytest.mark.parametrize(
    "base_url", ["https://name.example", "https://name.example/repo", "https://blog.name.example"]
)
def test_no_address_is_broken_under_any_base(make_site: MakeSite, base_url: str) -> None:
    site: BuiltSite = make_site(FILES, base_url=base_url)
    found = crawl_output(site.output, base_url)
    assert list(map(str, found.problems)) == []
    assert set(found.external) == {"https://x.example/a"}


@pytest.mark.parametrize("base_url", ["https://name.example", "https://name.example/repo"])
def test_no_address_of_a_new_site_is_broken(tmp_path: Path, run: Run, base_url: str) -> None:
    run("init", "site")
    site = build(tmp_path / "site", base_url=base_url)
    assert crawl_output(site.output, base_url).problems == ()


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("a/index.html", '\n<a href="../b/">', "a/index.html:2: there is nothing at /a/b"),
        ("a/index.html", '<a href="/repo/c/">', "a/index.html:1: there is nothing at /c/"),
        ("a/index.html", '<img srcset="d.svg 1x, ../fig.svg 2x">', "nothing at /a/d.svg"),
        ("a/index.html", '<a href="/fig.svg">', "/fig.svg is not below /repo/; let the template"),
        ("a/index.html", '<a href="#typo"><p id="type">', "id `typo`; write `type`"),
        ("a/index.html", '<p style="background: url(x.png)">', "nothing at /a/x.png"),
        ("a/index.html", '<meta property="og:image" content="https://n.example/repo/x.png">', "/x"),
        ("a/index.html", '<meta http-equiv="refresh" content="0; url=/repo/x/">', "nothing at /x/"),
        ("a.css", "b {}\nc { background: url('d.svg') }", "a.css:2: there is nothing at /d.svg"),
        ("sitemap.xml", "<u><loc>https://n.example/repo/x/</loc></u>", "nothing at /x/"),
        ("feed.xml", '<f><c type="html">&lt;a href="https://n.example/repo/x/"></c></f>', "at /x/"),
        ("feed.json", '{"items": [{"url": "https://n.example/repo/x/"}]}', "nothing at /x/"),
        ("feed.json", '{"content_html": "<img src=https://n.example/repo/x>"}', "nothing at /x"),
        ("robots.txt", "Sitemap: https://n.example/repo/x.xml", "robots.txt:1: there is nothing"),
    ],
)
def test_a_broken_address_is_told(path: str, content: str, message: str) -> None:
    content = content.replace("../b/", "b")
    files = [
        OutputFile(path=path, content=content.encode()),
        OutputFile(path="fig.svg", content=SVG.encode()),
    ]
    (problem,) = crawl(files, "https://n.example/repo", Path(), {}).problems
    assert message in str(problem)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/repo/fig.svg">',
        '<a href="?page=2#top">',
        '<a href="mailto:me@n.example"><a href="data:,x">',
        '<a href="https://n.example/other/"><a href="//cdn.example/x">',
        '<a href="#%E8%A1%A8"><p id="表">',
        '<a href="/repo">',
    ],
)
def test_what_leads_somewhere_is_no_mistake(html: str) -> None:
    files = [
        OutputFile(path="index.html", content=html.encode()),
        OutputFile(path="fig.svg", content=SVG.encode()),
    ]
    assert crawl(files, "https://n.example/repo", Path(), {}).problems == ()


def test_check_tells_the_line_of_the_note_or_the_page(run: Run, tmp_path: Path) -> None:
    footer = '<footer><a href="/nowhere/">x</a></footer>'
    write_files(tmp_path, {**FILES, "templates/parts/footer.html": footer})
    result = run("check")
    assert result.exit_code == 1
    assert "there is nothing at /nowhere/; correct the address" in result.stderr
    assert result.stderr.count("\n") == 1
    (tmp_path / "templates/parts/footer.html").unlink()
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert not (tmp_path / "public").exists()
    assert not (tmp_path / ".notes-site").exists()


def test_a_project_below_a_personal_site_is_another_site(run: Run, tmp_path: Path) -> None:
    text = (
        "[Project](https://name.github.io/project/) [Lost](https://name.github.io/notes/lost/)"
        " [Rooted](/project/)"
    )
    site = "title: T\nbase_url: https://name.github.io/\nlanguages: {en: {}}\n"
    write_files(tmp_path, {"site.yaml": site, "content/en/a.md": note(text)})
    result = run("check")
    lost = [line.partition(": ")[2] for line in result.stderr.splitlines()[:-1]]
    assert [text.partition(";")[0] for text in lost] == [
        "the link leads nowhere: /project/",
        "there is nothing at /notes/lost/",
    ]
