"""A reader who follows whatever link comes next, through the sample site and the handbook."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Page

from tests.file_server import serving_files
from tests.small_site import build

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
CONTENT = ("site.yaml", "content", "static", "templates")
STEPS = 100
LATER = datetime(2030, 1, 1, tzinfo=UTC)
"""When no note of either is still to come."""

LINKS = """
[...document.querySelectorAll('a[href]')]
  .filter(link => link.checkVisibility() && link.origin === location.origin)
  .map(link => link.href)
"""


SITES = {"sample/": ROOT, "manuals/notes-site/": ROOT / "docs"}
"""Path of an address → the site that is built for it."""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve each site at its own address."""
    served = tmp_path_factory.mktemp("served")
    with serving_files(served) as host:
        for path, source in SITES.items():
            folder = tmp_path_factory.mktemp("site")
            for each in CONTENT:
                if (source / each).is_dir():
                    shutil.copytree(source / each, folder / each)
                elif (source / each).is_file():
                    shutil.copy(source / each, folder / each)
            site = build(folder, LATER, f"{host}/{path}")
            (served / path).parent.mkdir(parents=True, exist_ok=True)
            (served / path).symlink_to(site.output)
        yield host


@pytest.mark.parametrize("path", SITES)
def test_every_link_of_a_walk_leads_to_what_it_names(host: str, path: str, page: Page) -> None:
    start = f"{host}/{path}"
    choose = Random(path).choice  # noqa: S311 - the same walk every time
    answer = page.goto(start)
    for _ in range(STEPS):
        came_from = page.url
        links = sorted(set(page.evaluate(LINKS)))
        assert [link for link in links if not link.startswith(start)] == [], came_from
        link = choose(links)
        answer = page.goto(link) if urldefrag(link)[0] != urldefrag(page.url)[0] else answer
        assert answer is not None
        assert answer.status == 200, f"{came_from} leads to {link}"
        if "text/html" not in answer.headers["content-type"]:
            page.goto(came_from)
            continue
        if fragment := unquote(urldefrag(link).fragment):
            assert page.evaluate("id => document.getElementById(id) !== null", fragment), link
