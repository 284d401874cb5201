"""Images: a paragraph that is one image becomes a figure, with a caption, a number and an `id`."""

import re
from collections.abc import Sequence
from itertools import count

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.lone_images import lone_image
from notes_site.parse.token_values import BLOCK_NUMBER, GIVEN_ID, IS_FIGURE, REFUSED, share_values

_GIVEN_ID = re.compile(r"\s*\{#([^\s{}#]+)\}\s*")


def figures_plugin(md: MarkdownIt) -> None:
    """Make a figure of every paragraph that holds an image alone.

    The title of the image is the caption, as Markdown. `{#id}` behind the image names the
    figure. One with a caption or an id has a `BLOCK_NUMBER`.
    """
    md.core.ruler.push("figures", _make_figures)


def _make_figures(state: StateCore) -> None:
    ids = {str(token.attrs["id"]) for token in state.tokens if "id" in token.attrs}
    numbers = count(1)
    tokens: list[Token] = []
    following = iter(state.tokens)
    for token in following:
        opening = tokens[-1] if tokens else token
        tokens.append(token)
        if opening.type != "paragraph_open" or opening.hidden:
            continue
        image, given = _take_image(token)
        if image is None:
            _keep_ids(token)
            continue
        closing = next(following)
        opening.type, opening.tag = "figure_open", "figure"
        closing.type, closing.tag = "figure_close", "figure"
        IS_FIGURE.put_on(image, value=True)
        caption = str(image.attrs.pop("title", ""))
        if given:
            if given in ids:
                text = f"the id `{given}` stands at a heading or another figure too; rename one"
                REFUSED.put_on(opening, text)
            ids.add(given)
            opening.attrs["id"] = given
        if caption or given:
            BLOCK_NUMBER.put_on(opening, next(numbers))
            tokens += _make_caption(state, caption, opening)
        tokens.append(closing)
    state.tokens = tokens


def _keep_ids(inline: Token) -> None:
    """Let the images of a text have their ids themselves."""
    for child in inline.children or ():
        given = GIVEN_ID.find(child)
        if given:
            child.attrs["id"] = given


def _take_image(inline: Token) -> tuple[Token | None, str]:
    """Return the image that stands alone in `inline`, and the id that is given behind it."""
    children: list[Token] = []
    given = ""
    for child in inline.children or ():
        match = _GIVEN_ID.fullmatch(child.content) if children and child.type == "text" else None
        if match:
            given = match[1]
        else:
            children.append(child)
    image = lone_image(children)
    if image is None:
        return None, ""
    inline.children = [image]
    return image, given or GIVEN_ID.find(image) or ""


def _make_caption(state: StateCore, caption: str, figure: Token) -> Sequence[Token]:
    level = figure.level + 1
    opening = Token("figcaption_open", "figcaption", 1, block=True, level=level)
    share_values(figure, opening)
    children: list[Token] = []
    state.md.inline.parse(caption, state.md, state.env, children)
    for child in children:
        if child.type == "text_special":  # which `text_join` has made texts of, elsewhere
            child.type = "text"
    inline = Token(
        "inline", "", 0, content=caption, children=children, level=level + 1, map=figure.map
    )
    closing = Token("figcaption_close", "figcaption", -1, block=True, level=level)
    return opening, inline, closing
