"""Files of the output."""

from pathlib import Path

from msgspec import Struct


class InPage(Struct, frozen=True, kw_only=True):
    """The style sheet and the script that stand in each page, so that its first text waits for nothing else."""

    css: str
    """`first.css`; empty where a site has a `style.css` of its own."""

    script: str
    """`theme.js`."""


class Waiting(Struct, frozen=True):
    """A file of the cache that is moved into the output."""

    path: Path
    digest: bytes
    """Of its bytes."""


class OutputFile(Struct, frozen=True, kw_only=True):
    """One file to write."""

    path: str
    """Below the output folder, `/`-separated."""

    content: bytes | Path | Waiting | None
    """Its bytes, or the file that is copied or moved; None where the output has it already."""
