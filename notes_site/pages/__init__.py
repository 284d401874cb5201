"""`RenderedNote`s → `Site` → `Page`s: what stands on which page."""

from notes_site.pages.listing import list_pages
from notes_site.pages.site import Site, assemble_site
from notes_site.pages.template import Page, Templates, output_path

__all__ = ["Page", "Site", "Templates", "assemble_site", "list_pages", "output_path"]
