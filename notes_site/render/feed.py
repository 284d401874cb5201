"""A note as feed readers show it: without style sheet or script, far from its page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urljoin

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from notes_site.notebooks import plain_text
from notes_site.parse.places import WITH_CHILDREN
from notes_site.parse.token_values import ALGORITHM_LINE, FOOTNOTE, REFERENCE_LINK, SHOWN
from notes_site.render.html import NoteHtmlRenderer
from notes_site.render.mathml import feed_mathml
from notes_site.render.raw_html import rewrite_addresses
from notes_site.render.sanitize import sanitize_html

_TARGETS = {"link_open": "href", "image": "src"}
_RAW = {"html_inline", "html_block", "output_html", "output_table"}
_OF_PAGES = {"id", "role", "srcset", "sizes", "loading", "decoding"}
"""Attributes of images that are about the page they stand on."""

_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
"""Goes without saying in HTML, and every formula has it."""


@lru_cache(maxsize=4096)  # translations, excerpts and whole notes have formulas in common
def feed_html(html: Markup) -> Markup:
    """Return the MathML of a formula that KaTeX rendered, and nothing of what is around it."""
    mathml = str(feed_mathml(html))
    start, end = mathml.find("<math"), mathml.rfind("</math>") + len("</math>")
    return Markup(mathml[start:end].replace(_NAMESPACE, "", 1))


def render_feed_html(
    tokens: Sequence[Token], options: OptionsDict, words: Mapping[str, str], permalink: str
) -> Markup:
    """Return the HTML of a note for feeds, every address in it absolute.

    Args:
        tokens: block tokens of the note, formulas and code rendered, links resolved.
        options: of the parser that made them.
        words: the theme's words in the note's language.
        permalink: of the note's page.
    """
    env = {"words": words, "permalink": permalink}
    absolute = list(_with_absolute_addresses(tokens, permalink))
    html: str = _RENDERER.render(absolute, options, env)
    # Whole, since an element may begin in one token and end in another.
    return Markup(sanitize_html(html) if _has_raw_html(absolute) else html)


def _has_raw_html(tokens: Sequence[Token]) -> bool:
    return any(token.type in _RAW or _has_raw_html(token.children or ()) for token in tokens)


def _with_absolute_addresses(tokens: Sequence[Token], permalink: str) -> Iterator[Token]:
    for token in tokens:
        if token.type in WITH_CHILDREN:
            children = list(_with_absolute_addresses(token.children or [], permalink))
            yield token.copy(children=children)
        elif _TARGETS.get(token.type, "") in token.attrs:
            name = _TARGETS[token.type]
            target = urljoin(permalink, str(token.attrs[name]))
            kept = {key: value for key, value in token.attrs.items() if key not in _OF_PAGES}
            yield token.copy(attrs={**kept, name: target})
        elif token.type in _RAW:
            html = rewrite_addresses(token.content, lambda target, _: urljoin(permalink, target))
            yield token.copy(content=html)
        else:
            yield token


class _FeedRenderer(NoteHtmlRenderer):
    """The rules of pages, but for what only a page can show."""

    def math_inline(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return str(feed_html(SHOWN.of(tokens[idx]).html))

    math_display = math_inline

    def tied_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return ""

    tied_close = tied_open

    def math_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<p>{feed_html(SHOWN.of(tokens[idx]).html)}</p>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<pre><code>{escape(tokens[idx].content)}</code></pre>\n"

    code_block = fence

    def output_text(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<pre><samp>{escape(plain_text(tokens[idx].content))}</samp></pre>\n"

    def output_html(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<div>{tokens[idx].content}</div>\n"

    output_table = output_html

    def math_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        link = REFERENCE_LINK.of(tokens[idx])
        target = urljoin(env["permalink"], link.href)
        return str(Markup('<a href="%s">%s</a>') % (target, link.text))

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return RendererHTML.image(self, tokens, idx, options, env)

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"</{tokens[idx].tag}>\n"

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<table>\n"

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        number = FOOTNOTE.of(tokens[idx]) + 1
        return f'<sup><a href="{escape(env["permalink"])}#fn-{number}">{number}</a></sup>'

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<li>"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return ""

    def reference_back(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return ""

    def algorithm_line_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        line = ALGORITHM_LINE.of(tokens[idx])
        number = f"{line.number}\u2002" if line.number else ""
        return number + "\u2003" * line.depth

    def algorithm_line_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<br>\n"

    def algorithm_lines_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<p>"

    def algorithm_lines_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</p>\n"


_RENDERER = _FeedRenderer()
