"""A theme as a package of its own: `themes/paper/`, built and put on the path."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.small_site import Files, note, write_files

ROOT = Path(__file__).parents[1]
FILES: Files = {
    "site.yaml": "title: Notes\ndescription: What I read.\ntheme: paper\n",
    "content/en/a.md": note("Text $x$\n\n## Part\n", description="In short."),
    "content/zh/a.md": note("文 $x$\n\n## 部分\n"),
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the installed package, as `pip install --target` makes it."""
    folder = tmp_path_factory.mktemp("theme")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    theme = ROOT / "themes" / "paper"
    subprocess.run([*command, folder], cwd=theme, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def build(folder: Path, installed: Path | None) -> subprocess.CompletedProcess[str]:
    paths = [str(ROOT), *([str(installed)] if installed else [])]
    return subprocess.run(
        [sys.executable, "-m", "notes_site", "build", "--strict"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def test_a_theme_brings_templates_styles_and_words(tmp_path: Path, installed: Path) -> None:
    write_files(tmp_path, FILES)
    done = build(tmp_path, installed)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "public/en/notes/a/index.html").read_text(encoding="utf-8")
    assert '<header class="title-page">' in page
    assert "<h2>Abstract</h2>\n<p>In short.</p>" in page
    chinese = (tmp_path / "public/index.html").read_text(encoding="utf-8")
    assert "<h2>摘要</h2>\n<p>What I read.</p>" in chinese
    sheet = re.search(r"/(assets/style\.\w+\.css)", page)
    assert sheet is not None
    css = (tmp_path / "public" / sheet[1]).read_text(encoding="utf-8")
    assert "Paper Roman" in css
    assert ".callout" in css, "what the theme lacks comes from the one that is built in"
    assert "@import" not in css


def test_the_site_s_own_files_come_before_the_theme_s(tmp_path: Path, installed: Path) -> None:
    own: Files = {
        "templates/article.html": "{{ page.frame.words['abstract'] }} of mine",
        "static/assets/style.css": '@import "style.paper.css";\np { color: #123456 }',
        "locales/en.yaml": "abstract: Summary",
    }
    write_files(tmp_path, {**FILES, **own})
    done = build(tmp_path, installed)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "public/en/notes/a/index.html").read_text(encoding="utf-8")
    assert page == "Summary of mine"
    (sheet,) = (tmp_path / "public/assets").glob("style.*.css")
    css = sheet.read_text(encoding="utf-8")
    assert css.index("Paper Roman") < css.index("#123456")


def test_a_change_of_the_theme_is_seen(tmp_path: Path, installed: Path) -> None:
    write_files(tmp_path, FILES)
    build(tmp_path, installed)
    assert " 0 files written" in build(tmp_path, installed).stdout
    template = installed / "notes_site_paper/templates/article.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("title-page", "changed"), encoding="utf-8")
    try:
        assert " 2 files written" in build(tmp_path, installed).stdout
    finally:
        template.write_text(text, encoding="utf-8")


def test_a_theme_that_is_not_installed_is_told_of(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    done = build(tmp_path, None)
    assert done.returncode == 2
    assert done.stderr == (
        "site.yaml:3: no theme `paper` is installed; install its package, or write `default`\n"
    )
