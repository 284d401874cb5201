"""notes-site: a static site generator for bilingual notes full of formulas."""

__version__ = "0.2.0"
