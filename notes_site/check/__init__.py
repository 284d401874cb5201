"""What can be told once all notes are rendered and all pages known."""

from notes_site.check.aliases import check_aliases
from notes_site.check.copies import check_copies
from notes_site.check.links import check_links
from notes_site.check.names import check_names
from notes_site.check.numbers import check_numbers

__all__ = ["check_aliases", "check_copies", "check_links", "check_names", "check_numbers"]
