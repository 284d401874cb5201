"""The Content Security Policy of a page.

Scripts come from the site alone, and one stands in a page, known by its digest. What an author embeds from elsewhere,
such as a picture, may be loaded from that very host, on the page that embeds it.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from notes_site.config import SiteConfig
from notes_site.pages.statistics import counting_hosts

GISCUS_HOST = "https://giscus.app"

_ALWAYS = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    # KaTeX sets sizes by `style` attributes, and diagrams carry a style sheet of their own.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
}
_SEARCH = {"script-src": ["'wasm-unsafe-eval'"]}  # Pagefind searches by WebAssembly
_GISCUS = {
    "script-src": [GISCUS_HOST],
    "style-src": [GISCUS_HOST],
    "frame-src": [GISCUS_HOST],
}


def content_policy(
    config: SiteConfig,
    script: str,
    embedded: Mapping[str, Iterable[str]],
    *,
    has_comments: bool,
) -> Markup:
    """Return the policy of a page.

    Args:
        config: tells of search, of who counts readers, and of hosts that the author allows.
        script: what stands in a <script> of the page.
        embedded: directive → hosts from which the page's note embeds something.
        has_comments: whether giscus stands on the page.

    It holds no `"`, `<` or `&`: neither a checked source nor a host may have one.

    Rule: Content Security Policy Level 3, 3.3, for `<meta http-equiv>`; a directive that is not
    given is as `default-src` says.
    """
    added: list[Mapping[str, Iterable[str]]] = [
        {"script-src": [_digest_source(script)]},
        config.allow,
        embedded,
    ]
    added += [counting_hosts(config.statistics)]
    added += [_SEARCH] if config.has_search else []
    added += [_GISCUS] if has_comments else []
    return _write(
        tuple(
            (directive, tuple(hosts)) for sources in added for directive, hosts in sources.items()
        )
    )


@lru_cache(maxsize=8)
def _digest_source(script: str) -> str:
    """Return the source that admits this very script (Content Security Policy Level 3, 2.3.1)."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


@lru_cache(maxsize=256)
def _write(added: tuple[tuple[str, tuple[str, ...]], ...]) -> Markup:
    """Return the policy with `added`, pairs of directive and sources; few pages have one of their own."""
    policy = {directive: [*sources] for directive, sources in _ALWAYS.items()}
    for directive, hosts in added:
        policy.setdefault(directive, ["'self'"]).extend(hosts)
    return Markup("; ").join(
        Markup(f"{directive} {' '.join(dict.fromkeys(sources))}")
        for directive, sources in policy.items()
    )
