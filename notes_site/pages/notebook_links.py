"""Links from the page of a note to the notebook that it is."""

import posixpath
from urllib.parse import quote

from msgspec import Struct

from notes_site.inputs import NOTEBOOK
from notes_site.model import RenderedNote, Url
from notes_site.pages.sitewide import Sitewide

_COLAB = "https://colab.research.google.com/github"


class NotebookLinks(Struct, frozen=True, kw_only=True):
    """Links to a notebook."""

    href: str
    """Of the notebook itself; empty where it is not published."""

    name: str
    """Of its file."""

    colab: str
    """Of the notebook in Colab; empty where `site.yaml` names no repository."""


def notebook_url(path: str, url: Url) -> Url:
    """Return the address of the notebook at `path`, whose page has the address `url`."""
    return Url(f"{url}{quote(posixpath.basename(path))}")


def make_notebook_links(sitewide: Sitewide, note: RenderedNote) -> NotebookLinks | None:
    """Return the links to the notebook that a note is; None where there are none."""
    path, config = note.source.path, sitewide.config.notebooks
    if not path.endswith(NOTEBOOK) or not (config.has_download or config.repository):
        return None
    below = quote(f"{config.branch}/{posixpath.join(config.folder, path)}")
    return NotebookLinks(
        href=sitewide.href(notebook_url(path, note.url)) if config.has_download else "",
        name=posixpath.basename(path),
        colab=f"{_COLAB}/{config.repository}/blob/{below}" if config.repository else "",
    )
