"""Addresses in a site's own templates that the policy of its pages keeps a browser from loading."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.inputs import find_folder, list_files
from notes_site.pages.policy import GISCUS_HOST
from notes_site.pages.statistics import counting_hosts

_ELEMENT = re.compile(r"<(script|link)\b((?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|href|rel|type)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_DATA = re.compile(r"application/(?:ld\+)?json|importmap|speculationrules")


def check_template_policy(config: SiteConfig) -> Iterator[Problem]:
    """Yield a warning for each script or style of the site's templates that no browser will load.

    A snippet that another service gives to be pasted is one as a rule.
    """
    folder = find_folder(config.folder, "templates")
    for entry in list_files(folder, []) if folder else ():
        if entry.name.endswith(".html"):
            text = Path(entry.location).read_text(encoding="utf-8", errors="replace")
            for match in _ELEMENT.finditer(text):
                said = _explain(match[1].lower(), dict(_ATTRIBUTE.findall(match[2])), config)
                if said:
                    place = Place(path=entry.path, line=text.count("\n", 0, match.start()) + 1)
                    yield Problem(place=place, kind="policy", text=said, is_warning=True)


def _explain(name: str, attributes: dict[str, str], config: SiteConfig) -> str:
    """Return what is wrong with an element, and what to write instead; empty for nothing."""
    given = {key.lower(): value for key, value in attributes.items()}
    url = given.get("src" if name == "script" else "href", "")
    if name == "script" and not url:
        if _DATA.fullmatch(given.get("type", "")):
            return ""
        own = "put it into static/assets/own.js, and write <script src=\"{{ frame.assets['own.js'] }}\">"
        return f"no browser runs a script that stands in the page; {own}"
    if name == "link" and given.get("rel", "").lower() != "stylesheet":
        return ""
    host = urlsplit(url if not url.startswith("//") else f"https:{url}").netloc
    directive, key = ("script-src", "scripts") if name == "script" else ("style-src", "styles")
    if not host or "{" in host or _admits(config, directive, host):
        return ""
    return f"browsers load nothing from {host} here; write `allow: {{{key}: [https://{host}]}}` in site.yaml"


def _admits(config: SiteConfig, directive: str, host: str) -> bool:
    """Tell whether the policy of some page lets `host` in."""
    counting = counting_hosts(config.statistics)
    sources = [*config.allow.get(directive, ()), *counting.get(directive, ()), GISCUS_HOST]
    return any(_matches(source, host) for source in sources)


def _matches(source: str, host: str) -> bool:
    """Tell whether a source of a policy stands for `host` (CSP Level 3, 6.7.2.8: in short)."""
    if source in {"https:", "http:"}:
        return True
    name = urlsplit(source if "//" in source else f"//{source}").netloc
    return host == name or (name.startswith("*.") and host.endswith(name[1:]))
