"""What the tests of faults share."""

import pytest

from tests.trouble import COUNTS


@pytest.fixture
def is_long(request: pytest.FixtureRequest) -> bool:
    """Tell whether `--long` asks for the whole of it."""
    return bool(request.config.getoption("--long"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the counts."""
    if COUNTS:
        terminalreporter.section("counts")
        for what, number in sorted(COUNTS.items()):
            terminalreporter.write_line(f"{number:6} {what}")
