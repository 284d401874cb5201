"""Rendered notes in the store, by the digest of all that they are made of."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from notes_site.cache import Key, Recent, Store, as_plain, content_digest, digest, make_key
from notes_site.citations.library import Library
from notes_site.load import NoteFile
from notes_site.model import RenderedNote
from notes_site.render import Addresses, RenderSettings, find_said, find_target, find_title


class NoteCache(Struct, frozen=True, kw_only=True):
    """Finds and keeps rendered notes."""

    store: Store
    decoded: Recent[Key, RenderedNote]
    """Notes that this process has had in its hands, by key."""

    settings_digest: bytes
    """Of all that a note's rendering depends on, beside its file and its links."""

    def key(self, file: NoteFile, content: bytes) -> Key:
        """Return the key of the note at `file` whose bytes have the digest `content`."""
        named = msgspec.msgpack.encode(file)
        return make_key("note", self.settings_digest, named, content)

    def find(self, keys: Iterable[Key]) -> dict[Key, RenderedNote]:
        """Return the notes that are there, by key."""
        wanted = set(keys)
        self.store.mark(wanted)
        found = {key: note for key in wanted if (note := self.decoded.get(key))}
        for key, value in self.store.find(wanted - found.keys()).items():
            found[key] = self.decoded[key] = _DECODER.decode(value)
        return found

    def add(self, notes: Mapping[Key, RenderedNote]) -> list[RenderedNote]:
        """Keep rendered notes, by key, as the next build shall find them; return them with a digest."""
        return [self._add(key, note) for key, note in notes.items()]

    def _add(self, key: Key, note: RenderedNote) -> RenderedNote:
        found = _as_found(note)
        own = _own_digest(found)
        self.decoded[key] = found = replace(found, digest=own)
        self.store.add({key: _ENCODER.encode(found)})
        return replace(note, digest=own)


def make_note_cache(
    store: Store, settings: RenderSettings, decoded: Recent[Key, RenderedNote]
) -> NoteCache:
    """Return the cache of notes that are rendered with `settings` by this very program."""
    given = digest(_UNORDERED.encode(settings))
    return NoteCache(store=store, decoded=decoded, settings_digest=given)


def _as_found(note: RenderedNote) -> RenderedNote:
    """Return `note` as one that was rendered before: its fragments are not rendered now."""
    return replace(
        note,
        formulas=replace(note.formulas, rendered=0),
        code_blocks=replace(note.code_blocks, rendered=0),
    )


def with_digest(note: RenderedNote) -> RenderedNote:
    """Return `note` with its digest, for one that is not kept: another note may mend it."""
    return replace(note, digest=_own_digest(_as_found(note)))


def _own_digest(note: RenderedNote) -> bytes:
    return content_digest(_UNORDERED.encode(note))  # its source's digest tells orders apart


def is_valid(
    note: RenderedNote, addresses: Addresses, in_feeds: frozenset[str], library: Library
) -> bool:
    """Tell whether the note's own address, its pictures and what its links lead to are as they were.

    So must be the entries that it cites, and their style.

    One that has come among the notes that feeds show whole is not valid either.
    """
    return (
        (bool(note.feed_body) or note.source.path not in in_feeds)
        and addresses.notes[note.source.path] == note.url
        and all(
            (find_target(target, note.source, addresses) or "") == url
            and url not in addresses.left_out
            for target, url in note.targets.items()
        )
        and all(
            find_said(target, note.source, addresses) == label
            for target, label in note.said.items()
        )
        and all(library.answer(note.source, key) == answer for key, answer in note.cited.items())
        and all(addresses.pictures.digest(url) == digest for url, digest in note.pictures.items())
        and all(
            find_title(name, note.source, addresses) == title for name, title in note.titles.items()
        )
    )


def _make_markup(kind: type, value: Any) -> Any:  # noqa: ANN401 - msgspec's signature
    if kind is Markup:
        return Markup(value)
    if kind is object:  # `extra`, whatever it holds
        return value
    message = f"nothing in a rendered note is a {kind}"
    raise NotImplementedError(message)


# JSON keeps the offset of a date, which MessagePack turns into UTC.
_ENCODER = msgspec.json.Encoder(enc_hook=as_plain)
_UNORDERED = msgspec.json.Encoder(enc_hook=as_plain, order="deterministic")
_DECODER = msgspec.json.Decoder(RenderedNote, dec_hook=_make_markup)
