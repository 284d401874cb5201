"""The context of the passes over one note."""

from collections.abc import Mapping

from markdown_it import MarkdownIt
from msgspec import Struct, field

from notes_site.cache import Store
from notes_site.errors import Problem
from notes_site.model import FragmentCount, Label, Source
from notes_site.render.citing import Citing
from notes_site.render.images import ImageWriter
from notes_site.render.links import LinkResolver
from notes_site.render.math import Typesetter
from notes_site.render.settings import RenderSettings


class NoteContext(Struct, kw_only=True):
    """Values that the passes over one note share, and their findings."""

    source: Source
    labels: Mapping[str, Label]
    """`id` of a block of the note → what links say of it."""

    settings: RenderSettings
    words: Mapping[str, str]
    """The theme's words in the note's language."""

    macros: Mapping[str, str]
    """All macros of the site and of the note's front matter."""

    md: MarkdownIt
    store: Store
    resolver: LinkResolver
    images: ImageWriter
    typesetter: Typesetter
    citing: Citing
    code_blocks: FragmentCount = field(
        default_factory=lambda: FragmentCount(keys=frozenset(), total=0, rendered=0)
    )
    problems: list[Problem] = field(default_factory=list)
    """Those in formulas and code; the resolver, the images and the citations have their own."""

    def found(self) -> list[Problem]:
        """Return what is wrong in formulas, code, links and pictures."""
        return [*self.problems, *self.resolver.problems, *self.images.problems]

    @property
    def quotes(self) -> str:
        """The quotation marks of the note's language, as `TypographyConfig` has them."""
        return self.settings.parsing.quotes[self.source.language]
