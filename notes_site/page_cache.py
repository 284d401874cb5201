"""Pages that the output has already are not run through their templates again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notes_site.encoding import encode
from notes_site.errors import Problem, SourceError
from notes_site.memory import Memory
from notes_site.model import OutputFile, Waiting
from notes_site.pages import Page
from notes_site.program import program_digest
from notes_site.store import Store, content_digest, digest

if TYPE_CHECKING:
    from notes_site.pages.template import Templates

_AT_ONCE = 25
"""Pages that are handed to a process at once: about 30 milliseconds of work."""


class _Made(Struct, frozen=True):
    """What templates make of a page."""

    content: bytes | Waiting
    digest: bytes
    """Of its bytes."""


class PageCache(Struct):
    """Knows which bytes the templates make of a context, by their digest.

    It knows too which context was made of the same inputs before: most pages need not even have
    theirs made.
    """

    store: Store
    folders: Sequence[Path]
    """Of templates; the first that has one counts."""

    bytecode: Path
    """Where compiled templates are kept."""

    memory: Memory
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
        files = []
        stale = []
        keys = self._context_keys(pages)
        known = self._look_up(keys)
        for page, key in zip(pages, keys, strict=True):
            if key in known and present.get(page.path) == known[key]:
                files.append(OutputFile(path=page.path, content=None))
            else:
                stale.append((page, key))
        firsts = {page.template: page.url for page, _ in reversed(stale)}
        stale.sort(key=lambda each: each[0].url != firsts[each[0].template])
        made = self._make([page for page, _ in stale], len(firsts))
        for (page, key), one in zip(stale, made, strict=True):
            if isinstance(one, _Made):
                files.append(OutputFile(path=page.path, content=one.content))
                self._keep({key: one.digest})
            else:
                problems += one
        return files

    def _context_keys(self, pages: Sequence[Page]) -> list[bytes]:
        """Return what is made of each of `pages` depends on: its context, and all templates."""
        self._engine = digest(program_digest(), self._hash_templates())
        self._templates = self.memory.templates.get(self._templates_key)
        inputs = [digest("inputs", self._engine, page.template, page.inputs) for page in pages]
        known = self._look_up(inputs)
        made = {}
        for page, key in zip(pages, inputs, strict=True):
            if key not in known:
                context = content_digest(encode(page.context))  # by SHA-256, as it is 20 kB
                made[key] = digest("page", self._engine, page.template, context)
        self._keep(made)
        return [made.get(key) or known[key] for key in inputs]

    def _look_up(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return what was kept at those of `keys` that there are."""
        wanted = set(keys)
        known = {key: value for key in wanted if (value := self.memory.pages.get(key))}
        self.store.mark(known)
        for key, value in self.store.find(wanted - known.keys()).items():
            known[key] = self.memory.pages[key] = value
        return known

    def _keep(self, values: Mapping[bytes, bytes]) -> None:
        for key, value in values.items():
            self.memory.pages[key] = value
        self.store.add(values)

    def _hash_templates(self) -> bytes:
        parts: list[str | bytes] = []
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):  # whatever its suffix, another may include it
                if path.is_file():
                    name = path.relative_to(folder).as_posix()
                    parts += (name, self.memory.digests.find(path))
            parts.append("")
        return digest(*parts)

    def _make(self, pages: Sequence[Page], here: int) -> Iterator[_Made | tuple[Problem, ...]]:
        """Yield what the templates make of `pages`, of the first `here` in this process.

        These are one of each template, so that none is compiled in every worker.
        """
        if not pages:
            return
        from notes_site.workers import share_out

        templates = self._templates or self._load_templates()
        if self.waiting:
            with suppress(OSError):
                self.waiting.mkdir(parents=True, exist_ok=True)

        def make(some: Sequence[Page]) -> list[_Made | tuple[Problem, ...]]:
            return [_make_page(templates, page, self.waiting) for page in some]

        yield from make(pages[:here])
        shares = [pages[i : i + _AT_ONCE] for i in range(here, len(pages), _AT_ONCE)]
        for made in share_out(lambda: nullcontext(make), shares, self.jobs):
            yield from made

    def _load_templates(self) -> "Templates":
        from notes_site.pages.template import Templates

        self.bytecode.mkdir(parents=True, exist_ok=True)
        templates = Templates(self.folders, self.bytecode)
        self.memory.templates[self._templates_key] = templates
        return templates

    @property
    def _templates_key(self) -> bytes:
        return digest(self._engine, str(self.bytecode))


def _make_page(
    templates: "Templates", page: Page, folder: Path | None
) -> _Made | tuple[Problem, ...]:
    try:
        content = templates.render(page)
    except SourceError as error:
        return error.problems
    made = content_digest(content)
    if folder is not None:
        file = folder / digest(page.url).hex()
        with suppress(OSError):  # no room there: it waits in memory
            file.write_bytes(content)
            return _Made(Waiting(file, made), made)
    return _Made(content, made)
