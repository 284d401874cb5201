"""The programs in `benchmarks/` measure what they say; how fast something is, no test asks."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import generate_site
from benchmarks.hugo_site import make_hugo_site
from benchmarks.measure import CommandError, Cost, peak_of_all_mb, run
from benchmarks.note_text import make_formulas_different, middle_paragraph, write_for_katex
from benchmarks.sites import copy_bare, make_pair, multiply_site
from benchmarks.table import Runs, cost_table
from notes_site.config import read_config

ROOT = Path(__file__).parents[1]


def build(site: Path, report: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "notes_site", "build", "--strict", "--config"]
    subprocess.run([*command, site / "site.yaml", "--report", report], check=True, cwd=ROOT)
    counts: dict[str, Any] = json.loads(report.read_bytes())
    return counts


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_made_up_notes_build_without_a_warning(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 4)
    counts = build(tmp_path / "site", tmp_path / "report.json")
    assert counts["notes"] == 4
    assert 100 <= counts["formulas"]["total"] <= 140
    assert counts["code_blocks"]["total"] == 64


def test_made_up_notes_are_the_same_each_time(tmp_path: Path) -> None:
    generate_site(tmp_path / "one", 4)
    generate_site(tmp_path / "two", 4)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_both_languages_of_a_made_up_article_have_the_same_code(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 2)
    chinese, english = (
        (tmp_path / "site" / "content" / code / "note-00001.md").read_text(encoding="utf-8")
        for code in ("zh", "en")
    )
    assert chinese.split("```python")[1].split("```")[0] in english


def test_multiplied_notes_share_no_formula(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 2)
    multiply_site(tmp_path / "site", tmp_path / "larger", 3)
    once = build(tmp_path / "site", tmp_path / "once.json")
    thrice = build(tmp_path / "larger", tmp_path / "thrice.json")
    assert thrice["notes"] == 6
    assert thrice["formulas"]["unique"] == 3 * once["formulas"]["unique"]
    assert thrice["code_blocks"]["unique"] == once["code_blocks"]["unique"]


def test_formulas_are_made_different_and_code_is_not() -> None:
    text = "设 $a_1$ 与 $$\nb\n$$\n\n```python\nx = '$a$'\n```\n\n`$c` \\$d\n"
    different = "设 $a_1\\,{7}$ 与 $$\nb \\,{7}\n$$\n\n```python\nx = '$a$'\n```\n\n`$c` \\$d\n"
    assert make_formulas_different(text, 7) == different


def test_labels_and_references_are_dropped() -> None:
    text = "$$\na \\label{eq:a}\n$$\n\n见 $\\eqref{eq:a}$\n\n```tex\n\\label{x}\n```\n"
    assert write_for_katex(text) == "$$\na \n$$\n\n见 $(1)$\n\n```tex\n\\label{x}\n```\n"


def test_a_label_goes_with_its_line_for_a_blank_one_ends_the_formula() -> None:
    assert write_for_katex("> $$\n> a\n> \\label{a}\n> $$\n") == "> $$\n> a\n> $$\n"


def test_an_environment_without_dollars_gets_them() -> None:
    rows = "\\begin{align}\na &= b\n\\end{align}"
    assert write_for_katex(f"Text.\n\n{rows}\n") == f"Text.\n\n$$\n{rows}\n$$\n"
    assert write_for_katex(f"$$\n{rows}\n$$\n") == f"$$\n{rows}\n$$\n"


def test_a_sentence_goes_into_the_middle_paragraph() -> None:
    text = "---\ntitle: T\n---\n\nOne.\n\n```\n\nNo.\n\n```\n\nTwo.\n\n- No.\n\n$$\nx\n$$\n\nThree.\n\n"
    changed = middle_paragraph(text).with_sentence("New.")
    assert changed == text.replace("Two.", "Two. New.")


def test_hugo_gets_the_same_notes(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 2)
    make_hugo_site(read_config(tmp_path / "site" / "site.yaml"), tmp_path / "hugo")
    settings = json.loads((tmp_path / "hugo" / "hugo.json").read_text(encoding="utf-8"))
    assert settings["baseURL"] == "https://example.org/notes/"
    for language in ("zh", "en"):
        below = Path("content") / language
        copy = tmp_path / "hugo" / below / "notes" / "note-00001.md"
        assert copy.read_bytes() == (tmp_path / "site" / below / "note-00001.md").read_bytes()


def test_notes_have_their_addresses(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 2)
    pair = make_pair(tmp_path / "site", Path("hugo"))
    assert [note.url for note in pair.ours.notes] == ["en/notes/note-00001/", "notes/note-00001/"]
    assert all(note.file.is_file() for site in (pair.ours, pair.hugo) for note in site.notes)


def test_a_process_is_measured_with_its_children() -> None:
    child = "sum(range(3_000_000)); bytearray(60_000_000)"
    cost = run(
        [
            sys.executable,
            "-c",
            f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])",
        ]
    )
    assert cost.wall_s >= cost.cpu_s / 4 > 0
    assert cost.peak_mb > 55


def test_the_memory_of_all_processes_is_added_up() -> None:
    child = "import time; block = bytearray(b'x') * 40_000_000; time.sleep(1)"
    parent = f"import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {child!r}]) for _ in range(2)]]"
    assert peak_of_all_mb([sys.executable, "-c", parent]) > 75


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(CommandError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_ratios_are_of_runs_side_by_side() -> None:
    ours = [Cost(wall_s=wall_s, cpu_s=3, peak_mb=100) for wall_s in (1.0, 2.0, 4.0)]
    hugo = [Cost(wall_s=wall_s, cpu_s=9, peak_mb=200) for wall_s in (4.0, 4.0, 4.0)]
    row = cost_table([Runs(case="cold", ours=ours, hugo=hugo)]).splitlines()[-1]
    assert row == (
        "| cold | 2 s (1–4) | 3.00 s | 100 MB | 4 s (4–4) | 9.00 s | 200 MB "
        "| 0.5 (0.25–1) | 0.5 (0.25–1) |"
    )


def test_a_bare_site_keeps_its_other_settings(tmp_path: Path) -> None:
    generate_site(tmp_path / "site", 2)
    settings = tmp_path / "site" / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nfeed: {entries: 3}\n", "utf-8")
    copy_bare(tmp_path / "site", tmp_path / "bare")
    config = read_config(tmp_path / "bare" / "site.yaml")
    assert (config.feed.entries, config.feed.has_tags, config.has_bilingual) == (3, False, False)
    assert config.title == read_config(settings).title
