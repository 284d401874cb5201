"""`urls:` – the form of addresses."""

import re

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap

_FIELDS = ("slug", "year", "month", "day", "path")
_FIELD = re.compile(r"\{(.*?)\}")
_FORBIDDEN = re.compile(r"[?#%\\\s]|//|/\.(?:/|$)")


class UrlConfig(Struct, frozen=True, kw_only=True):
    """Patterns of addresses."""

    note: str
    """Pattern of a note's address below its language, from `/` to `/`. Default: `/notes/{slug}/`."""


def read_urls(site: YamlMap) -> UrlConfig:
    """Return the section `urls`."""
    section = site.map("urls")
    pattern = section.text("note", "/notes/{slug}/")
    unknown = [name for name in _FIELD.findall(pattern) if name not in _FIELDS]
    if unknown:
        known = " ".join(f"{{{name}}}" for name in _FIELDS)
        section.report("note", f"`{{{unknown[0]}}}` is no part of an address; write one of {known}")
    elif "{slug}" not in pattern and "{path}" not in pattern:
        section.report("note", f"`{pattern}` gives all notes one address; write /notes/{{slug}}/")
    elif not pattern.startswith("/") or ".." in pattern:
        section.report("note", f"`{pattern}` does not begin at `/`; write /notes/{{slug}}/")
    elif _FORBIDDEN.search(pattern):
        section.report("note", f"`{pattern}` is no path of an address; write /notes/{{slug}}/")
    elif {"{", "}"} & set(_FIELD.sub("", pattern)):
        section.report("note", f"`{pattern}` has a brace too many; write /notes/{{slug}}/")
    section.reject_unread()
    return UrlConfig(note=pattern if pattern.endswith("/") else pattern + "/")
