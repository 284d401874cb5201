"""Content Security Policy: addresses in a site's own templates that it blocks."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.inputs import find_folder, list_files
from notes_site.pages.policy import GISCUS_HOST
from notes_site.pages.statistics import counting_hosts

_SOURCES = {
    "script": ("src", "script-src", "scripts"),
    "link": ("href", "style-src", "styles"),
    "img": ("src", "img-src", "images"),
    "iframe": ("src", "frame-src", "frames"),
    "video": ("src", "media-src", "media"),
    "audio": ("src", "media-src", "media"),
    "source": ("src", "media-src", "media"),
    "track": ("src", "media-src", "media"),
}
"""Element → attribute with its address, directive of the policy, key below `allow`."""

_ELEMENT = re.compile(
    rf"<({'|'.join(_SOURCES)}|embed|object)\b((?:[^>{{]|\{{\{{.*?\}}\}}|\{{%.*?%\}})*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\b(src|href|rel|type)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
_HANDLER = re.compile(r"""<[a-z][^<>]*?\s(on[a-z]+)\s*=\s*["']""", re.IGNORECASE)
_DATA = re.compile(r"application/(?:ld\+)?json|importmap|speculationrules")
_FIRST_SCRIPT = re.compile(r"\s*\{\{-?\s*(?:page\.)?frame\.first_script\s*-?\}\}\s*</script")
"""What the policy admits by its digest."""

_COMMENT = re.compile(r"<!--.*?-->|\{#.*?#\}", re.DOTALL)
_OWN = "put it into static/assets/own.js, and write <script src=\"{{ frame.assets['own.js'] }}\">"


def check_template_policy(config: SiteConfig) -> Iterator[Problem]:
    """Yield a warning for whatever the site's templates hold that no browser will load or run.

    A snippet that another service gives to be pasted is one as a rule.
    """
    folder = find_folder(config.folder, "templates")
    for entry in list_files(folder, []) if folder else ():
        if not entry.name.endswith(".html"):
            continue
        text = Path(entry.location).read_text(encoding="utf-8", errors="replace")
        text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
        for start, said in sorted(_find_refused(text, config)):
            place = Place(path=entry.path, line=text.count("\n", 0, start) + 1)
            yield Problem(place=place, kind="policy", text=said, is_warning=True)


def _find_refused(text: str, config: SiteConfig) -> Iterator[tuple[int, str]]:
    """Yield where in a template something is that no browser will load, and what to write."""
    for match in _ELEMENT.finditer(text):
        if _FIRST_SCRIPT.match(text, match.end()):
            continue
        said = _explain(match[1].lower(), dict(_ATTRIBUTE.findall(match[2])), config)
        if said:
            yield match.start(), said
    for match in _HANDLER.finditer(text):
        said = f"no browser runs `{match[1]}` that stands in the page; {_OWN}"
        yield match.start(1), said


def _explain(name: str, attributes: dict[str, str], config: SiteConfig) -> str:
    """Return what is wrong with an element, and what to write instead; empty for nothing."""
    given = {key.lower(): value for key, value in attributes.items()}
    if name not in _SOURCES:
        return f"browsers show no <{name}> here; write <img>, <video> or <iframe>"
    attribute, directive, key = _SOURCES[name]
    url = given.get(attribute, "")
    if name == "script" and not url:
        if _DATA.fullmatch(given.get("type", "")):
            return ""
        return f"no browser runs a script that stands in the page; {_OWN}"
    rels = given.get("rel", "").lower().split()
    if name == "link" and "icon" in rels:
        directive, key = "img-src", "images"
    elif name == "link" and "stylesheet" not in rels:
        return ""
    host = urlsplit(url if not url.startswith("//") else f"https:{url}").netloc
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
