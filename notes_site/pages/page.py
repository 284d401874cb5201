"""One page to write."""

from collections.abc import Callable
from urllib.parse import unquote

from msgspec import Struct

from notes_site.model import Url


class Alternate(Struct, frozen=True, kw_only=True):
    """A page in a language, for `<link rel="alternate">`."""

    tag: str
    """BCP 47, or `x-default`."""

    permalink: str


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """A page that search engines may list."""

    permalink: str
    modified: str
    """When the newest of the notes on it was written or updated; empty where there is none."""

    alternates: tuple[Alternate, ...]


class Page(Struct, frozen=True, kw_only=True, eq=False):
    """One page to write."""

    url: Url
    path: str
    """Where it lies below the output folder."""

    template: str
    """Name of the template, below `templates/`."""

    inputs: bytes
    """Digest of all that its context is made of, but for this program."""

    make_context: Callable[[], object]
    in_sitemap: SitemapEntry | None = None
    """None for what search engines shall not list, or what is no page for readers."""

    @property
    def context(self) -> object:
        """The struct whose fields the template sees as `page`; made when it is asked for."""
        return self.make_context()


def output_path(url: Url) -> str:
    """Return where the page at `url` lies below the output folder."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
