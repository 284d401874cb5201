"""Arguments of rendering that all notes share."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from notes_site.cache import Session, Store
from notes_site.config import SiteConfig
from notes_site.flow.options import BuildOptions
from notes_site.locales.words import Words
from notes_site.render import CodeStyle
from notes_site.translations import Term


class Rendering(Struct, frozen=True):
    """The arguments of rendering that all notes share."""

    config: SiteConfig
    terms: tuple[Term, ...]
    options: BuildOptions
    words: Mapping[str, Words]
    style: CodeStyle
    static: Mapping[str, Path]
    """Path in the output → file."""

    store: Store
    store_path: Path
    session: Session

    @property
    def jobs(self) -> int:
        """Processes at most; 0 for as many as there are processors."""
        return self.options.jobs if self.session.may_fork else 1
