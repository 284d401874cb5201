"""Two builds of one site."""

import subprocess
import sys
from pathlib import Path

from notes_site.write import alone_in
from tests.small_site import note, write_files


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note("甲")})
    command = [sys.executable, "-m", "notes_site", "build", "--config", str(tmp_path / "site.yaml")]
    with alone_in(tmp_path):
        second = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            second.wait(timeout=2)
        except subprocess.TimeoutExpired:
            waited = True
        else:
            waited = False
        assert not (tmp_path / "public").exists()
    assert second.wait(timeout=60) == 0
    assert waited
    assert (tmp_path / "public/notes/a/index.html").is_file()


def test_builds_at_once_leave_a_whole_site(tmp_path: Path) -> None:
    write_files(tmp_path, {f"content/zh/{name}.md": note(name) for name in "abcdef"})
    command = [sys.executable, "-m", "notes_site", "build", "--config", str(tmp_path / "site.yaml")]
    builds = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [build.wait(timeout=120) for build in builds] == [0, 0, 0, 0]
    assert all((tmp_path / f"public/notes/{name}/index.html").is_file() for name in "abcdef")
    assert not list(tmp_path.glob(".public.*"))
