"""Constructs of other tools: one table, from which come rules, warnings, imports and a page of the handbook."""

from notes_site.foreign.construct import Construct, Tool, Where
from notes_site.foreign.table import TABLE, find_construct

__all__ = ["TABLE", "Construct", "Tool", "Where", "find_construct"]
