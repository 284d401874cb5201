"""Addresses that links of notes may lead to, and what is known of what lies there."""

import posixpath
from collections.abc import Iterable, Mapping
from contextlib import suppress
from urllib.parse import quote

from notes_site.config import SiteConfig
from notes_site.flow.read_notes import ReadNotes
from notes_site.flow.rendering import Rendering
from notes_site.inputs import NOTEBOOK
from notes_site.load import alias_url
from notes_site.model import Label, RenderedNote, Source, Url
from notes_site.pages.notebook_links import notebook_url
from notes_site.pictures import PictureFiles, is_picture
from notes_site.render import Addresses, NoteLabels, RenderSettings


def make_addresses(
    read: ReadNotes,
    urls: Mapping[str, Url],
    files: Mapping[str, Url],
    given: Rendering,
    settings: RenderSettings,
) -> Addresses:
    """Return what links of all notes may lead to.

    Args:
        read: the notes.
        urls: path of a note → its address.
        files: path of another file that a note may show → its address.
        given: what rendering has in common.
        settings: of rendering.
    """
    sources, options = read.sources, given.options
    left_out = {url for path, url in urls.items() if path in options.left_out}
    return Addresses(
        notes=urls,
        # The preview has a page at their addresses, which tells what is wrong with them.
        left_out=frozenset(() if options.is_preview else left_out),
        hidden=read.hidden,
        titles={source.path: source.front.title for source in sources},
        files=files,
        pictures=_find_pictures(given, files, read.cached.values(), sources),
        base_path=given.config.base_path,
        labels=_make_labels(settings, sources, read.cached),
        aliases=frozenset(alias_url(alias) for source in sources for alias in source.front.aliases),
        static=frozenset(given.static),
        former_names={
            source.path: source.front.former_names
            for source in sources
            if source.front.former_names
        },
    )


def map_attachments(sources: Iterable[Source], urls: Mapping[str, Url]) -> dict[str, Url]:
    """Return path of a file beside a note → its address, below the note's."""
    return {
        path: Url(
            urls[source.path] + quote(path.removeprefix(f"{posixpath.dirname(source.path)}/"))
        )
        for source in sources
        for path in source.attachments
    }


def map_notebooks(
    sources: Iterable[Source], urls: Mapping[str, Url], config: SiteConfig
) -> dict[str, Url]:
    """Return path of a notebook that is published → the address of its file, beside its page."""
    return {
        source.path: notebook_url(source.path, urls[source.path])
        for source in sources
        if config.notebooks.has_download and source.path.endswith(NOTEBOOK)
    }


def shared_address(path: str) -> Url:
    """Return the address of a file of `content/` that lies in the folder of no note."""
    return Url(f"/files/{quote(path.partition('/')[2])}")


def _make_labels(
    settings: RenderSettings, sources: Iterable[Source], cached: Mapping[str, RenderedNote]
) -> NoteLabels:
    """Return what links say of the blocks of notes: those of changed notes have to be parsed.

    The entry of a cached note is right even where its own links have to be made anew: labels depend
    on nothing but the note and the settings, which are its key.
    """
    by_path = {source.path: source for source in sources}

    def read(path: str) -> Mapping[str, Label]:
        from notes_site.parse import NoteParser

        return NoteParser(settings.parsing).parse(by_path[path]).labels

    known = {path: cached[path].labels for path in by_path if path in cached}
    return NoteLabels(known, read)


def _find_pictures(
    given: Rendering,
    attachments: Mapping[str, Url],
    cached: Iterable[RenderedNote],
    sources: Iterable[Source],
) -> PictureFiles:
    """Return the site's pictures, with the digests of those that `cached` notes show."""
    folder = given.config.folder
    static = given.static.items()
    found = {Url(f"/{quote(path)}"): file for path, file in static if is_picture(path)}
    found |= {url: folder / path for path, url in attachments.items() if is_picture(path)}
    digests = {}
    for url in {url for note in cached for url in note.pictures} & found.keys():
        with suppress(OSError):  # whoever copies it tells
            digests[url] = given.session.digests.find(found[url])
    stored = {file.url: file for source in sources for file in source.files}
    return PictureFiles(found, stored, digests)
