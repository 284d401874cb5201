"""Hostile notebooks end in a clear line or a safe page."""

import re
import time
from pathlib import Path

from tests.conftest import MakeSite, Run
from tests.hostile.pages import Elements
from tests.notebooks.hostile_cases import CASES, list_files, path_of
from tests.small_site import write_files
from tests.trouble import count

SECONDS = 20
"""For all of them."""


def test_pages_of_hostile_notebooks_hold_nothing_of_what_would_act(make_site: MakeSite) -> None:
    begun = time.process_time()
    site = make_site(list_files(are_pages=True))
    assert time.process_time() - begun < SECONDS
    count("hostile notebooks: a page", site.report.notes)
    for path in site.output.rglob("*.html"):
        page = Elements(path.read_text(encoding="utf-8"))
        for found in (page.scripts_of_their_own, page.addresses):
            assert not any("window.hit" in text or "evil" in text for text in found), path
        assert not page.handlers, path
    for path in site.output.rglob("files/notebooks/*.svg"):
        content = path.read_text(encoding="utf-8")
        assert not re.search(r"hit|script|\son\w+=|ENTITY|root:", content), path


def test_other_hostile_notebooks_end_in_a_line(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, list_files(are_pages=False))
    begun = time.process_time()
    result = run("build")
    assert time.process_time() - begun < SECONDS
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    for name, case in CASES.items():
        if case.line:
            told = [line for line in lines if line.startswith(f"{path_of(name)}:")]
            pattern = rf"{re.escape(path_of(name))}:{case.line}"
            assert any(re.match(pattern, line) for line in told), (name, told)
            count("hostile notebooks: a line")
    assert "Traceback" not in result.stderr
