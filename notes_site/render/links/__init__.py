"""Targets of the links and images of a note."""

from notes_site.render.links.addresses import Addresses, NoteLabels
from notes_site.render.links.resolver import LinkResolver
from notes_site.render.links.targets import find_said, find_target, find_title

__all__ = ["Addresses", "LinkResolver", "NoteLabels", "find_said", "find_target", "find_title"]
