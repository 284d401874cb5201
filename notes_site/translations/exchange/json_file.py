"""Texts out for translation in JSON, for programs."""

import json
from collections.abc import Sequence
from json import JSONDecodeError

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from notes_site.errors import Place, Problem, SourceError
from notes_site.translations.exchange.texts import Exchanged


class _JsonFile(Struct, kw_only=True):
    notes: tuple[Exchanged, ...]
    end: bool


def write_json(notes: Sequence[Exchanged]) -> str:
    """Return the file of the texts of `notes`."""
    plain = msgspec.to_builtins(_JsonFile(notes=tuple(notes), end=True))
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str, path: str) -> list[Exchanged]:
    """Return what a file that came back holds.

    Raises:
        SourceError: it is no such file any more, or was cut off.
    """
    try:
        plain = json.loads(text)
        notes = list(msgspec.convert(plain, _JsonFile).notes)
    except JSONDecodeError as error:
        what = f"this is not JSON, or is cut off: {error.msg}; get the whole file"
        place = Place(path=path, line=error.lineno)
        raise SourceError([Problem(place=place, text=what)]) from error
    except msgspec.ValidationError as error:
        what = f"this is no file of `notes-site translate export`: {error}; export anew"
        raise SourceError([Problem(place=Place(path=path), text=what)]) from error
    # Lines of the answers, for messages: their keys come in the order of the entries.
    lines = [number for number, line in enumerate(text.split("\n"), 1) if '"answer":' in line]
    count = 0
    placed = []
    for note in notes:
        entries = []
        for entry in note.entries:
            line = lines[count] if count < len(lines) else 1
            entries.append(replace(entry, line=line))
            count += 1
        placed.append(replace(note, entries=tuple(entries)))
    return placed
