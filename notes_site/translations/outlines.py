"""Blocks of notes as the store keeps them."""

from collections.abc import Sequence

import msgspec

from notes_site.model import Block

_DECODER = msgspec.json.Decoder(tuple[Block, ...])


def encode_outline(blocks: Sequence[Block]) -> bytes:
    """Return `blocks` as bytes."""
    return msgspec.json.encode(blocks)


def decode_outline(content: bytes) -> tuple[Block, ...]:
    """Return the blocks that `encode_outline` has written."""
    return _DECODER.decode(content)
