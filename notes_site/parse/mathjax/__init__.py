r"""Rewriting of TeX that MathJax and LaTeX set and KaTeX refuses.

Each rule says a construct of MathJax, plain TeX or a Markdown renderer in what KaTeX has, by small
edits, so that a mistake that remains is still told at its column. A rule applies only where KaTeX
would report an error, or show what its author cannot have meant. Commands that are no more than
another name stand among the macros of `render.macros`.

Rule: MathJax 3, "Supported TeX/LaTeX commands", and its handling of `\text` and of `\cases`.
"""

from notes_site.parse.mathjax.rows import align_rows
from notes_site.parse.mathjax.scan import find_rewritings, rewrite

__all__ = ["align_rows", "find_rewritings", "rewrite"]
