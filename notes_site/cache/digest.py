"""Digests of bytes."""

from hashlib import blake2b, sha256


def digest(*parts: str | bytes) -> bytes:
    """Return a digest of `parts`, told apart by their lengths."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(len(data).to_bytes(8, "big"))
        hasher.update(data)
    return hasher.digest()


def content_digest(content: bytes) -> bytes:
    """Return the digest of a file's bytes.

    SHA-256, since processors have instructions for it: a build digests its whole output.
    """
    return sha256(content).digest()[:16]
