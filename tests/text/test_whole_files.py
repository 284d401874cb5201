"""Files that authors own, written whole or not at all."""

import os
from pathlib import Path

import pytest

from notes_site.text.whole_files import write_whole
from tests.trouble import small_disk

needs_links = pytest.mark.skipif(os.name == "nt", reason="links and modes are POSIX's")


def test_nothing_is_lost_to_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "64k"):
        file = tmp_path / "disk/references.bib"
        file.write_text("@misc{a}\n")
        with pytest.raises(OSError, match="No space left on device"):
            write_whole(file, b"x" * 100_000)
        assert file.read_text() == "@misc{a}\n"
        assert list(file.parent.iterdir()) == [file]


@needs_links
def test_a_link_and_a_mode_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "a.bib", tmp_path / "b.bib"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o640
