"""Records that go to Pagefind, and the fragments that come back."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

ENTRY = "pagefind-entry.json"
"""File that lists the indexes."""

RUNTIME = "runtime"
"""Stands among the names of indexes for what a reader's browser runs."""


class PagefindError(Exception):
    """Pagefind cannot be run, or gave up; the message says what is wrong."""

    remedy = "install `pagefind-bin` anew"


class NoRoomError(PagefindError):
    """Pagefind's answers could not be written; the message names the folder."""

    remedy = "make room there, or name another folder by TMPDIR"


class Record(Struct, frozen=True, kw_only=True):
    """A page, as Pagefind indexes it."""

    url: str
    """Comes back with a result as it is, and is not searched."""

    title: str
    text: str


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """The files of an index, or those that all indexes share."""

    entry: Mapping[str, Any]
    """What the entry file says of it; empty where no page has a word."""

    files: Mapping[str, bytes]
    """Path below the folder of the search → content."""
