"""The JSON of a notebook as typed values.

Rule: the schemas of nbformat 4.0 to 4.5; older versions are brought up to these by nbformat itself.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct, field

from notes_site.errors import Place, Problem, SourceError

Text = str | list[str] | None
"""A text of several lines, as one string or a string for each line."""

_CURRENT = 4
_OLDEST = 3
_CELL = re.compile(r"\$\.cells\[(\d+)\]\.?(.*)")
_HALF = re.compile(r"[\ud800-\udfff]")
_SAVE = "open it in Jupyter and save it anew"


class RawOutput(Struct, frozen=True):
    """An output of a code cell."""

    output_type: str = ""
    name: str = ""
    """Of a stream: `stdout` or `stderr`."""

    text: Text = ""
    data: dict[str, Any] = field(default_factory=dict)
    """Media type → content."""

    metadata: dict[str, Any] = field(default_factory=dict)
    ename: str = ""
    evalue: str = ""
    traceback: list[str] = field(default_factory=list)


class RawCell(Struct, frozen=True):
    """A cell."""

    cell_type: str
    source: Text = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    outputs: list[RawOutput] = field(default_factory=list)
    attachments: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Name of a file → media type → content in base64."""

    @property
    def text(self) -> str:
        """The text of the cell."""
        return joined(self.source)

    @property
    def tags(self) -> frozenset[str]:
        """Those that Jupyter shows beside it."""
        given = self.metadata.get("tags")
        return frozenset(filter(_is_text, given)) if isinstance(given, list) else frozenset()


class RawNotebook(Struct, frozen=True):
    """A notebook."""

    cells: list[RawCell]
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """That of its kernel, in lower case; `python` where it names none."""
        info, kernel = self.metadata.get("language_info"), self.metadata.get("kernelspec")
        for section, key in ((info, "name"), (kernel, "language"), (kernel, "name")):
            name = section.get(key) if isinstance(section, dict) else None
            if isinstance(name, str) and name.strip():
                return _KERNELS.get(name.strip().lower(), name.strip().lower())
        return "python"


_KERNELS = {"ir": "r", "ipython": "python", "python2": "python", "python3": "python"}
"""Names of kernels and languages that Pygments calls otherwise."""


def joined(text: object) -> str:
    r"""Return a text of several lines as one string, lines ended by `\n`; empty for anything else."""
    whole = "".join(filter(_is_text, text)) if isinstance(text, list) else text
    return without_halves(whole.replace("\r\n", "\n")) if isinstance(whole, str) else ""


def without_halves(text: str) -> str:
    """Return `text` without halves of characters, which JSON can hold and no file can."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _is_text(item: object) -> bool:
    return isinstance(item, str)


def read_notebook(content: bytes, path: str) -> RawNotebook:
    """Return the notebook at `path`, whose bytes are `content`.

    Raises:
        SourceError: it is no JSON, or no notebook of a version that is known.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return _decode(content, path)
    except msgspec.ValidationError as error:
        raise _wrong_type(error, path) from error
    except RecursionError as error:
        raise _refuse(path, f"what it holds is nested too deep; {_SAVE}") from error


def _decode(content: bytes, path: str) -> RawNotebook:
    try:
        version = _VERSION.decode(content)
        if version.nbformat == _CURRENT:
            return _NOTEBOOK.decode(content)
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        # What Python writes and JSON does not know: NaN in a figure's data, half a character.
        version = msgspec.convert(_load(content, path), _Version)
    values = _load(content, path)
    if version.nbformat > _CURRENT:
        text = f"it is of version {version.nbformat} of notebooks, and {_CURRENT} is known; save it as that"
        raise _refuse(path, text)
    if version.nbformat < _OLDEST:
        text = f"this is no notebook, or one of before IPython 1; {_SAVE}"
        raise _refuse(path, text)
    return msgspec.convert(
        _upgrade(values, path) if version.nbformat < _CURRENT else values, RawNotebook
    )


class _Version(Struct, frozen=True):
    nbformat: int = 0


_VERSION = msgspec.json.Decoder(_Version)
_NOTEBOOK = msgspec.json.Decoder(RawNotebook)


def _load(content: bytes, path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return JSON as Python's own reader has it.

    Raises:
        SourceError: it is no JSON.
    """
    try:
        text = content.decode()
        return json.loads(text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refuse(path, "a byte here is not UTF-8; save the file as UTF-8", line) from error
    except json.JSONDecodeError as error:
        text = (
            f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}; {_SAVE}, or correct it here"
        )
        raise _refuse(path, text, error.lineno, error.colno) from error
    except ValueError as error:  # a number of thousands of digits
        raise _refuse(path, f"a number here is too long; {_SAVE}") from error


def _upgrade(values: Mapping[str, Any], path: str) -> object:
    """Return a notebook of version 3 as one of version 4.

    Raises:
        SourceError: nbformat cannot read it.
    """
    from nbformat import v3, v4

    try:
        return v4.upgrade(v3.to_notebook_json(dict(values)), from_version=3)  # type: ignore[no-untyped-call]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        text = f"this notebook of version 3 lacks something: {error}; {_SAVE}"
        raise _refuse(path, text) from error


def _wrong_type(error: msgspec.ValidationError, path: str) -> SourceError:
    """Return what is wrong with a value: `Expected `str`, got `int` - at `$.cells[3].source``."""
    said, _, where = str(error).partition(" - at ")
    where = where.strip("`")
    cell = _CELL.fullmatch(where)
    number = int(cell[1]) + 1 if cell else 0
    name = (cell[2] if cell else where.removeprefix("$.")) or ("this cell" if cell else "the file")
    text = f"`{name}` is not what a notebook has there: {said[0].lower()}{said[1:]}; {_SAVE}, or correct it"
    place = Place(path=path, cell=number, line=1 if number else 0)
    return SourceError([Problem(place=place, kind="files", text=text)])


def _refuse(path: str, text: str, line: int = 0, column: int = 0) -> SourceError:
    place = Place(path=path, line=line, column=column)
    return SourceError([Problem(place=place, kind="files", text=text)])


def find_texts(values: Sequence[object]) -> list[str]:
    """Return those of `values` that are texts."""
    return [without_halves(value) for value in values if isinstance(value, str)]
