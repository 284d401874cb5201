"""Texts out for translation in PO, for the tools of gettext."""

import io
import re
from collections.abc import Sequence

from notes_site.errors import Place, Problem, SourceError
from notes_site.translations.exchange.texts import HOW, Entry, Exchanged, State

_CONTEXT = re.compile(r'^msgctxt[ \t]+(?P<strings>(?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
"""Pieces of a string of PO: a tool may have divided it among lines."""


def write_po_file(notes: Sequence[Exchanged]) -> str:
    """Return the file of the texts of `notes`."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    first = notes[0]
    catalog = Catalog(locale=first.target.replace("-", "_"), fuzzy=False)
    catalog.header_comment = f"# {HOW}"
    for note in notes:
        for entry in note.entries:
            context = f"{note.path}|{note.source}|{note.target}|{entry.number}|{entry.kind}|{entry.digest}"
            comments = [*entry.terms, *([entry.before] if entry.before else [])]
            catalog.add(
                entry.original,
                entry.answer or "",
                context=context,
                auto_comments=comments,
                flags=["fuzzy"] if entry.state is State.CHANGED and entry.answer else [],
            )
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=False)
    return buffer.getvalue().decode()


def _refuse_doubles(text: str, path: str) -> None:
    """Refuse a PO file in which a text stands twice, of which Babel would keep one.

    Raises:
        SourceError: it does.
    """
    seen: set[str] = set()
    for match in _CONTEXT.finditer(text):
        context = "".join(_QUOTED.findall(match["strings"]))
        if context in seen:
            line = text.count("\n", 0, match.start()) + 1
            what = f"the text with this `msgctxt`, {context}, stands here twice; take one out"
            raise SourceError([Problem(place=Place(path=path, line=line), text=what)])
        seen.add(context)


def read_po_file(text: str, path: str) -> list[Exchanged]:
    """Return what a file that came back holds.

    Raises:
        SourceError: it is no such file any more, or was cut off.
    """
    from babel.messages.pofile import PoFileError, read_po

    _refuse_doubles(text, path)
    try:
        catalog = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except (PoFileError, ValueError, UnicodeError) as error:
        what = f"this is not a PO file, or is cut off: {error}; get the whole file"
        line = getattr(error, "lineno", 0) or 1
        raise SourceError([Problem(place=Place(path=path, line=line), text=what)]) from error
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for message in catalog:
        if not message.id:
            continue
        parts = (message.context or "").split("|")
        if len(parts) != 6 or not parts[3].isdigit():  # noqa: PLR2004 - as `write_po_file` joins them
            what = "the `msgctxt` of this text was altered; write it as it went out"
            place = Place(path=path, line=message.lineno or 1)
            raise SourceError([Problem(place=place, text=what)])
        note, source, target, number, kind, digest = parts
        found.setdefault((note, source, target), []).append(
            Entry(
                number=int(number),
                kind=kind,
                state=State.CHANGED if message.fuzzy else State.NEW,
                digest=digest,
                original=str(message.id),
                answer=str(message.string).strip(),
                line=message.lineno or 1,
                is_reordered="reordered" in message.flags,
            )
        )
    return [
        Exchanged(path=path, source=source, target=target, entries=tuple(entries))
        for (path, source, target), entries in found.items()
    ]
