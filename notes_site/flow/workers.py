"""Work shared among processes that are forked for it.

A worker begins with all that this process has in its memory, so only what it makes crosses over.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from contextvars import ContextVar
from typing import Any, TypeVar

Share = TypeVar("Share")
Made = TypeVar("Made")

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Parsing makes very many objects and hardly a cycle; at Python's 700, looking for cycles takes 5%
of a worker's time."""


def share_out(
    begin: Callable[[], AbstractContextManager[Callable[[Share], Made]]],
    shares: Sequence[Share],
    jobs: int,
) -> Iterator[Made]:
    """Yield what is made of each of `shares`, in their order.

    Whichever process is free takes the next share, so put the large ones first.

    Args:
        begin: gives the function that makes something of a share; called once in each process,
            and ended there when no share is left.
        shares: nothing in them is copied, nor need it be fit for pickling; what is made of them is.
        jobs: processes at most; 0 for as many as there are processors. Each is to have two shares
            at least, and one alone would be this process, as it is where processes cannot fork.
    """
    count = min(jobs or os.cpu_count() or 1, len(shares) // 2)
    if count <= 1 or not hasattr(os, "fork"):  # Windows
        with begin() as make:
            yield from map(make, shares)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # fork: a worker starts in milliseconds with all modules loaded. There are no threads yet.
    with ProcessPoolExecutor(
        count,
        mp_context=get_context("fork"),
        initializer=_begin,
        initargs=(_Worker(begin, shares),),
    ) as pool:
        yield from pool.map(_make, range(len(shares)))


class _Worker:
    """A forked worker, with its pipe."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[Callable[[Any], Any]]],
        shares: Sequence[Any],
    ) -> None:
        self._begin = begin
        self._shares = shares
        self._stack = ExitStack()
        self._make_of: Callable[[Any], Any] | None = None

    def make(self, number: int) -> Any:  # noqa: ANN401 - whatever `share_out` was given
        """Return what is made of share `number`."""
        if self._make_of is None:  # here, so that the parent hears of what goes wrong in it
            self._make_of = self._stack.enter_context(self._begin())
        return self._make_of(self._shares[number])

    def close(self) -> None:
        """End what was begun."""
        self._stack.close()


_WORKER: ContextVar[_Worker] = ContextVar("worker")
"""Set in workers only."""


def _begin(worker: _Worker) -> None:
    from multiprocessing.util import Finalize

    gc.freeze()  # or looking through what the parent has made would copy all of it
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _end_with_parent()
    _WORKER.set(worker)
    Finalize(None, worker.close, exitpriority=0)


def _make(number: int) -> Any:  # noqa: ANN401 - whatever `share_out` was given
    return _WORKER.get().make(number)


def _end_with_parent() -> None:
    """Let this worker end when the process that forked it does, even by SIGKILL.

    It would wait for work for ever, and hold the lock of `alone_in`, which it inherited.
    """
    from multiprocessing import parent_process
    from threading import Thread

    parent = parent_process()
    if parent is None:
        raise RuntimeError("only a worker has a parent to end with")

    def end() -> None:
        parent.join()
        os._exit(1)

    Thread(target=end, daemon=True).start()
