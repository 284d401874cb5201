"""Links of a site whose pages are all known."""

from notes_site.check.links import check_links

__all__ = ["check_links"]
