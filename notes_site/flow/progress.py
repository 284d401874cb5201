"""The progress of a build, and the time that each stage takes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, perf_counter

from msgspec import Struct, field

_SLOW_S = 1.0
"""Seconds after which a build shows its progress."""


class Clock(Struct):
    """Measures stages that follow one another."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def stage(self, name: str) -> None:
        """Write down the time since the last stage as that of `name`."""
        now = perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.last
        self.last = now


class Listener(Struct, frozen=True, kw_only=True):
    """Is told how a build gets on."""

    advance: Callable[[int, int], None] = lambda _done, _total: None
    """Told how many notes are rendered, and of how many."""

    announce: Callable[[], None] | None = None
    """Told once the pages of a few changed notes are there, before all others are made; None for a
    site that appears in one step."""


NOBODY = Listener()


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, once a build takes over a second."""
    if sys.stderr is None or not sys.stderr.isatty():  # None where a caller closed it
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("notes", total=None, visible=False)
        started = monotonic()

        def advance(done: int, total: int) -> None:
            is_slow = monotonic() - started > _SLOW_S
            progress.update(task, advance=done, total=total, visible=is_slow)

        yield advance
