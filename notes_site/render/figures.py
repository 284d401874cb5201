"""Images: a paragraph that is one image becomes a figure."""

from collections.abc import Sequence

from markdown_it.token import Token


def make_figures(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens` with every paragraph that holds an image alone as a figure.

    The title of the image becomes the caption.
    """
    made = list(tokens)
    for index in range(len(made) - 2):
        opening, inline, closing = made[index : index + 3]
        if opening.type != "paragraph_open" or inline.type != "inline" or opening.hidden:
            continue
        image = _lone_image(inline)
        if image is None:
            continue
        image.meta["is_figure"] = True
        caption = str(image.attrs.pop("title", ""))
        made[index] = Token("figure_open", "figure", 1, block=True, level=opening.level)
        made[index + 2] = Token(
            "figure_close",
            "figure",
            -1,
            block=True,
            level=closing.level,
            meta={"caption": caption},
        )
    return made


def _lone_image(inline: Token) -> Token | None:
    children = [
        child
        for child in inline.children or ()
        if not (child.type in {"text", "softbreak"} and not child.content.strip())
    ]
    if len(children) == 1 and children[0].type == "image":
        return children[0]
    return None
