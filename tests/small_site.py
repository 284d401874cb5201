"""Small sites for tests: a dict of file texts, so that cause and effect stand on one screen."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from notes_site.cache import Session
from notes_site.config import read_config
from notes_site.flow.build import build_site
from notes_site.flow.options import BuildOptions
from notes_site.flow.report import BuildReport

NOON = datetime(2025, 6, 15, 12, tzinfo=UTC)
"""When every test's site is built, unless the test is about time."""

Files = Mapping[str, str | bytes | None]
"""Path below the site folder → text; None removes the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A site after `build_site`."""

    folder: Path
    output: Path
    report: BuildReport

    def __getitem__(self, path: str) -> str:
        """Return the text of a file of the output."""
        return (self.output / path).read_text(encoding="utf-8")

    def __contains__(self, path: str) -> bool:
        """Tell whether the output has this file."""
        return (self.output / path).is_file()

    @property
    def warnings(self) -> list[str]:
        """The lines that the command prints."""
        return [str(problem) for problem in self.report.warnings]


def note(text: str = "", title: str = "A note", date: str = "2024-05-31", **front: str) -> str:
    """Return the text of a note; `front` holds more keys, as YAML."""
    head = {"title": title, "date": date, **front}
    lines = "".join(f"{key}: {value}\n" for key, value in head.items())
    return f"---\n{lines}---\n\n{text}\n"


FIRST_LINE = 6
"""Line of the file at which the text of `note(text)` begins."""


def write_files(folder: Path, files: Files) -> None:
    """Write `files` below `folder`; a `site.yaml` comes with them unless one is there."""
    for name, text in {"site.yaml": None, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        elif name != "site.yaml":
            path.unlink()
        elif not path.exists():
            path.write_text("title: Notes\n", encoding="utf-8")


def build(
    folder: Path,
    built_at: datetime = NOON,
    base_url: str = "",
    session: Session | None = None,
    **options: bool,
) -> BuiltSite:
    """Build the site in `folder` in this process; `options` are those of `BuildOptions`."""
    output = folder / "public"
    config = read_config(folder / "site.yaml", base_url)
    given: dict[str, Any] = {"output": output, "built_at": built_at, "jobs": 1, **options}
    report = build_site(config, BuildOptions(**given), session=session)
    return BuiltSite(folder=folder, output=output, report=report)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of all files below `folder`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


Cell = Mapping[str, Any]


def markdown(text: str, **more: object) -> Cell:
    """Return a Markdown cell of a notebook."""
    return {"cell_type": "markdown", "metadata": {}, "source": text, **more}


def code(text: str, *outputs: Mapping[str, object], **metadata: object) -> Cell:
    """Return a code cell of a notebook."""
    return {
        "cell_type": "code",
        "execution_count": 1,
        "metadata": metadata,
        "source": text,
        "outputs": list(outputs),
    }


def shown(**data: object) -> Mapping[str, object]:
    """Return an output of a cell; `text_plain` stands for `text/plain`, `image_svg` for that of SVG."""
    full = {key.replace("_", "/", 1): value for key, value in data.items()}
    named = {("image/svg+xml" if key == "image/svg" else key): full[key] for key in full}
    return {"output_type": "display_data", "metadata": {}, "data": named}


def printed(text: str, name: str = "stdout") -> Mapping[str, object]:
    """Return what a cell printed."""
    return {"output_type": "stream", "name": name, "text": text}


def notebook(*cells: Cell, **metadata: object) -> str:
    """Return the text of a notebook; without a Markdown cell that begins with front matter, it has some."""
    if not any(str(cell["source"]).startswith("---") for cell in cells):
        metadata.setdefault("notes_site", {"title": "A notebook", "date": "2024-05-31"})
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})
