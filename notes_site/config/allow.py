"""`allow:` – other hosts that pages may load from, beside the site's own."""

import re
from collections.abc import Mapping

from notes_site.yaml.yaml_map import YamlMap

KINDS = {
    "scripts": "script-src",
    "styles": "style-src",
    "images": "img-src",
    "media": "media-src",
    "fonts": "font-src",
    "frames": "frame-src",
    "connections": "connect-src",
}
"""Key → directive of a Content Security Policy (CSP Level 3, 6.1)."""

# A scheme, or a host with what may stand around it (CSP Level 3, 2.3.1). No keyword: what
# `'unsafe-inline'` lets in is what the policy is there to keep out.
_SOURCE = re.compile(
    r"(?:https?|wss?|data|blob):|"
    r"(?:(?:https?|wss?)://)?(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?(?:/[\w./%~-]*)?",
    re.ASCII,
)


def read_allow(site: YamlMap) -> Mapping[str, tuple[str, ...]]:
    """Return directive → the sources that the section `allow` adds to it."""
    section = site.map("allow")
    allowed = {}
    for key, directive in KINDS.items():
        sources = section.texts(key)
        for source in sources:
            if not _SOURCE.fullmatch(source):
                text = f"`{source}` is no host; write it as https://example.org"
                section.report(key, text)
        if sources:
            allowed[directive] = sources
    section.reject_unread()
    return allowed
