"""`statistics:` – who counts the readers; nobody unless given."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap


class Provider(Struct, frozen=True, kw_only=True):
    """A service that counts readers."""

    name: str
    key: str
    """Of what it knows the site by; stands alone where there is nothing more to say."""

    form: str
    """Pattern of that."""

    example: str
    host: str = ""
    """Where it is unless the author runs it; empty for a service that only its maker runs."""


PROVIDERS: Mapping[str, Provider] = {
    "plausible": Provider(
        name="Plausible",
        key="domain",
        form=r"[\w.-]+(?:/[\w./-]*)?(?:,[\w./-]+)*",
        example="notes.example.org",
        host="https://plausible.io",
    ),
    "umami": Provider(
        name="Umami",
        key="id",
        form=r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        example="94db1cb1-74f4-4a40-ad6c-962362670409",
        host="https://cloud.umami.is",
    ),
    "goatcounter": Provider(
        name="GoatCounter", key="code", form=r"[a-z0-9-]+", example="ada", host="https://gc.zgo.at"
    ),
    "cloudflare": Provider(
        name="Cloudflare Web Analytics",
        key="token",
        form=r"[0-9a-f]{32}",
        example="0123456789abcdef0123456789abcdef",
    ),
    "google": Provider(
        name="Google Analytics", key="id", form=r"G-[A-Z0-9]{4,16}", example="G-ABCDEF1234"
    ),
    "baidu": Provider(
        name="百度统计",
        key="id",
        form=r"[0-9a-f]{32}",
        example="0123456789abcdef0123456789abcdef",
    ),
}


class Counter(Struct, frozen=True, kw_only=True):
    """One service that counts the site's readers."""

    provider: str
    """Key of `PROVIDERS`."""

    id: str
    """What it knows the site by."""

    host: str
    """Where it is, `https://stats.example.org`; empty for its maker's."""


def read_statistics(site: YamlMap) -> tuple[Counter, ...]:
    """Return the section `statistics`."""
    section = site.map("statistics")
    counters = []
    for key in section.keys(PROVIDERS):
        if key not in PROVIDERS:
            close = closest(key, list(PROVIDERS))
            remedy = f"write `{close}`" if close else f"write one of {', '.join(PROVIDERS)}"
            section.report(key, f"unknown key `statistics.{key}`; {remedy}")
        elif key in section:
            counters.append(_read_counter(section, key))
    section.reject_unread()
    return tuple(counters)


def _read_counter(section: YamlMap, key: str) -> Counter:
    """Return a service: its id alone, or a mapping with it and a host."""
    provider = PROVIDERS[key]
    inner, name, host = section, key, ""
    if section.is_map(key):
        inner, name = section.map(key), provider.key
        inner.require(name, provider.example)
        if provider.host:
            host = inner.web_address("host")
        inner.reject_unread()
    written = inner.text(name)
    if written and not re.fullmatch(provider.form, written, re.ASCII):
        remedy = f"write it as {provider.name} shows it: {provider.example}"
        inner.report(name, f"`{written}` is no {provider.key} of {provider.name}; {remedy}")
    parts = urlsplit(host)
    if parts.path.strip("/") or parts.query:
        inner.report("host", f"`{host}` is more than a host; write {parts.scheme}://{parts.netloc}")
    return Counter(
        provider=key, id=written, host=f"{parts.scheme}://{parts.netloc}" if host else ""
    )
