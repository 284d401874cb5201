"""Pages that the output has already are not run through their templates again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notes_site.cache import (
    NO_KEY,
    Key,
    Session,
    Store,
    content_digest,
    digest,
    encode,
    make_key,
    read_key,
)
from notes_site.errors import Problem, SourceError
from notes_site.inputs import Folder, list_files
from notes_site.model import OutputFile, Waiting
from notes_site.pages import Page

if TYPE_CHECKING:
    from notes_site.pages.template import Templates

_AT_ONCE = 25
"""Pages that are handed to a process at once: about 30 milliseconds of work."""


class _Made(Struct, frozen=True):
    """A page as templates have made it."""

    context_key: Key
    """Of its context, and all templates."""

    content: bytes | Waiting | None
    """None where the output has it."""

    digest: bytes = b""
    """Of its bytes."""

    problems: tuple[Problem, ...] = ()
    """Mistakes in templates, for which there is no content."""


class PageCache(Struct):
    """Knows which bytes the templates make of a context, by their digest.

    It knows too which context was made of the same inputs before: most pages need not even have
    theirs made.
    """

    store: Store
    folders: Sequence[Folder]
    """Of templates; the first that has one counts."""

    bytecode: Path
    """Where compiled templates are kept."""

    session: Session
    jobs: int
    """Processes at most; 0 for as many as there are processors."""

    waiting: Path | None
    """Where pages wait for their publication; None for in memory."""

    _engine: bytes = b""
    _templates: "Templates | None" = None

    def render(
        self, pages: Sequence[Page], present: Mapping[str, bytes], problems: list[Problem]
    ) -> list[OutputFile]:
        """Return the files of `pages`, without what the output has.

        Args:
            pages: to be made.
            present: path of a file of the output → digest of its bytes.
            problems: gets the mistakes in templates.
        """
        self._engine = self._hash_templates()
        self._templates = self.session.recent("templates").get(self._templates_key)
        keys = [make_key("inputs", self._engine, page.template, page.inputs) for page in pages]
        context_keys = {key: read_key(value) for key, value in self._look_up(keys).items()}
        known = self._look_up(context_keys.values())
        files = []
        stale = []
        for page, key in zip(pages, keys, strict=True):
            made = known.get(context_keys.get(key, NO_KEY))
            if made is not None and present.get(page.path) == made:
                files.append(OutputFile(path=page.path, content=None))
            else:
                stale.append((page, key))
        firsts = {page.template: page.url for page, _ in reversed(stale)}
        stale.sort(key=lambda each: each[0].url != firsts[each[0].template])
        fresh = self._make([page for page, _ in stale], len(firsts), present)
        for (page, key), one in zip(stale, fresh, strict=True):
            self._keep({key: one.context_key})
            problems += one.problems
            if not one.problems:
                files.append(OutputFile(path=page.path, content=one.content))
                self._keep({one.context_key: one.digest})
        return files

    def _context_key(self, page: Page) -> Key:
        context = content_digest(encode(page.context))  # by SHA-256, as it is 20 kB
        return make_key("page", self._engine, page.template, context)

    def _look_up(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """Return what was kept at those of `keys` that there are."""
        wanted = set(keys)
        known = {key: value for key in wanted if (value := self.session.recent("pages").get(key))}
        self.store.mark(known)
        for key, value in self.store.find(wanted - known.keys()).items():
            known[key] = self.session.recent("pages")[key] = value
        return known

    def _keep(self, values: Mapping[Key, bytes]) -> None:
        for key, value in values.items():
            self.session.recent("pages")[key] = value
        self.store.add(values)

    def _hash_templates(self) -> bytes:
        parts: list[str | bytes] = []
        for folder in self.folders:
            for entry in list_files(folder, []):  # whatever its suffix, another may include it
                parts += (entry.path, self.session.digests.find(entry.location))
            parts.append("")
        return digest(*parts)

    def _make(
        self, pages: Sequence[Page], here: int, present: Mapping[str, bytes]
    ) -> Iterator[_Made]:
        """Yield what the templates make of `pages`, of the first `here` in this process.

        These are one of each template, so that none is compiled in every worker.
        """
        if not pages:
            return
        from notes_site.flow.workers import share_out

        templates = self._templates or self._load_templates()
        if self.waiting:
            with suppress(OSError):
                self.waiting.mkdir(parents=True, exist_ok=True)

        def make(some: Sequence[Page]) -> list[_Made]:
            keys = [self._context_key(page) for page in some]
            known = self._look_up(keys)
            return [
                _Made(key, None, known[key])
                if key in known and known[key] == present.get(page.path)
                else _make_page(templates, page, key, self.waiting)
                for page, key in zip(some, keys, strict=True)
            ]

        yield from make(pages[:here])
        shares = [pages[i : i + _AT_ONCE] for i in range(here, len(pages), _AT_ONCE)]
        for made in share_out(lambda: nullcontext(make), shares, self.jobs):
            yield from made

    def _load_templates(self) -> "Templates":
        from notes_site.pages.template import Templates

        self.bytecode.mkdir(parents=True, exist_ok=True)
        templates = Templates(self.folders, self.bytecode)
        self.session.recent("templates")[self._templates_key] = templates
        return templates

    @property
    def _templates_key(self) -> bytes:
        return digest(self._engine, str(self.bytecode))


def _make_page(templates: "Templates", page: Page, key: Key, folder: Path | None) -> _Made:
    try:
        content = templates.render(page)
    except SourceError as error:
        return _Made(key, None, problems=tuple(error.problems))
    made = content_digest(content)
    if folder is not None:
        file = folder / digest(page.url).hex()
        with suppress(OSError):  # no room there: it waits in memory
            file.write_bytes(content)
            return _Made(key, Waiting(file, made), made)
    return _Made(key, content, made)
