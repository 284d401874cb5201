"""Problems as they are told: their order, folding and format."""

from notes_site.problems.fold import Line, fold, totals, unfolded
from notes_site.problems.formats import as_annotations, as_json, read_problems
from notes_site.problems.terminal import print_lines

__all__ = [
    "Line",
    "as_annotations",
    "as_json",
    "fold",
    "print_lines",
    "read_problems",
    "totals",
    "unfolded",
]
