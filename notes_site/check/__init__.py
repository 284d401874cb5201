"""Checks of a whole site, once all notes are rendered and all pages known."""

from notes_site.check.copies import check_copies
from notes_site.check.notes import check_notes
from notes_site.check.template_policy import check_template_policy

__all__ = ["check_copies", "check_notes", "check_template_policy"]
