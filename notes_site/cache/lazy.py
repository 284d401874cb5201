"""Texts that pages are made of and that are only made when a template shows them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar


class LazyText:
    """A text that is made when a template shows it, and known by its key until then.

    So a page whose bytes are there already costs neither a read nor a rendering.
    """

    __slots__ = ("_key", "_make")

    def __init__(self, key: bytes, make: Callable[[], str]) -> None:
        """Stand for what `make` returns; `key` is a digest of all that it is made of."""
        self._key = key
        self._make = make

    def __str__(self) -> str:
        return self._make()

    def cache_key(self) -> bytes:
        """Return what stands for the text where only a change of it matters."""
        return self._key


class LazyHtml(LazyText):
    """The same for HTML, which templates do not escape."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


Item = TypeVar("Item")


class LazySequence(Generic[Item]):
    """The same for a sequence, which is made when a template goes through it."""

    __slots__ = ("_key", "_make")

    def __init__(self, key: bytes, make: Callable[[], Sequence[Item]]) -> None:
        """Stand for what `make` returns; `key` is a digest of all that it is made of."""
        self._key = key
        self._make = make

    def __iter__(self) -> Iterator[Item]:
        return iter(self._make())

    def cache_key(self) -> bytes:
        """Return what stands for the sequence where only a change of it matters."""
        return self._key
