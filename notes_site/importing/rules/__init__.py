"""Rules by which texts of other tools become Markdown of this dialect."""

from notes_site.importing.rules.by_kind import RULES
from notes_site.importing.rules.rule import apply_rule

__all__ = ["RULES", "apply_rule"]
