"""Values as bytes, to be known by a digest of them."""

from typing import Any

import msgspec


def encode(value: object) -> bytes:
    """Return `value`, made of structs and plain values, as bytes: equal ones as equal bytes."""
    return msgspec.msgpack.encode(value, enc_hook=as_plain, order="deterministic")


def as_plain(value: Any) -> Any:  # noqa: ANN401 - msgspec's signature
    """Return what stands for a value that msgspec does not know: `Markup`, and what has a key."""
    if isinstance(value, str):  # Markup
        return str(value)
    return value.cache_key()
