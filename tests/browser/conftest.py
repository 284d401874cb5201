"""A headless Chromium or Chrome of this machine for the tests marked `browser`.

What a page does in its own time is awaited by `expect()`. `page.wait_for_function()` fails at its
second look: it evaluates a string in the page, which the page's Content-Security-Policy forbids.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.conftest import NO_BROWSER

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""As Debian, Ubuntu and Google call it; `.ci/run` looks for the same."""

SWITCHES = (
    "--no-sandbox",  # containers run as root, for whom the sandbox does not start
    "--disable-dev-shm-usage",  # /dev/shm is small in containers
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

expect.set_options(timeout=20_000)  # everything takes long where the tests of others run


# Not for the session: while Playwright runs, asyncio.run() fails in every test of the worker.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module, which are skipped where there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(f"{NO_BROWSER}; .ci/run installs it")
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*SWITCHES])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with cookies and storage of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
