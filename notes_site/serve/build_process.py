"""The other end of `builder.py`."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Self

import msgspec
from msgspec.structs import replace

from notes_site.serve.messages import Mistake, Order, Outcome
from notes_site.write.output import remove_leftovers

_LONGEST_ANSWER = 2**26

Announce = Callable[[], Awaitable[None]]


class BuildProcess:
    """Makes the builds of one order, in a process that starts with the first."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._process: Process | None = None
        self._is_free = asyncio.Lock()
        self._is_closed = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
        remove_leftovers(Path(self._order.output))

    async def close(self) -> None:
        """End the process, in the middle of a build if need be: what is published stays whole."""
        self._is_closed = True
        if self._process is not None:
            with suppress(ProcessLookupError):
                if sys.platform == "win32":
                    self._process.kill()  # which has no workers there
                else:
                    os.killpg(self._process.pid, signal.SIGKILL)  # its workers too
            await self._process.wait()

    async def build(self, announce: Announce | None = None) -> Outcome:
        """Return what came of building the site as it is now.

        `announce` is called before, once the pages of a few notes that were saved are there.
        """
        return await self._carry_out(self._order, announce)

    async def build_with_search(self) -> Outcome:
        """Return the same of the site with the indexes of its search, for when nobody waits."""
        return await self._carry_out(replace(self._order, makes_indexes=True))

    async def _carry_out(self, order: Order, announce: Announce | None = None) -> Outcome:
        """Return what came of `order`, once those before it are done."""
        async with self._is_free:
            return await self._send(order, announce)

    async def _send(self, order: Order, announce: Announce | None) -> Outcome:
        if self._is_closed:
            return Outcome()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "notes_site.serve.builder"),
                stdin=PIPE,
                stdout=PIPE,
                limit=_LONGEST_ANSWER,
                start_new_session=True,  # Ctrl-C is for the server alone, which then ends this
            )
            if self._is_closed:  # meanwhile
                await self.close()
                return Outcome()
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the builder was started without pipes")
        with suppress(ConnectionError):
            self._process.stdin.write(msgspec.json.encode(order) + b"\n")
            await self._process.stdin.drain()
            while answer := await self._process.stdout.readline():
                outcome = msgspec.json.decode(answer, type=Outcome)
                if not outcome.is_under_way:
                    return outcome
                if announce:
                    await announce()
        await self._process.wait()  # a bug, with its traceback; the next build may fare better
        self._process = None
        if self._is_closed:
            return Outcome()
        text = "notes-site itself failed here; the terminal says how, please report it"
        return Outcome(mistakes=(Mistake(text=text),))
