"""What tests of the whole way share: small sites, and the command line."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from notes_site.cli import main
from notes_site.errors import SourceError
from tests.small_site import NOON, BuiltSite, Files, build, write_files
from tests.trouble import COUNTS

# Laws are told in all folders, and take up the profile as they are imported. The first example
# imports the parser too; a machine at work on other things is no failure.
settings.register_profile("notes-site", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("notes-site")


NO_BROWSER = "no Chromium or Chrome on PATH"
"""Why tests in a browser are left out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches that tests have of their own."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/expected anew; review the difference like code",
    )
    parser.addoption(
        "--long", action="store_true", help="bring about each fault as often as `make faults`"
    )


class MakeSite(Protocol):
    """Writes files into the test's folder, and builds the site there."""

    def __call__(
        self, files: Files, *, built_at: datetime = NOON, base_url: str = "", **options: bool
    ) -> BuiltSite: ...


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    """Build a site of the given files; a second call changes files and builds again."""

    def make(
        files: Files, *, built_at: datetime = NOON, base_url: str = "", **options: bool
    ) -> BuiltSite:
        write_files(tmp_path, files)
        return build(tmp_path, built_at, base_url, None, **options)

    return make


@pytest.fixture
def mistakes_of(make_site: MakeSite) -> Callable[[Files], list[str]]:
    """Build a site that cannot be built, and return the lines that the command prints."""

    def mistakes(files: Files) -> list[str]:
        with pytest.raises(SourceError) as caught:
            make_site(files)
        return [str(problem) for problem in caught.value.problems]

    return mistakes


class Run(Protocol):
    """Runs the program in the test's folder."""

    def __call__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process; what is no exit status stays an exception."""
    monkeypatch.chdir(tmp_path)

    def run_main(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, [*map(str, arguments)], input=stdin, catch_exceptions=False)

    return run_main


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Tell whether `--long` asks for the whole of it."""
    return bool(request.config.getoption("--long"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what faults were brought about, how often, and which tests wanted a browser."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report for report in skipped if NO_BROWSER in str(report.longrepr)]
    if left_out:
        files = sorted({report.nodeid.split("::")[0] for report in left_out})
        terminalreporter.section("left out")
        terminalreporter.write_line(
            f"{len(left_out)} tests, for there is {NO_BROWSER}: {', '.join(files)}"
        )
        terminalreporter.write_line("Debian and Ubuntu have one: apt-get install chromium")
    if COUNTS:
        terminalreporter.section("counts")
        for what, number in sorted(COUNTS.items()):
            terminalreporter.write_line(f"{number:6} {what}")
