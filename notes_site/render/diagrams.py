"""Diagrams: fences of Mermaid, which the browser draws. Without a script their source is read."""

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.render.code import parse_info


def is_diagram(token: Token) -> bool:
    """Tell whether a block token is a fence that holds a diagram."""
    return token.type == "fence" and parse_info(token.info, "").language == "mermaid"


def wrap_diagram(code: Markup) -> Markup:
    """Return the HTML of a diagram from that of its source as a block of code."""
    return Markup('<div class="diagram">%s</div>\n') % code
