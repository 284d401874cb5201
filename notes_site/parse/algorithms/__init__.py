r"""Algorithms: a fence `algorithm` in the commands of LaTeX's algpseudocode.

It becomes tokens like any other text, so that formulas in it are numbered, typeset and searched as
everywhere: `algorithm_open`, a caption, an `algorithm_line_open`, `inline`, `algorithm_line_close`
for each line, and `algorithm_close`. A keyword is a text that has its `KEYWORD`. The commands of the older package algorithmic, in capitals, are the same.

Rule: algorithmicx and algpseudocode (Szász János, 2005), 2 and 3.
"""

from notes_site.parse.algorithms.blocks import algorithms_plugin

__all__ = ["algorithms_plugin"]
