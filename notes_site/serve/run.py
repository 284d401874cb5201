"""`notes-site serve`: build, serve, and build again on each save."""

import asyncio
import errno
import signal
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic

import click
from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len

from notes_site.serve.build_process import BuildProcess
from notes_site.serve.messages import Mistake, Order, Outcome
from notes_site.serve.server import Preview, State, is_loopback, serving
from notes_site.serve.watch import Changes, Watcher
from notes_site.write.output import PREVIEW

_PORTS = 20
"""How many ports are tried from the wanted one on, before any free one will do."""

_IDLE_S = 3.0
"""How long after a build the author seems to have paused."""

_LISTED = 5
"""Addresses at most that are printed of the notes that a save has changed."""

_FRAME = ("templates", "locales", "themes")
"""Folders that shape what stands around the text of every page."""


class ServeOptions(Struct, frozen=True, kw_only=True):
    """The options of the command line."""

    config_path: Path
    host: str
    port: int
    """The wanted one; the next free one is taken. 0 for any."""

    is_watching: bool
    shows_drafts: bool
    opens_browser: bool
    base_path: str
    """As `site.yaml` has it now."""


class CannotBuildError(Exception):
    """The first build failed in a way that leaves nothing to show; it was printed."""


def serve(options: ServeOptions) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Raises:
        CannotBuildError: `site.yaml` holds mistakes, or the site does without anyone watching.
        OSError: the host cannot be served.
    """
    listening = bind(options.host, options.port)
    if not is_loopback(options.host):
        text = f"warning: --host {options.host} shows this site, drafts too, to your network"
        click.echo(text, err=True)
    with listening, suppress(asyncio.CancelledError):
        asyncio.run(_run(options, listening))


def bind(host: str, port: int) -> socket.socket:
    """Return a socket that listens at `host`, at `port` or the next free one.

    Raises:
        OSError: `host` is not of this machine, or the port may not be used.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = found[0]
    wanted = [*range(port, min(port + _PORTS, 65536)), 0] if port else [0]
    for each in wanted:
        # Named: only where it is known to be TCP does asyncio set TCP_NODELAY, without which the second
        # part of each answer waits 40 ms until the client acknowledges the first (RFC 896).
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address[0], each))
            listening.listen()
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            return listening
    raise OSError(errno.EADDRINUSE, "no port is free")


async def _run(options: ServeOptions, listening: socket.socket) -> None:
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    if task is not None and sys.platform != "win32":  # there, Ctrl-C raises KeyboardInterrupt
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, task.cancel)
    order = Order(
        config=str(options.config_path.absolute()),
        output=str(options.config_path.resolve().parent / PREVIEW),
        shows_drafts=options.shows_drafts,
    )
    async with BuildProcess(order) as builder:
        preview = Preview(Path(order.output), options.host, options.config_path)
        preview.base_path = options.base_path
        session = _Session(preview, _origin(options, listening))
        async with serving(preview, listening):
            await _welcome(options, listening, preview)
            if not options.is_watching:
                await session.begin(await builder.build(), is_watching=False)
                await builder.build_with_search()
                await asyncio.Event().wait()
            # Watching begins before building: what is saved meanwhile is built next.
            with Watcher(options.config_path) as watcher:
                await session.begin(await builder.build(), is_watching=True)
                while True:
                    changes = await _wait_at_ease(watcher, order)
                    await _rebuild(changes, watcher, builder, session)


async def _rebuild(
    changes: Changes, watcher: Watcher, builder: BuildProcess, session: "_Session"
) -> None:
    """Build after a batch of changes."""
    while True:
        outcome = await builder.build(partial(session.show_first, changes))
        if outcome.mistakes and watcher.has_changes:  # half-saved, perhaps: the last state counts
            changes.merge(await watcher.wait())
            continue
        await session.show(outcome, changes)
        return


async def _wait_at_ease(watcher: Watcher, order: Order) -> Changes:
    """Return the next changes; if they take a while, make what no reader of a page waits for.

    That is done by a process of its own, which the next save ends: there is no waiting for it.
    """
    waiting = asyncio.create_task(watcher.wait())
    done, _ = await asyncio.wait({waiting}, timeout=_IDLE_S)
    if not done:
        async with BuildProcess(order) as indexer:
            # Its mistakes were told by the build before.
            indexing = asyncio.create_task(indexer.build_with_search())
            await asyncio.wait({waiting, indexing}, return_when=asyncio.FIRST_COMPLETED)
        await indexing
    return await waiting


async def _welcome(options: ServeOptions, listening: socket.socket, preview: Preview) -> None:
    port = listening.getsockname()[1]
    url = f"{_origin(options, listening)}{preview.base_path}/"
    if options.port and port != options.port:
        click.echo(f"port {options.port} is taken; this is {port}", err=True)
    click.echo(url)
    if options.opens_browser:
        await asyncio.to_thread(webbrowser.open, url)


def _origin(options: ServeOptions, listening: socket.socket) -> str:
    """Return where the site is served, without the path of `base_url`."""
    host = options.host if options.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"


class _Session:
    """Reports of builds to the author, in the terminal and on the page."""

    def __init__(self, preview: Preview, origin: str) -> None:
        self._preview = preview
        self._origin = origin
        self._mistakes: frozenset[Mistake] = frozenset()
        self._warnings: frozenset[str] = frozenset()

    async def begin(self, outcome: Outcome, *, is_watching: bool) -> None:
        """Show the first build.

        Raises:
            CannotBuildError: there is nothing to show, and nothing to wait for.
        """
        self._print_problems(outcome)
        if outcome.mistakes and (outcome.base_path is None or not is_watching):
            raise CannotBuildError
        self._preview.base_path = outcome.base_path or ""
        self._preview.unshown = outcome.unshown
        self._preview.is_built.set()
        if outcome.mistakes:
            faulty = {mistake.url for mistake in outcome.mistakes}
            what = f"{_count(len(outcome.mistakes), 'mistake')} in {_count(len(faulty), 'note')}"
            click.echo(f"{what}; their addresses tell, all other notes are shown")
        await self._preview.show(State(mistakes=outcome.mistakes))

    async def show_first(self, changes: Changes) -> None:
        """Show the pages of the notes among `changes`; all else is still being built."""
        await self._preview.show(replace(self._preview.state, is_new_frame=_changes_frame(changes)))

    async def show(self, outcome: Outcome, changes: Changes) -> None:
        """Show what came of `changes`."""
        self._print_problems(outcome)
        took = f"{(monotonic() - changes.since) * 1000:.0f} ms"
        if outcome.mistakes:
            what = _count(len(outcome.mistakes), "mistake")
            click.echo(f"{changes}: {what}, the last good pages stay, {took}")
        if outcome.is_published and (outcome.written or not outcome.mistakes):
            click.echo(f"{changes}: {_count(outcome.written, 'file')} written, {took}")
            for url in outcome.fresh[:_LISTED]:
                click.echo(f"  {self._origin}{outcome.base_path}{url}")
            if len(outcome.fresh) > _LISTED:
                click.echo(f"  and {_count(len(outcome.fresh) - _LISTED, 'note')} more")
        if outcome.base_path is not None:
            self._preview.base_path = outcome.base_path
        if outcome.is_published:
            self._preview.unshown = outcome.unshown
        await self._preview.show(
            State(mistakes=outcome.mistakes, is_new_frame=_changes_frame(changes))
        )

    def _print_problems(self, outcome: Outcome) -> None:
        """Print those mistakes and warnings that are new."""
        for mistake in outcome.mistakes:
            if mistake not in self._mistakes or not outcome.is_published:
                for line in draw(mistake):
                    click.echo(line, err=True)
        self._mistakes = frozenset(outcome.mistakes)
        if outcome.is_published:
            for warning in outcome.warnings:
                if warning not in self._warnings:
                    click.echo(warning, err=True)
            self._warnings = frozenset(outcome.warnings)


def _changes_frame(changes: Changes) -> bool:
    """Tell whether what stands around the text of every page may be another."""
    return any(path.split("/")[0] in _FRAME or "/" not in path for path in changes.paths)


def draw(mistake: Mistake) -> Iterator[str]:
    """Yield `mistake` as lines for a terminal: its text, the source line and a caret."""
    yield mistake.text
    if mistake.source:
        yield f"    {mistake.source}"
    if mistake.source and mistake.column:
        # Han characters are two cells wide.
        yield " " * (4 + cell_len(mistake.source[: mistake.column - 1])) + "^"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
