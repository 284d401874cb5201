"""Paragraphs of images alone."""

from collections.abc import Sequence

from markdown_it.token import Token


def has_only_images(tokens: Sequence[Token]) -> bool:
    """Tell whether inline tokens show nothing but images, if anything."""
    return all(
        token.type == "image" or (token.type in {"text", "softbreak"} and not token.content.strip())
        for token in tokens
    )


def lone_image(tokens: Sequence[Token]) -> Token | None:
    """Return the image that stands alone among inline tokens, or None."""
    images = [token for token in tokens if token.type == "image"]
    return images[0] if len(images) == 1 and has_only_images(tokens) else None
