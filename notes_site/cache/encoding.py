"""Values as bytes, to be known by a digest of them."""

from typing import Any

import msgspec


def encode(value: object) -> bytes:
    """Return `value`, made of structs and plain values, as bytes: equal ones as equal bytes.

    Mappings are equal only in the same order, as a template may go through them. Sets have none, and
    no place here.
    """
    return msgspec.msgpack.encode(value, enc_hook=as_plain)


def as_plain(value: Any) -> Any:  # noqa: ANN401 - msgspec's signature
    """Return what stands for a value that msgspec does not know: `Markup`, and what has a key."""
    if isinstance(value, str):  # Markup
        return str(value)
    return value.cache_key()
