"""Blocks of a note handed out for translation, and the answers put back, with proof.

Only words go out: formulas, code, addresses, references and HTML are placeholders such as `⟦1:x_t⟧`.
What comes back is held against what went out before anything is written.
"""
