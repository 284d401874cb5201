"""Values made before, each known by all that it is made of.

`store.py` keeps them on disk, `session.py` in a process that builds again and again; `keys.py` says
under which key. Nothing here knows a stage of the build.
"""

from notes_site.cache.digest import content_digest, digest
from notes_site.cache.encoding import as_plain, encode
from notes_site.cache.file_digests import FileDigests
from notes_site.cache.keys import NO_KEY, Key, library_versions, make_key, program_digest, read_key
from notes_site.cache.lazy import LazyHtml, LazySequence, LazyText
from notes_site.cache.recent import Recent
from notes_site.cache.session import Session
from notes_site.cache.store import Store, remove_store

__all__ = [
    "NO_KEY",
    "FileDigests",
    "Key",
    "LazyHtml",
    "LazySequence",
    "LazyText",
    "Recent",
    "Session",
    "Store",
    "as_plain",
    "content_digest",
    "digest",
    "encode",
    "library_versions",
    "make_key",
    "program_digest",
    "read_key",
    "remove_store",
]
