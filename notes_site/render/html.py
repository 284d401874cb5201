"""Tokens to HTML: the render rules of every token that CommonMark does not know.

Formulas and code come in ready: their HTML is in the token's `meta["html"]`.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape


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


class NoteHtmlRenderer(RendererHTML):
    """Rules by token type, as markdown-it-py finds them: by the method's name."""

    def math_display(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return _ready_html(tokens, idx, options, env)

    math_inline = math_display
    math_block = math_display
    fence = math_display
    code_block = math_display

    def math_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        token = tokens[idx]
        html = Markup('<a class="math-ref" href="%s">%s</a>')
        return str(html % (token.meta["href"], token.meta["text"]))

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = _words(env)["table"]
        opening = Markup('<div class="table" role="group" aria-label="%s" tabindex="0">') % label
        return f"{opening}<table>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Open a header cell; an empty one heads nothing, so it is a plain cell."""
        if not tokens[idx + 1].content:
            tokens[idx].tag = tokens[idx + 2].tag = "td"
        return self.renderToken(tokens, idx, options, env)

    def list_item_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Open an item; the box of a task has the name that screen readers need."""
        checked = (tokens[idx].meta or {}).get("checked")
        opening = self.renderToken(tokens, idx, options, env)
        if checked is None:
            return opening
        label = escape(_words(env)["task_done" if checked else "task_open"])
        state = " checked" if checked else ""
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
        kind, fold = tokens[idx].info.lower(), tokens[idx].meta.get("fold")
        if fold:
            state = " open" if fold == "+" else ""
            return f'<details class="callout callout-{kind}"{state}>\n'
        return f'<aside class="callout callout-{kind}">\n'

    def alert_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</details>\n" if tokens[idx].meta.get("fold") else "</aside>\n"

    def alert_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        element = "summary" if tokens[idx].meta.get("fold") else "p"
        return f'<{element} class="callout-title">'

    def alert_title_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</summary>\n" if tokens[idx].meta.get("fold") else "</p>\n"

    def footnote_ref(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        meta = tokens[idx].meta
        number = meta["id"] + 1
        nth = f"-{meta['subId'] + 1}" if meta.get("subId") else ""
        anchor = "" if nth else f' style="--mark:--fnref-{number}"'
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
        """Open a footnote; on wide screens it stands beside its mark and below the one before.

        Rule: CSS Anchor Positioning, 2.1 and 3.2; `footnotes.css` does the rest.
        """
        number = tokens[idx].meta["id"] + 1
        above = f";--above:--fn-{number - 1}" if number > 1 else ""
        names = f"--own:--fn-{number};--mark:--fnref-{number}{above}"
        return f'<li id="fn-{number}" style="{names}">'

    def footnote_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</li>\n"

    def footnote_anchor(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        meta = tokens[idx].meta
        nth = f"-{meta['subId'] + 1}" if meta.get("subId") else ""
        label = _words(env)["footnote_back"]
        target = f"fnref-{meta['id'] + 1}{nth}"
        html = Markup(
            ' <a class="footnote-back" href="#%s" role="doc-backlink" aria-label="%s">↩\ufe0e</a>'
        )
        return str(html % (target, label))

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Show an image; that of a figure leads to the whole picture."""
        token = tokens[idx]
        html = super().image(tokens, idx, options, env)
        if not token.meta.get("is_figure"):
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
        meta = tokens[idx].meta
        number = block_name(meta.get("kind", "figure"), meta["number"], _words(env))
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
        return f'<div class="theorem theorem-{token.meta["kind"]}"{anchor}>\n'

    def theorem_title_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Begin with what the block is; a name follows as the words say: `Theorem 2 (Name)`."""
        words, meta = _words(env), tokens[idx - 1].meta
        block = Markup('<strong class="theorem-number">%s</strong>')
        shown = block % block_name(meta["kind"], meta["number"], words)
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
        meta = tokens[idx].meta
        number = f' value="{meta["number"]}"' if meta["number"] else ' class="unnumbered"'
        depth = f' style="--depth:{meta["depth"]}"' if meta["depth"] else ""
        return f"<li{number}{depth}>"

    def algorithm_line_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</li>\n"


def block_name(kind: str, number: str | int, words: Mapping[str, str]) -> str:
    """Return how a numbered block is called: `Figure 3`; without a number, its kind."""
    word = words["figure" if kind == "figure" else f"block_{kind}"]
    return word.format(number=number or "").strip()


def _ready_html(tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return str(tokens[idx].meta["html"])


def _words(env: EnvType) -> Mapping[str, str]:
    return cast("Mapping[str, str]", env["words"])


_RENDERER = NoteHtmlRenderer()
