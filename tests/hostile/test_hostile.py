"""Hostile and broken input ends in a clear line or a safe page, within ten seconds and a gigabyte."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from notes_site.errors import SourceError
from tests.conftest import MakeSite, Run
from tests.hostile.cases import CASES, SIZES, Case
from tests.hostile.pages import Elements
from tests.small_site import note, read_tree, write_files
from tests.trouble import command, count, environment

SECONDS = 10
MEGABYTES = 1000


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_it_ends_in_a_clear_line_or_a_page(
    tmp_path: Path, run: Run, case: Case, *, is_long: bool
) -> None:
    if case in SIZES.values() and not is_long:
        pytest.skip("it takes seconds; `make faults` has it")
    folder = tmp_path / "site"
    write_files(folder, case.files)
    before = read_tree(tmp_path)
    begun = time.process_time()
    if is_long:
        status, printed = measured(folder)
    else:
        result = run("build", "--config", folder / "site.yaml")
        status, printed = result.exit_code, result.stderr
        assert time.process_time() - begun < SECONDS
    assert "Traceback" not in printed
    first = printed.partition("\n")[0]
    if case.line:
        assert re.search(case.line, first)
    else:
        assert printed == ""
    is_built = case.is_built or not case.line
    assert (status == 0) == is_built
    after = read_tree(tmp_path)
    assert {path: after[path] for path in before} == before
    new = after.keys() - before.keys()
    assert all(path.startswith(("site/public/", "site/.notes-site/")) for path in new)
    count(f"hostile inputs: {'a page' if is_built else 'a line'}")


def measured(folder: Path) -> tuple[int, str]:
    """Build in a process of its own; return its status and what it printed."""
    stderr = folder.parent / "stderr"
    with stderr.open("wb") as stream:
        building = subprocess.Popen(
            command(folder), stdout=subprocess.DEVNULL, stderr=stream, env=environment()
        )
        _, status, usage = os.wait4(building.pid, 0)
    building.returncode = os.waitstatus_to_exitcode(status)
    printed = stderr.read_text(encoding="utf-8", errors="replace")
    stderr.unlink()
    assert usage.ru_utime + usage.ru_stime < SECONDS
    assert usage.ru_maxrss / (1024 if sys.platform == "linux" else 2**20) < MEGABYTES
    return building.returncode, printed


# What reaches a page


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`]]>&{{7*7}}{%x%}<!--"


def test_no_text_of_an_author_becomes_a_script(make_site: MakeSite) -> None:
    """Titles, tags, descriptions, names and papers are text in HTML, XML, JSON and JSON-LD."""
    quoted = json.dumps(EVIL)
    front = {
        "title": quoted,
        "description": quoted,
        "excerpt": quoted,
        "tags": f"[{quoted}]",
        "series": quoted,
        "authors": f"[{quoted}]",
        "translation_key": quoted,
        "extra": f"{{a: {quoted}}}",
        "paper": f"{{title: {quoted}, authors: [{quoted}], venue: {quoted}, year: {quoted}, doi: {quoted}}}",
    }
    config = json.dumps(
        {
            "title": EVIL,
            "tagline": EVIL,
            "description": EVIL,
            "author": {"name": EVIL},
            "languages": {"zh": {"label": EVIL, "tag": "zh-CN"}, "en": {"label": "E", "tag": "en"}},
            "index": {"heading": EVIL},
            "excerpt": {"ellipsis": EVIL},
            "tags": {EVIL: {"zh": EVIL, "en": "x"}},
        }
    )
    body = "\n\n".join(f"{line} {re.sub('<', '&lt;', EVIL)}" for line in ("#", "-", ">", "x", "|"))
    files = {
        "site.yaml": config,
        "content/zh/a.md": note(body, **front),
        "content/en/a.md": note(body, **front),
    }
    site = make_site(files)
    scripts: set[str] = set()
    for path, content in read_tree(site.output).items():
        if path.endswith(".html"):
            elements = Elements(content.decode())
            # The theme's own, which no author's text is part of: the same in every page.
            scripts.update(elements.scripts_of_their_own)
            assert elements.handlers == [], path
            for block in elements.data_blocks:
                json.loads(block)
        elif path.endswith(".xml"):
            for element in ET.fromstring(content).iter():
                assert not element.tag.endswith("script"), path
        elif path.endswith(".json") and not path.startswith("."):
            json.loads(content)
    (own,) = scripts
    assert "alert(1)" not in own


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#x0A;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD4=",
        "file:///etc/passwd",
        "\x01javascript:alert(1)",
    ],
)
def test_no_link_runs_a_script(make_site: MakeSite, target: str) -> None:
    text = f"[x]({target}) [y](<{target}>) ![z]({target}) <{target}> [w]\n\n[w]: {target}"
    try:
        page = make_site({"content/zh/a.md": note(text)})["notes/a/index.html"]
    except SourceError:  # a relative address that leads nowhere, which is told
        return
    for address in Elements(page).addresses:
        assert (
            re.match(r"(javascript|vbscript|data:text|file)", address.strip(), re.IGNORECASE)
            is None
        )


@pytest.mark.parametrize("key", ["url", "code"])
def test_a_paper_leads_to_the_web_only(make_site: MakeSite, key: str) -> None:
    with pytest.raises(SourceError, match="is not a web address; write it as https://"):
        make_site({"content/zh/a.md": note(paper=f'{{title: x, {key}: "javascript:alert(1)"}}')})


def test_templates_in_notes_stay_text(make_site: MakeSite) -> None:
    syntax = "{{ 40+2 }} {% for x in y %} {# c #} {{ config }} $<40+2>"
    site = make_site({"content/zh/a.md": note(syntax, title='"{{ 40+2 }}"', tags='["{{ 40+2 }}"]')})
    page = site["notes/a/index.html"]
    assert "{{ 40+2 }} {% for x in y %} {# c #} {{ config }}" in page
    assert "<h1" in page
    assert re.search(r"<title>\{\{ 40\+2 \}\}", page)


def test_links_out_of_the_site_are_not_followed(make_site: MakeSite, tmp_path: Path) -> None:
    """Loops and links to what lies outside are left out, files and folders, wherever they are."""
    outside = tmp_path.parent / "outside"
    write_files(outside, {"secret.md": note("secret"), "secret.txt": "secret"})
    write_files(tmp_path, {"content/zh/a/index.md": note("x"), "static/x.txt": "x"})
    for folder in ("content/zh", "content/zh/a", "static", "templates", "static/assets"):
        place = tmp_path / folder
        place.mkdir(parents=True, exist_ok=True)
        (place / "loop").symlink_to(place, target_is_directory=True)
        (place / "self").symlink_to("self")
        (place / "lost").symlink_to("nowhere")
        (place / "out").symlink_to(outside, target_is_directory=True)
        (place / "out.md").symlink_to(outside / "secret.md")
        (place / "out.txt").symlink_to(outside / "secret.txt")
        os.mkfifo(place / "pipe")
    tree = read_tree(make_site({}).output)
    assert not any(b"secret" in content for content in tree.values())
    assert not any("out" in path.split("/") for path in tree)


def test_no_path_of_this_machine_is_published(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the site's folder, nor the home folder, nor a value of the environment."""
    files = {
        "content/zh/a/index.md": note("$x$ ![图](p.png)\n\n```python\nx\n```"),
        "content/zh/a/p.png": "x",
        "static/f.txt": "f",
        "locales/zh.yaml": "home: 首页\n",
    }
    monkeypatch.setenv("NOTES_SITE_SECRET", "sesame-sesame")
    tree = read_tree(make_site(files).output)
    places = [tmp_path, Path.home(), Path(sys.prefix), Path(__file__).parents[2]]
    for path, content in tree.items():
        for place in places:
            assert str(place).encode() + b"/" not in content, path
        assert b"sesame-sesame" not in content, path
