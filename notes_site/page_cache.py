"""Pages that the output has already are not run through their templates again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from notes_site.memory import Memory
from notes_site.model import OutputFile
from notes_site.note_cache import encode
from notes_site.pages import Page, output_path
from notes_site.program import program_digest
from notes_site.store import Store, content_digest, digest

if TYPE_CHECKING:
    from notes_site.pages.template import Templates


@dataclass(slots=True)
class PageCache:
    """Knows which bytes the templates make of a context, by their digest."""

    store: Store
    folders: Sequence[Path]
    """Of templates; the first that has one counts."""

    present: Mapping[str, bytes]
    """Path of a file of the output → digest of its bytes."""

    bytecode: Path
    """Where compiled templates are kept."""

    memory: Memory
    _engine: bytes = b""
    _templates: "Templates | None" = None
    _fresh: dict[bytes, bytes] = field(default_factory=dict)
    """Key of a page → digest of its bytes; those made now."""

    def find(self, pages: Sequence[Page]) -> list[tuple[Page, bytes, bytes | None]]:
        """Return each of `pages` with its key and the digest of its bytes, if known."""
        self._engine = digest(program_digest(), self._hash_templates())
        self._templates = self.memory.templates.get(self._templates_key)
        keys = [self._key(page) for page in pages]
        known = {key: made for key in keys if (made := self.memory.pages.get(key))}
        self.store.mark(known)
        for key, made in self.store.find(set(keys) - known.keys()).items():
            known[key] = self.memory.pages[key] = made
        return [(page, key, known.get(key)) for page, key in zip(pages, keys, strict=True)]

    def _key(self, page: Page) -> bytes:
        known = self.memory.page_keys.get((self._engine, page))
        if known is None:
            known = digest("page", self._engine, page.template, encode(page.context))
            self.memory.page_keys[self._engine, page] = known
        return known

    def _hash_templates(self) -> bytes:
        parts: list[str | bytes] = []
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):  # whatever its suffix, another may include it
                if path.is_file():
                    name = path.relative_to(folder).as_posix()
                    parts += (name, self.memory.digests.find(path))
            parts.append("")
        return digest(*parts)

    def render(self, found: tuple[Page, bytes, bytes | None]) -> OutputFile:
        """Return the file of a page; without its content where the output has that.

        Raises:
            SourceError: a mistake in its template.
        """
        page, key, known = found
        path = output_path(page.url)
        if known is not None and self.present.get(path) == known:
            return OutputFile(path=path, content=None)
        if self._templates is None:
            self._templates = self._load_templates()
        content = self._templates.render(page)
        self._fresh[key] = self.memory.pages[key] = content_digest(content)
        return OutputFile(path=path, content=content)

    def _load_templates(self) -> "Templates":
        from notes_site.pages.template import Templates

        self.bytecode.mkdir(parents=True, exist_ok=True)
        templates = Templates(self.folders, self.bytecode)
        self.memory.templates[self._templates_key] = templates
        return templates

    @property
    def _templates_key(self) -> bytes:
        return digest(self._engine, str(self.bytecode))

    def keep(self) -> None:
        """Write what was made now into the store."""
        self.store.add(self._fresh)
