"""Tokens to HTML: the render rules of every token that CommonMark does not know.

Formulas and code come in ready, as `SHOWN` and `CODE_HTML` of their tokens.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from notes_site.notebooks import coloured_html
from notes_site.parse.token_values import (
    ALGORITHM_LINE,
    BACKLINK,
    BLOCK_KIND,
    BLOCK_NUMBER,
    CODE_HTML,
    FOLD,
    FOOTNOTE,
    FOOTNOTE_USE,
    IN_MARGIN,
    IS_FIGURE,
    REFERENCE_LINK,
    SPOKEN,
    TASK_DONE,
    TERMINAL_TEXT,
)
from notes_site.render.formulas import wrap


def render_html(tokens: Sequence[Token], options: OptionsDict, words: Mapping[str, str]) -> Markup:
    """Return the HTML of block tokens.

    Args:
        tokens: of one note, formulas and code rendered.
        options: of the parser that made them.
        words: the theme's words in the note's language.
    """
    return Markup(_RENDERER.render(tokens, options, {"words": words}))


def render_inline_html(tokens: Sequence[Token], options: OptionsDict) -> Markup:
    """Return the HTML of inline tokens without links, as a title or a heading's entry has it."""
    kept = [
        token
        for token in tokens
        if token.type not in {"link_open", "link_close", "footnote_ref", "image", "html_inline"}
    ]
    return Markup(_RENDERER.renderInline(kept, options, {}))


def render_reference_html(
    tokens: Sequence[Token], options: OptionsDict, words: Mapping[str, str]
) -> Markup:
    """Return the HTML of an entry of a list of references, without the ways back to the text."""
    kept = [token for token in tokens if token.type != "reference_back"]
    return Markup(_RENDERER.renderInline(kept, options, {"words": words}).strip())


class NoteHtmlRenderer(RendererHTML):
    """Rules by token type, as markdown-it-py finds them: by the method's name."""

    def math_display(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _with_spoken_text(tokens[idx], wrap(tokens[idx]))

    math_inline = math_display
    math_block = math_display

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return str(CODE_HTML.of(tokens[idx]))

    code_block = fence

    def output_text(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Show what a program wrote; a long text when the reader opens it."""
        token, words = tokens[idx], _words(env)
        text = TERMINAL_TEXT.of(token)
        kind = " output-error" if text.is_error else ""
        html = Markup(
            '<div class="output%s"><pre tabindex="0" role="group" aria-label="%s"><samp>%s</samp></pre></div>\n'
        )
        shown = html % (kind, words["output"], coloured_html(token.content))
        return str(
            _fold(words["output_lines"].format(number=text.folded_lines), shown)
            if text.folded_lines
            else shown
        )

    def output_html(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f'<div class="output output-html">{tokens[idx].content}</div>\n'

    def output_table(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"{_table_opening(env)}{tokens[idx].content}</div>\n"

    def outputs_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return str(Markup('<details class="fold"><summary>%s</summary>\n') % _words(env)["output"])

    def outputs_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</details>\n"

    def html_math(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return self.renderInline(tokens[idx].children or [], options, env)

    def math_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        link = REFERENCE_LINK.of(tokens[idx])
        html = Markup('<a class="math-ref" href="%s">%s</a>')
        return str(html % (link.href, link.text))

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"{_table_opening(env)}<table>\n"

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Open an item; the box of a task has the name that screen readers need."""
        is_done = TASK_DONE.find(tokens[idx])
        opening = self.renderToken(tokens, idx, options, env)
        if is_done is None:
            return opening
        label = escape(_words(env)["task_done" if is_done else "task_open"])
        state = " checked" if is_done else ""
        return f'{opening}<input type="checkbox" disabled{state} aria-label="{label}"> '

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table></div>\n"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        opening = tokens[idx - 2]
        label = _words(env)["heading_link"]
        html = Markup('<a class="anchor" href="#%s" aria-label="%s"></a></%s>\n')
        return str(html % (opening.attrs["id"], label, tokens[idx].tag))

    def alert_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        kind, fold = tokens[idx].info.lower(), FOLD.find(tokens[idx])
        if fold:
            state = " open" if fold == "+" else ""
            return f'<details class="callout callout-{kind}"{state}>\n'
        return f'<aside class="callout callout-{kind}">\n'

    def alert_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</details>\n" if FOLD.find(tokens[idx]) else "</aside>\n"

    def alert_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        element = "summary" if FOLD.find(tokens[idx]) else "p"
        return f'<{element} class="callout-title">'

    def alert_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</summary>\n" if FOLD.find(tokens[idx]) else "</p>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        number = FOOTNOTE.of(tokens[idx]) + 1
        nth = _nth_use(tokens[idx])
        is_beside = not nth and IN_MARGIN.find(tokens[idx]) is not None
        anchor = f' style="--mark:--fnref-{number}"' if is_beside else ""
        return (
            f'<sup class="footnote-ref"><a href="#fn-{number}" id="fnref-{number}{nth}" '
            f'role="doc-noteref"{anchor}>{number}</a></sup>'
        )

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = _words(env)["footnotes"]
        html = Markup('<section class="footnotes" role="doc-endnotes" aria-label="%s">\n<ol>\n')
        return str(html % label)

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Open a footnote; one for the margin stands beside its mark and below the one before.

        Rule: CSS Anchor Positioning, 2.1 and 3.2; `footnotes.css` does the rest.
        """
        number = FOOTNOTE.of(tokens[idx]) + 1
        before = IN_MARGIN.find(tokens[idx])
        if before is None:
            return f'<li id="fn-{number}">'
        above = f";--above:--fn-{before}" if before else ""
        names = f"--own:--fn-{number};--mark:--fnref-{number}{above}"
        return f'<li id="fn-{number}" style="{names}">'

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = _words(env)["footnote_back"]
        target = f"fnref-{FOOTNOTE.of(tokens[idx]) + 1}{_nth_use(tokens[idx])}"
        html = Markup(
            ' <a class="footnote-back" href="#%s" role="doc-backlink" aria-label="%s">↩\ufe0e</a>'
        )
        return str(html % (target, label))

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Show an image; that of a figure leads to the whole picture."""
        token = tokens[idx]
        html = super().image(tokens, idx, options, env)
        if not IS_FIGURE.find(token):
            return html
        label = f"{_words(env)['enlarge']}: {token.attrs['alt']}"
        link = Markup('<a class="zoom" href="%s" aria-label="%s">%s</a>')
        return str(link % (token.attrs["src"], label, Markup(html)))

    def figure_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<figure{self.renderAttrs(tokens[idx])}>"

    def figcaption_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        kind = BLOCK_KIND.find(token) or "figure"
        number = block_name(kind, BLOCK_NUMBER.of(token), _words(env))
        return str(Markup('<figcaption><span class="figure-number">%s</span> ') % number)

    def figcaption_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</figcaption>"

    def figure_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</figure>\n"

    def theorem_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        anchor = Markup(' id="%s"') % token.attrs["id"] if "id" in token.attrs else ""
        return f'<div class="theorem theorem-{BLOCK_KIND.of(token)}"{anchor}>\n'

    def theorem_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Begin with what the block is; a name follows as the words say: `Theorem 2 (Name)`."""
        words, opening = _words(env), tokens[idx - 1]
        block = Markup('<strong class="theorem-number">%s</strong>')
        shown = block % block_name(BLOCK_KIND.of(opening), BLOCK_NUMBER.of(opening), words)
        before = ""
        if tokens[idx + 1].children:
            before = words["block_named"].partition("{name}")[0].removeprefix("{block}")
        return f'<p class="theorem-title">{shown}{escape(before)}'

    def theorem_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        behind = _words(env)["block_named"].partition("{name}")[2]
        return f"{escape(behind) if tokens[idx - 1].children else ''}</p>\n"

    def theorem_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</div>\n"

    def reference_back(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Lead back to one of the places that cite an entry."""
        back = BACKLINK.of(tokens[idx])
        label = _words(env)["reference_back"].format(number=back.number)
        html = Markup(
            ' <a class="reference-back" href="%s" role="doc-backlink" aria-label="%s">↩\ufe0e</a>'
        )
        return str(html % (back.href, label))

    def qed(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        label = _words(env)["block_qed"]
        html = Markup(' <span class="qed" role="img" aria-label="%s">%s</span>')
        return str(html % (label, tokens[idx].content))

    def algorithm_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        anchor = Markup(' id="%s"') % token.attrs["id"] if "id" in token.attrs else ""
        return f'<figure class="algorithm"{anchor}>'

    def algorithm_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</figure>\n"

    def algorithm_lines_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return '<ol class="algorithm-lines">\n'

    def algorithm_lines_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n"

    def algorithm_line_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Open a line; one without a number has none in the list either."""
        line = ALGORITHM_LINE.of(tokens[idx])
        number = f' value="{line.number}"' if line.number else ' class="unnumbered"'
        depth = f' style="--depth:{line.depth}"' if line.depth else ""
        return f"<li{number}{depth}>"

    def algorithm_line_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</li>\n"


def block_name(kind: str, number: str | int, words: Mapping[str, str]) -> str:
    """Return how a numbered block is called: `Figure 3`; without a number, its kind."""
    word = words["figure" if kind == "figure" else f"block_{kind}"]
    return word.format(number=number or "").strip()


def _fold(summary: str, html: Markup) -> Markup:
    return Markup('<details class="fold"><summary>%s</summary>\n%s</details>\n') % (summary, html)


def _with_spoken_text(token: Token, html: str) -> str:
    """Return the HTML of a formula, beside the text that screen readers get instead of it."""
    text = SPOKEN.find(token)
    if text is None:
        return html
    spoken = Markup('<span class="hidden">%s</span><span aria-hidden="true">%s</span>')
    return str(spoken % (text, Markup(html)))


def _nth_use(token: Token) -> str:
    """Return what tells a footnote's second mark and those behind it from the first: `-2`."""
    use = FOOTNOTE_USE.find(token)
    return f"-{use + 1}" if use else ""


def _words(env: EnvType) -> Mapping[str, str]:
    return cast("Mapping[str, str]", env["words"])


def _table_opening(env: EnvType) -> Markup:
    """Return the opening of the box in which a wide table scrolls, by keyboard too."""
    opening = Markup('<div class="table" role="group" aria-label="%s" tabindex="0">')
    return opening % _words(env)["table"]


_RENDERER = NoteHtmlRenderer()
