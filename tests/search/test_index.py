"""The files of the search: when they are made, what they hold, and that they are always the same."""

import gzip
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pagefind_bin
import pytest

from notes_site.cache import NO_KEY
from notes_site.model import Url
from notes_site.search import SearchedPage, pagefind
from notes_site.search.index import share_pages
from notes_site.search.pagefind import Pagefind
from notes_site.search.record import Record
from tests.conftest import MakeSite, Run
from tests.small_site import BuiltSite, Files, note, read_tree, write_files

SITE: Files = {
    "site.yaml": "title: Notes\nlanguages: {zh: {tag: zh-CN}, en: {}}\n",
    "content/zh/a.md": note(
        "使用**注意力** $\\pi_\\theta$。\n\n```python\nself.linear(x)\n```\n\n![图](/a.svg '标题')",
        title="甲 $x$",
        tags="[rl]",
    ),
    "content/en/c.md": note("> [!NOTE]\n> Attention.[^1]\n\n[^1]: Below.", title="A"),
    "content/zh/b.md": note("", title="乙", authors="[李]"),
    "content/zh/pages/about.md": "---\ntitle: 关于\n---\n\n我",
    "static/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
MANY: Files = {
    "site.yaml": "title: Notes\nlanguages: {en: {}}\n",
    **{f"content/en/{n}.md": note(f"number{n} 数字{n}", title=f"N{n}") for n in range(45)},
}


def read_records(site: BuiltSite) -> dict[str, tuple[str, str]]:
    """Return index and address of each record in Pagefind's files → its title and text."""
    found = {}
    for path in site.output.glob("pagefind/fragment/*"):
        record = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        name = f"{path.stem.rpartition('_')[0]} {record['url']}"
        found[name] = (record["meta"]["title"], record["content"])
    return found


def files_of_search(site: BuiltSite) -> dict[str, bytes]:
    tree = read_tree(site.output)
    return {path: content for path, content in tree.items() if path.startswith("pagefind/")}


def test_a_language_finds_what_its_index_lists(make_site: MakeSite) -> None:
    site = make_site(SITE)
    assert read_records(site) == {
        "x-zh-cn-0 /notes/a/#zh-CN#2024-05-31": (
            "甲 x",
            "ǂt 甲 x ǂe 使 用 注 意 力 π_θ` 。` 图` 标 题 ǂr self linear ǂr rl",
        ),
        "x-zh-cn-0 /notes/b/#zh-CN#2024-05-31": ("乙", "ǂt 乙 ǂe ǂr 李"),
        "x-zh-cn-0 /about/#zh-CN#": ("关 于", "ǂt 关 于 ǂe 我 ǂr"),
        "x-en-0 /en/notes/c/#en#2024-05-31": ("A", "ǂt A ǂe Attention. Below. ǂr"),
        "x-zh-cn-others /en/notes/c/#en#2024-05-31": ("A", "ǂt A ǂe Attention. Below. ǂr"),
        "x-en-others /notes/a/#zh-CN#2024-05-31": (
            "甲 x",
            "ǂt 甲 x ǂe 使 用 注 意 力 π_θ` 。` 图` 标 题 ǂr self linear ǂr rl",
        ),
        "x-en-others /notes/b/#zh-CN#2024-05-31": ("乙", "ǂt 乙 ǂe ǂr 李"),
    }
    entry = json.loads(site["pagefind/pagefind-entry.json"])
    assert entry["merged"] == {"zh-cn": ["x-zh-cn-others"], "en": ["x-en-others"]}


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the names of indexes that are begun."""
    names: list[str] = []
    begin = Pagefind.__init__

    def begin_and_tell(self: Pagefind, batches: Mapping[str, Sequence[Record]]) -> None:
        names.extend(batches)
        begin(self, batches)

    monkeypatch.setattr(Pagefind, "__init__", begin_and_tell)
    return names


def test_an_edit_makes_only_its_index_anew(make_site: MakeSite, begun: list[str]) -> None:
    before = files_of_search(make_site(MANY))
    assert begun == ["x-en-0", "x-en-1", "x-en-2", "x-en-3"]

    begun.clear()
    assert files_of_search(make_site({})) == before
    make_site({"content/en/7.md": f"{MANY['content/en/7.md']!s}\n<div>raw</div>\n"})
    assert begun == []  # what can be found is the same

    make_site({"content/en/7.md": note("other", title="N7")})
    assert len(begun) == 1
    begun.clear()
    assert files_of_search(make_site({"content/en/7.md": MANY["content/en/7.md"]})) == before
    assert begun == []  # it was there before


def test_the_number_of_processes_makes_no_difference(tmp_path: Path, run: Run) -> None:
    write_files(tmp_path, MANY)
    trees = []
    for jobs in ("1", "4"):
        assert run("build", "--no-cache", "--jobs", jobs, "--output", f"out{jobs}").exit_code == 0
        trees.append(read_tree(tmp_path / f"out{jobs}"))
    assert trees[0] == trees[1]


def test_lost_files_come_back_from_the_cache(make_site: MakeSite) -> None:
    site = make_site(SITE)
    before = files_of_search(site)
    next(site.output.glob("pagefind/fragment/*")).unlink()
    assert files_of_search(make_site({})) == before


def test_without_search_there_is_no_trace_of_it(make_site: MakeSite) -> None:
    site = make_site({**SITE, "site.yaml": "title: Notes\nsearch: false\n"})
    assert files_of_search(site) == {}
    assert "search/index.html" not in site
    assert "search.js" not in site["notes/a/index.html"].replace(" ", "")


def test_a_site_without_notes_has_nothing_to_search(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: Notes\nlanguages: {en: {}}\n"})
    assert files_of_search(site) == {}
    assert "search/index.html" in site


def test_a_file_of_the_author_cannot_lie_there(mistakes_of: Callable[[Files], list[str]]) -> None:
    assert mistakes_of({**SITE, "static/pagefind/pagefind.js": "x"}) == [
        "static/pagefind/pagefind.js: the site has /pagefind/pagefind.js already; rename this file"
    ]


REMEDY = "install `pagefind-bin` anew, or write `search: false`"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (None, "its program does not run here: No such file or directory"),
        ("no program", "its program does not run here: Exec format error"),
        ("#!/bin/sh\nexit 3\n", "its program ended too early"),
        ("#!/bin/sh\nexec sleep 600\n", "it gives no answer"),
        ("#!/bin/sh\necho ,,,,,,,,,,,,,,,,,,,,,,\n", "its answers are not whole"),
        ("#!/bin/sh\necho eyJ,,,,,,,,,,,,,,,,,,,,\n", "its answers are not whole"),
    ],
)
def test_a_program_that_fails_ends_the_build_in_a_line(
    script: str | None,
    reason: str,
    tmp_path: Path,
    mistakes_of: Callable[[Files], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = tmp_path / "program"
    if script is not None:
        program.write_text(script)
        program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    monkeypatch.setattr(pagefind, "_PATIENCE_S", 0.5)
    line = f"site.yaml: Pagefind cannot make the search index: {reason}; {REMEDY}"
    assert mistakes_of(SITE) == [line]
    assert not (tmp_path / "public").exists()


def test_a_program_that_is_not_installed_ends_the_build_in_a_line(
    mistakes_of: Callable[[Files], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    reason = "it is not installed"
    line = f"site.yaml: Pagefind cannot make the search index: {reason}; {REMEDY}"
    assert mistakes_of(SITE) == [line]


@pytest.mark.parametrize(("pages", "parts"), [(1, 1), (40, 1), (41, 4), (750, 5), (5_000, 8)])
def test_the_more_pages_the_more_parts(pages: int, parts: int) -> None:
    found = [
        SearchedPage(
            searched_in="en",
            tag="en",
            url=Url(f"/notes/{number}/"),
            date="",
            title="A",
            more="",
            text=NO_KEY,
        )
        for number in range(pages)
    ]
    shares = share_pages(found)
    assert sorted(shares) == [f"x-en-{number}" for number in range(parts)]
    assert sorted(page.url for share in shares.values() for page in share) == sorted(
        page.url for page in found
    )


def test_nothing_would_be_left_of_a_build_that_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    program = Pagefind({"x-en-0": [Record(url="/a/", title="A", text="words")]})
    assert list(tmp_path.iterdir()) == []
    assert "x-en-0" in program.wait()
    program.stop()
    assert list(tmp_path.iterdir()) == []
