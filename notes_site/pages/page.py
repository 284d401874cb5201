"""One page to write."""

from dataclasses import dataclass
from urllib.parse import unquote

from notes_site.model import Url


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """One page to write; the same only if it is the same object."""

    url: Url
    template: str
    """Name of the template, below `templates/`."""

    context: object
    """The dataclass whose fields the template sees as `page`."""


def output_path(url: Url) -> str:
    """Return where the page at `url` lies below the output folder."""
    path = unquote(url).lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path
