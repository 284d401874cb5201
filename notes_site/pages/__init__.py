"""`RenderedNote`s → `Site` → `Page`s: what stands on which page."""

from notes_site.pages.aliases import ALIAS
from notes_site.pages.all_pages import list_pages
from notes_site.pages.cards import list_cards
from notes_site.pages.page import Page, output_path
from notes_site.pages.search import list_searched
from notes_site.pages.site import Site, SiteInputs, assemble_site

__all__ = [
    "ALIAS",
    "Page",
    "Site",
    "SiteInputs",
    "assemble_site",
    "list_cards",
    "list_pages",
    "list_searched",
    "output_path",
]
