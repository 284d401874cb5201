"""Pages that the output has already are not run through their templates again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

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

    _templates: "Templates | None" = None
    _fresh: dict[bytes, bytes] = field(default_factory=dict)
    """Key of a page → digest of its bytes; those made now."""

    def find(self, pages: Sequence[Page]) -> list[tuple[Page, bytes, bytes | None]]:
        """Return each of `pages` with its key and the digest of its bytes, if known."""
        engine = digest(program_digest(), _read_templates(self.folders))
        keys = [digest("page", engine, page.template, encode(page.context)) for page in pages]
        known = self.store.find(set(keys))
        return [(page, key, known.get(key)) for page, key in zip(pages, keys, strict=True)]

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
            from notes_site.pages.template import Templates

            self._templates = Templates(self.folders, self.bytecode)
        content = self._templates.render(page)
        self._fresh[key] = content_digest(content)
        return OutputFile(path=path, content=content)

    def keep(self) -> None:
        """Write what was made now into the store."""
        self.store.add(self._fresh)


def _read_templates(folders: Sequence[Path]) -> bytes:
    parts: list[str | bytes] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):  # whatever its suffix, another may include it
            if path.is_file():
                parts += (path.relative_to(folder).as_posix(), path.read_bytes())
        parts.append("")
    return digest(*parts)
