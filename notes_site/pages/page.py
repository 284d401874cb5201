"""One page to write."""

from urllib.parse import unquote

from msgspec import Struct

from notes_site.model import Url


class Page(Struct, frozen=True, kw_only=True, eq=False):
    """One page to write; the same only if it is the same object."""

    url: Url
    template: str
    """Name of the template, below `templates/`."""

    context: object
    """The struct whose fields the template sees as `page`."""


def output_path(url: Url) -> str:
    """Return where the page at `url` lies below the output folder."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
