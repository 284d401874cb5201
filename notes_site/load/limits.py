"""Limits of a note's file."""

MOST_CHARACTERS = 500_000
"""Of a note's text. The longest of the d2l corpus has 80,000."""
