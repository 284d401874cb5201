"""Hosts that a note embeds from, and scripts in it that no browser will run."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from markdown_it.token import Token

from notes_site.errors import Problem
from notes_site.model import Source
from notes_site.render.raw_html import find_addresses, find_scripts

_DIRECTIVES = {
    "img": ("img-src",),
    "input": ("img-src",),
    "picture": ("img-src",),
    "source": ("img-src", "media-src"),
    "video": ("img-src", "media-src"),
    "audio": ("media-src",),
    "track": ("media-src",),
    "iframe": ("frame-src",),
}
"""Element → directives of a Content Security Policy that it needs (CSP Level 3, 6.1)."""

_RAW = {"html_block", "html_inline", "output_html", "output_table"}
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?")


def find_embeds(tokens: Sequence[Token]) -> Mapping[str, tuple[str, ...]]:
    """Return directive → the other hosts that the pictures, films and frames of a note come from."""
    found: dict[str, set[str]] = defaultdict(set)
    for element, address in _embedded(tokens):
        host = _host(address)
        for directive in _DIRECTIVES.get(element, ()) if host else ():
            found[directive].add(host)
    return {directive: tuple(sorted(hosts)) for directive, hosts in sorted(found.items())}


def find_stopped_scripts(
    tokens: Sequence[Token], source: Source, *, allows_others: bool
) -> Iterator[Problem]:
    """Yield a warning for each script that the page's policy keeps from running.

    Args:
        tokens: of the note.
        source: of the note.
        allows_others: whether `site.yaml` lets in scripts of other hosts.
    """
    for block in tokens:
        first = source.first_line + (block.map or [0])[0]
        for token in (block, *(block.children or ())):
            if token.type not in {"html_block", "html_inline"} or "<s" not in token.content.lower():
                continue
            for address, lines in find_scripts(token.content):
                host = _host(address)
                if host and not allows_others:
                    text = f"no script of {host} runs here; add it to `allow.scripts` in site.yaml"
                elif not address:
                    text = (
                        "no script runs that stands in a note; write it into static/own.js, and"
                        ' here <script src="/own.js"></script>'
                    )
                else:
                    continue
                place = source.place(first + lines)
                yield Problem(place=place, kind="policy", text=text, is_warning=True)


def _embedded(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for block in tokens:
        for token in (block, *(block.children or ())):
            if token.type == "image":
                yield "img", str(token.attrs["src"])
            elif token.type in _RAW and "//" in token.content:
                for element, address, _ in find_addresses(token.content):
                    yield element, address


def _host(address: str) -> str:
    """Return the origin of an address of another host; empty for all others.

    Nothing gets through that could end the policy's list, such as `;`.
    """
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower().encode("idna").decode()
    except ValueError:  # a bracket that opens no IPv6 address, or a name that no host has
        return ""
    if parts.scheme not in {"", "http", "https"} or not _HOST.fullmatch(host):
        return ""
    return f"{parts.scheme or 'https'}://{host}"
