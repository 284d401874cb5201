"""Keys at the head of notes that mean nothing: told of all notes in one line."""

from collections import Counter
from collections.abc import Iterable, Iterator

from notes_site.errors import Place, Problem
from notes_site.foreign.keys import ADDRESSES, MEAN_NOTHING
from notes_site.load.front_matter import KEYS
from notes_site.model import RenderedNote
from notes_site.text.suggest import closest

_MOST = 12
"""Keys that the line names."""


def check_keys(notes: Iterable[RenderedNote]) -> Iterator[Problem]:
    """Yield one warning for all keys that no one reads; the misspelt ones are told of one by one."""
    known = {*KEYS, *ADDRESSES, "paper", "extra"}
    counts: Counter[str] = Counter()
    first: Place | None = None
    having = 0
    for note in sorted(notes, key=lambda note: note.source.path):
        unread = [key for key in note.source.front.lines if key not in known]
        unread = [key for key in unread if key in MEAN_NOTHING or not closest(key, known)]
        counts.update(unread)
        having += bool(unread)
        if unread and first is None:
            first = note.source.place(note.source.front.lines[unread[0]])
    if first is None:
        return
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    shown = ", ".join(f"`{key}`" for key in ordered[:_MOST])
    more = f" and {len(ordered) - _MOST} more" if len(ordered) > _MOST else ""
    where = f"{having} notes have" if having > 1 else "this note has"
    keys = "keys that mean" if len(ordered) > 1 else "a key that means"
    text = (
        f"{where} {keys} nothing here: {shown}{more}; remove them, or put what templates of your "
        "own shall have below `extra`"
    )
    yield Problem(place=first, kind="front-matter", text=text, is_warning=True)
