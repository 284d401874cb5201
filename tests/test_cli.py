"""The commands: what they print, what they leave, and their exit status."""

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from notes_site import __version__
from notes_site.cli import main
from notes_site.theme import katex_version
from tests.conftest import Run
from tests.small_site import FIRST_LINE, note, read_tree, write_files
from tests.trouble import build, command, environment

SITE = {
    "content/zh/a.md": note("公式 $x^2$。\n\n```python\nprint(1)\n```", title="甲"),
    "content/en/a.md": note("A formula $x^2$.\n\n```python\nprint(1)\n```", title="First"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, SITE)
    return tmp_path


def test_version_names_its_own_and_that_of_katex(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.output == f"notes-site {__version__} (KaTeX {katex_version()})\n"


@pytest.mark.parametrize(
    "arguments", [["built"], ["build", "--jobs", "0"], ["build", "--nope"], ["new"], ["init"]]
)
@pytest.mark.usefixtures("site")
def test_a_wrong_command_line_ends_with_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


# build


def test_build_writes_the_site_and_one_line(run: Run, site: Path) -> None:
    result = run("build")
    assert result.exit_code == 0
    assert result.stderr == ""
    (line,) = result.stdout.splitlines()
    assert line.startswith("2 notes, 12 pages: ")
    assert line.endswith(" s")
    assert (site / "public/notes/a/index.html").is_file()


def test_the_folder_of_the_configuration_is_the_site(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path / "blog", SITE)
    assert run("build", "--config", "blog/site.yaml", "--output", "out").exit_code == 0
    assert (tmp_path / "out/index.html").is_file()
    assert (tmp_path / "blog/.notes-site").is_dir()
    assert not (tmp_path / "blog/public").exists()


def test_mistakes_end_with_1_sorted_by_place_and_publish_nothing(run: Run, site: Path) -> None:
    run("build")
    before = read_tree(site / "public")
    write_files(
        site,
        {
            "content/zh/a.md": note("新的 $x$，$\\nosuch$。\n\n[甲](b.md)"),
            "content/en/b.md": note(date="soon"),
            "content/en/a.md": "no front matter",
        },
    )
    result = run("build")
    assert result.exit_code == 1
    assert result.stdout == ""
    line = FIRST_LINE
    assert result.stderr.splitlines() == [
        (
            "content/en/a.md:1: the note has no front matter; "
            "begin it with `---`, `title: …`, `date: …`, `---`, "
            "or bring a folder of such notes by `notes-site import`"
        ),
        "content/en/b.md:3: `date` is not a date: soon; write it as 2024-05-31",
        f"content/zh/a.md:{line}:9: KaTeX does not know \\nosuch; define it under `math.macros` in site.yaml",
        f"content/zh/a.md:{line + 2}: the link leads to no note: b.md; write `../en/b.md`",
        "4 mistakes in 3 notes; nothing was written",
    ]
    assert read_tree(site / "public") == before


def test_a_wrong_configuration_ends_with_2(run: Run, site: Path) -> None:
    run("build")
    before = read_tree(site / "public")
    write_files(site, {"site.yaml": "title: T\nindx: {}\n"})
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr == "site.yaml:2: unknown key `indx`; write `index`\n"
    assert read_tree(site / "public") == before


def test_no_site_ends_with_2(run: Run) -> None:
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr.startswith("site.yaml: No such file or directory; run `notes-site init`")


@pytest.mark.usefixtures("site")
def test_a_wrong_base_url_ends_with_2(run: Run) -> None:
    result = run("build", "--base-url", "example.org")
    assert result.exit_code == 2
    assert result.stderr.startswith("site.yaml:1: `--base-url` is not a web address: example.org; ")


def test_a_warning_is_printed_and_passes_unless_strict(run: Run, site: Path) -> None:
    write_files(site, {"content/en/b.md": note("```pyhton\n```", title="B")})
    line = f"content/en/b.md:{FIRST_LINE}: "
    text = "Pygments knows no language `pyhton`; write `python`\n"
    result = run("build")
    assert (result.exit_code, result.stderr) == (0, f"{line}warning: {text}")
    result = run("build", "--strict")
    total = "1 mistake in 1 note; nothing was written\n"
    assert (result.exit_code, result.stderr) == (1, f"{line}{text}{total}")


def test_drafts_and_future_notes_are_shown_on_demand(run: Run, site: Path) -> None:
    write_files(
        site,
        {"content/en/d.md": note(draft="true"), "content/en/f.md": note(date="2999-01-01")},
    )
    public = site / "public/en/notes"
    run("build")
    assert not (public / "d").exists()
    assert not (public / "f").exists()
    run("build", "--drafts", "--future")
    assert (public / "d/index.html").is_file()
    assert (public / "f/index.html").is_file()
    run("build", "--drafts")
    assert (public / "d/index.html").is_file()
    assert not (public / "f").exists()


def test_without_cache_none_is_left_and_none_is_used(run: Run, site: Path) -> None:
    assert run("build", "--no-cache").exit_code == 0
    assert not (site / ".notes-site").exists()
    run("build", "--no-cache", "--report", "report.json")
    report = json.loads((site / "report.json").read_text(encoding="utf-8"))
    assert report["formulas"]["rendered"] == 1
    assert report["written"] == 0


def test_a_closed_standard_error_holds_up_no_build(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note()})
    shell = ["sh", "-c", 'exec "$@" 2>&-', "sh", *command(tmp_path)]
    subprocess.run(shell, check=True, capture_output=True, env=environment())
    assert (tmp_path / "public/notes/a/index.html").is_file()


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *command(Path())]
    (tmp_path / "x").mkdir()
    result = subprocess.run(
        gone, cwd=tmp_path / "x", capture_output=True, text=True, check=False, env=environment()
    )
    assert result.returncode == 1
    assert result.stderr.startswith(".: No such file or directory; ")


def test_names_of_files_that_are_not_utf8_are_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note(tags="[中文]")})
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    result = build(tmp_path, **ascii_only)
    assert result.returncode == 2
    assert result.stderr == (
        "LC_ALL: names of files are not UTF-8 here; write LC_ALL=C.UTF-8 before the command\n"
    )


def test_a_report_takes_the_place_of_nothing_else(run: Run, site: Path) -> None:
    before = read_tree(site)
    for name in ("site.yaml", "content/zh/a.md"):
        result = run("build", "--report", name)
        assert result.exit_code == 2
        assert result.stderr.endswith(f"'{name}' holds something else; name another file\n")
    assert read_tree(site) == before
    (site / "report.json").touch()
    for _ in range(2):
        assert run("build", "--report", "report.json").exit_code == 0


def test_the_report_has_the_keys_that_tools_rely_on(run: Run, site: Path) -> None:
    write_files(site, {"content/en/b.md": note("```pyhton\n```")})
    run("build", "--report", "report.json")
    report = json.loads((site / "report.json").read_text(encoding="utf-8"))
    assert list(report) == [
        "notes",
        "pages",
        "written",
        "unchanged",
        "removed",
        "formulas",
        "code_blocks",
        "warnings",
        "seconds",
        "problems",
        "left_out",
        "drafts",
        "to_come",
    ]
    assert (report["notes"], report["unchanged"], report["removed"]) == (3, 0, 0)
    assert report["written"] == len(read_tree(site / "public")) - 1  # without the list of files
    assert report["formulas"] == {"total": 2, "unique": 1, "rendered": 1}
    assert report["code_blocks"] == {"total": 3, "unique": 2, "rendered": 2}
    assert report["warnings"] == [
        (
            f"content/en/b.md:{FIRST_LINE}: warning: "
            "Pygments knows no language `pyhton`; write `python`"
        )
    ]
    seconds = report["seconds"]
    assert next(iter(seconds)) == "total"
    assert seconds["total"] == pytest.approx(sum(seconds.values()) / 2, abs=0.01)


def test_a_report_that_cannot_be_written_ends_with_2(run: Run, site: Path) -> None:
    result = run("build", "--report", "no/such/folder.json")
    assert result.exit_code == 2
    assert "no/such/folder.json" in result.stderr
    assert not (site / "public").exists()


# check


def test_check_finds_what_strict_finds_and_changes_nothing(run: Run, site: Path) -> None:
    before = read_tree(site)
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "2 notes, 12 pages: no mistakes\n")
    assert read_tree(site) == before
    write_files(site, {"content/en/b.md": note(tagz="x")})
    result = run("check")
    assert result.exit_code == 0
    assert "content/en/b.md:4: warning: unknown key `tagz`; write `tags`\n" in result.stderr
    result = run("check", "--strict")
    assert result.exit_code == 1
    assert "content/en/b.md:4: unknown key `tagz`; write `tags`\n" in result.stderr


# init


def test_a_new_site_builds_and_passes_the_check(run: Run, tmp_path: Path) -> None:
    result = run("init", "blog", "--author", "Ada")
    assert result.exit_code == 0
    listed = result.stdout.split("\n\n")[0].splitlines()
    shutil.rmtree(tmp_path / "blog/.notes-site")  # what editors find there, builds make again
    assert sorted(listed) == sorted(f"blog/{path}" for path in read_tree(tmp_path / "blog"))
    assert "blog/.github/workflows/publish.yml" in listed
    assert run("check", "--config", "blog/site.yaml").exit_code == 0
    result = run("build", "--config", "blog/site.yaml", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    base_url = ("--base-url", "https://name.github.io/other")
    assert run("build", "--config", "blog/site.yaml", *base_url).exit_code == 0
    index = (tmp_path / "blog/public/index.html").read_text(encoding="utf-8")
    assert 'href="/other/softmax/"' in index


def test_a_new_site_never_writes_over_anything(run: Run, site: Path) -> None:
    before = read_tree(site)
    result = run("init", ".")
    assert result.exit_code == 2
    assert result.stderr == ".: there is something here already; name a new folder\n"
    assert read_tree(site) == before


# new


def test_a_new_note_has_its_front_matter(run: Run, site: Path) -> None:
    result = run("new", 'On "KL": a note', "--lang", "en")
    address = "http://localhost/en/notes/on-kl-a-note/"
    assert (result.exit_code, result.stdout) == (0, f"content/en/on-kl-a-note.md\n{address}\n")
    today = f"{date.today()}"  # noqa: DTZ011 - the author's own day
    text = (site / "content/en/on-kl-a-note.md").read_text(encoding="utf-8")
    assert (
        text == f'---\ntitle: "On \\"KL\\": a note"\ndate: {today}\ntags: []\ndraft: true\n---\n\n'
    )
    assert run("check").exit_code == 0


@pytest.mark.usefixtures("site")
def test_a_new_note_is_in_the_first_language_and_may_be_named(run: Run) -> None:
    result = run("new", "策略梯度")
    assert result.stdout.splitlines()[0] == "content/zh/策略梯度.md"
    assert result.stderr == "--slug gives it an address in Latin letters\n"
    result = run("new", "策略梯度", "--slug", "pg")
    assert result.stdout == "content/zh/pg.md\nhttp://localhost/notes/pg/\n"
    assert result.stderr == ""


def test_a_new_note_never_writes_over_another(run: Run, site: Path) -> None:
    result = run("new", "A")
    assert result.exit_code == 1
    assert result.stderr == (
        "content/zh/a.md: there is such a note already; choose another name by --slug\n"
    )
    assert (site / "content/zh/a.md").read_text(encoding="utf-8") == SITE["content/zh/a.md"]


@pytest.mark.parametrize("arguments", [["--lang", "fr"], ["--slug", "../x"], ["--slug", "a b"]])
@pytest.mark.usefixtures("site")
def test_a_new_note_lies_in_a_language_of_the_site(run: Run, arguments: list[str]) -> None:
    assert run("new", "Title", *arguments).exit_code == 2


def test_a_translation_begins_as_a_draft_in_the_other_language(run: Run, site: Path) -> None:
    files = {
        "content/zh/rl/b/index.md": note("正文", title="乙"),
        "content/zh/rl/b/a.svg": "<svg/>",
    }
    write_files(site, files)
    result = run("new", "--translate", "content/zh/rl/b/index.md")
    assert result.exit_code == 0
    assert result.stdout == "content/en/rl/b/index.md\nhttp://localhost/en/notes/b/\n"
    assert (site / "content/en/rl/b/index.md").read_text(encoding="utf-8") == (
        "---\ntitle: 乙\ndate: 2024-05-31\ndraft: true\n---\n\n> 正文\n\n\n"
    )
    assert (site / "content/en/rl/b/a.svg").read_text(encoding="utf-8") == "<svg/>"
    assert run("build", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["content/zh/a.md"],
            "content/en/a.md: there is such a note already; choose another name by --slug",
        ),
        (
            ["content/zh/a.md", "--lang", "zh"],
            "content/zh/a.md: this note is in `zh` already; name the other language by --lang",
        ),
        (
            ["site.yaml"],
            ("site.yaml: this is no note below content/; name one, such as content/zh/clip.md"),
        ),
        (
            ["content/zh/latin1.md"],
            "content/zh/latin1.md:1: a byte here is not UTF-8; save the file as UTF-8",
        ),
    ],
)
def test_what_cannot_be_translated_says_why(
    run: Run, site: Path, arguments: list[str], message: str
) -> None:
    write_files(site, {"content/zh/latin1.md": b"\xe9"})
    result = run("new", "--translate", *arguments)
    assert (result.exit_code, result.stderr) == (1, f"{message}\n")


# render


def test_render_prints_a_fragment_of_standard_input(run: Run) -> None:
    result = run("render", stdin="# A\n\nSee [b](b.md).\n")
    assert result.exit_code == 0
    assert result.stdout == (
        '<h2 id="a">A<a class="anchor" href="#a" aria-label="本节链接"></a></h2>\n'
        '<p>See <a href="b.md">b</a>.</p>\n'
    )


def test_render_needs_no_date_and_takes_files_as_editors_write_them(run: Run, site: Path) -> None:
    write_files(site, {"x.md": b"\xef\xbb\xbf--- \r\ntitle: X\r\n---\r\nOne\r\ntwo\r\n"})
    assert run("render", "x.md").stdout == "<p>One\ntwo</p>\n"


def test_render_uses_the_macros_and_words_of_the_site(run: Run, site: Path) -> None:
    write_files(site, {"site.yaml": 'title: T\nmath: {macros: {"\\\\own": "\\\\mathrm{own}"}}\n'})
    text = "$\\own$\n\n> [!NOTE]\n> x\n"
    assert '<p class="callout-title">Note</p>' in run("render", "--lang", "en", stdin=text).stdout
    write_files(site, {"site.yaml": "title: T\n"})
    result = run("render", stdin=text)
    assert result.exit_code == 1
    assert (
        result.stderr
        == "<stdin>:1:2: KaTeX does not know \\own; did you mean \\owns? If not, define it under `math.macros` in site.yaml\n"
    )


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        (b"a\n\xff\n", 1, "<stdin>:2: a byte here is not UTF-8; save the file as UTF-8\n"),
        (b"---\nx\n", 1, "<stdin>:1: the front matter is not closed; write a line `---` behind"),
        (b"---\ntitel: x\n---\n", 1, "<stdin>:2: `title` is missing; write `title: What the"),
        (b"```nope1\n```\n", 0, "<stdin>:1: warning: Pygments knows no language `nope1`; write"),
    ],
)
def test_render_reports_mistakes_by_their_line(
    run: Run, text: bytes, status: int, message: str
) -> None:
    result = run("render", stdin=text)
    assert result.exit_code == status
    assert result.stderr.startswith(message)


def test_render_of_no_file_ends_with_2(run: Run) -> None:
    assert run("render", "nothing.md").exit_code == 2


# clean


def test_clean_removes_output_and_cache_and_nothing_else(run: Run, site: Path) -> None:
    before = read_tree(site)
    run("build")
    count = len(read_tree(site / "public")) - 1
    result = run("clean")
    assert (result.exit_code, result.stdout) == (0, f"{count} files removed\n")
    assert read_tree(site) == before
    assert not (site / "public").exists()
    assert run("clean").stdout == "0 files removed\n"


def test_clean_leaves_the_files_of_others(run: Run, site: Path) -> None:
    run("build")
    write_files(site / "public", {"notes/a/mine.txt": "mine", "CNAME": "example.org"})
    (site / "public/site.yaml").unlink()  # write_files puts one into every folder
    run("clean")
    assert read_tree(site / "public") == {"CNAME": b"example.org", "notes/a/mine.txt": b"mine"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_what_cannot_be_printed_is_a_line(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "notes_site", *arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


# problems: what is told, and in which form


FAULTY = {
    "content/en/good.md": note("[faulty](faulty.md) and [[Faulty]]", title="Good"),
    "content/en/faulty.md": note("$\\nonsense$\n\n$\\rubbish$", title="Faulty", tags="[rare]"),
    "content/en/draft.md": note("$\\nonsense$", draft="true"),
    "content/en/later.md": note("Later", date="2999-01-01"),
}


def test_the_summary_names_drafts_and_notes_to_come(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FAULTY, "content/en/faulty.md": note("Mended", title="Faulty")})
    for _ in range(2):  # the second time, nothing is made
        lines = run("build").stdout.splitlines()
        assert lines[:-1] == [
            "1 draft is left out: content/en/draft.md; see it by `--drafts`",
            "1 note is still to come: content/en/later.md on 2999-01-01; see it by `--future`",
        ]
        assert lines[-1].startswith("2 notes, ")
    result = run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "1 draft is left out: content/en/draft.md; check it by `--drafts`\n"
    )
    assert run("check", "--drafts").exit_code == 1


def test_what_is_told_of_sound_notes_is_told_once(run: Run, tmp_path: Path) -> None:
    """Though they are looked at again without the notes that are left out."""
    write_files(tmp_path, {**FAULTY, "content/en/odd.md": note("Text.", layout="post")})
    result = run("build", "--leave-out-faulty", "--report", "report.json")
    assert result.exit_code == 0
    told = json.loads((tmp_path / "report.json").read_text())["warnings"]
    assert len([line for line in told if "layout" in line]) == 1
    assert result.stderr.count("layout") == 1


def test_faulty_notes_are_left_out_when_asked_to(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FAULTY)
    assert run("build").exit_code == 1
    assert not (tmp_path / "public").exists()
    for _ in range(2):
        result = run("build", "--leave-out-faulty", "--report", "report.json")
        assert result.exit_code == 0
        lines = result.stderr.splitlines()
        assert [re.sub(r"(good.md:6):\d+|; .*", r"\1", line) for line in lines] == [
            "content/en/faulty.md:7:2: KaTeX does not know \\nonsense",
            "content/en/faulty.md:9:2: KaTeX does not know \\rubbish",
            (
                "content/en/good.md:6: warning: the link leads to a note that is left out for its "
                "mistakes: faulty.md"
            ),
            (
                "content/en/good.md:6: warning: the link leads to a note that is left out for its "
                "mistakes: [[Faulty]]"
            ),
            "2 mistakes in 1 note, 2 warnings in 1",
        ]
        assert result.stdout.splitlines()[0] == (
            "1 note is left out for its mistakes: content/en/faulty.md"
        )
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["left_out"] == ["content/en/faulty.md"]
    assert [each["kind"] for each in report["problems"]] == ["math", "math", "links", "links"]
    page = (tmp_path / "public/en/notes/good/index.html").read_text(encoding="utf-8")
    assert "<a>faulty</a> and <a>Faulty</a>" in page
    assert not (tmp_path / "public/en/notes/faulty").exists()
    assert not (tmp_path / "public/en/tags/rare").exists()
    write_files(tmp_path, {"content/en/faulty.md": note("Mended", title="Faulty")})
    assert run("build").exit_code == 0
    page = (tmp_path / "public/en/notes/good/index.html").read_text(encoding="utf-8")
    assert page.count('href="/en/notes/faulty/"') >= 2


def test_a_template_with_a_mistake_is_no_note_to_leave_out(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {**FAULTY, "templates/404.html": "{{ page.nothing }}"})
    result = run("build", "--leave-out-faulty")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "3 mistakes in 2 files; nothing was written"


def test_check_tells_one_kind_in_full(run: Run, tmp_path: Path) -> None:
    pictures = "\n\n".join(f"![](https://x.example/{n}.png)" for n in range(8))
    write_files(tmp_path, {**FAULTY, "content/en/good.md": note(pictures)})
    result = run("check", "--only", "pictures")
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 8 + 1
    assert result.stdout.splitlines()[-1].endswith(": 2 problems of other kinds")
    folded = run("check").stderr.splitlines()
    assert folded[2].startswith("8 pictures without a description: content/en/good.md:6, ")
    assert folded[-1] == "2 mistakes in 1 note, 8 warnings in 1"
    assert len(run("check", "--all").stderr.splitlines()) == 2 + 8 + 1
    assert run("check", "--only", "picture").exit_code == 2


def test_check_writes_annotations_and_json(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FAULTY)
    result = run("check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["mistakes"], found["warnings"]) == (2, 0)
    assert found["problems"][0] == {
        "path": "content/en/faulty.md",
        "line": 7,
        "column": 2,
        "severity": "mistake",
        "kind": "math",
        "text": "KaTeX does not know \\nonsense",
    } | {"text": found["problems"][0]["text"]}
    result = run("check", "--format", "github")
    assert result.exit_code == 1
    assert result.stdout.startswith("::error file=content/en/faulty.md,line=7,col=2,title=")
    write_files(tmp_path, {"site.yaml": "title: T\nindx: 1\n"})
    result = run("check", "--format", "json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["problems"][0]["kind"] == "settings"


def test_each_command_has_a_manual_page_with_its_options(tmp_path: Path) -> None:
    click_man = Path(sys.executable).with_name("click-man")
    subprocess.run([click_man, "notes-site", "--target", tmp_path], check=True)
    build = (tmp_path / "notes-site-build.1").read_text(encoding="utf-8")
    assert "Write the whole site." in build
    assert "leave\\-out\\-faulty" in build
    assert {f"notes-site-{name}.1" for name in main.commands} <= {
        path.name for path in tmp_path.iterdir()
    }
