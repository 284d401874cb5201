"""The scripts that count readers, and the hosts that they talk to."""

import json
from collections.abc import Iterable, Mapping

from msgspec import Struct

from notes_site.config.statistics import PROVIDERS, Counter
from notes_site.pages.sitewide import Sitewide

_GOOGLE = ("https://*.google-analytics.com", "https://*.googletagmanager.com")
_GOOGLE_READS = ("https://analytics.google.com", "https://*.analytics.google.com")
_UMAMI_CLOUD = ("https://*.umami.is", "https://*.umami.dev")
_BAIDU = ("https://hm.baidu.com",)


class CountingScript(Struct, frozen=True, kw_only=True):
    """A script that counts readers."""

    src: str
    attributes: Mapping[str, str]


def counting_scripts(sitewide: Sitewide) -> tuple[CountingScript, ...]:
    """Return the scripts of `statistics`, in their order."""
    return tuple(
        script
        for counter in sitewide.config.statistics
        for script in _scripts(counter, sitewide.assets)
    )


def _scripts(counter: Counter, assets: Mapping[str, str]) -> list[CountingScript]:
    host = counter.host or PROVIDERS[counter.provider].host
    attributes: dict[str, str] = {}
    scripts = []
    match counter.provider:
        case "plausible":
            src, attributes["data-domain"] = f"{host}/js/script.js", counter.id
        case "umami":
            src, attributes["data-website-id"] = f"{host}/script.js", counter.id
        case "goatcounter":
            src = f"{host}/count.js"
            attributes["data-goatcounter"] = f"{_goat_host(counter)}/count"
        case "cloudflare":
            src = "https://static.cloudflareinsights.com/beacon.min.js"
            attributes["data-cf-beacon"] = json.dumps({"token": counter.id})
        case "google":
            own = {"data-google": counter.id}
            scripts = [CountingScript(src=assets["statistics.js"], attributes=own)]
            src = f"https://www.googletagmanager.com/gtag/js?id={counter.id}"
        case _:
            src = f"https://hm.baidu.com/hm.js?{counter.id}"
    return [*scripts, CountingScript(src=src, attributes=attributes)]


def counting_hosts(counters: Iterable[Counter]) -> dict[str, tuple[str, ...]]:
    """Return directive of the Content Security Policy → hosts that scripts of `counters` need.

    Rule: what each maker's own page on Content Security Policy says.
    """
    needed: dict[str, tuple[str, ...]] = {}
    for counter in counters:
        for directive, hosts in _hosts(counter).items():
            needed[directive] = (*needed.get(directive, ()), *hosts)
    return needed


def _hosts(counter: Counter) -> Mapping[str, tuple[str, ...]]:
    host = counter.host or PROVIDERS[counter.provider].host
    match counter.provider:
        case "plausible":
            return {"script-src": (host,), "connect-src": (host,)}
        case "umami":
            own = (host,) if counter.host else (host, *_UMAMI_CLOUD)
            return {"script-src": (host,), "connect-src": own}
        case "goatcounter":
            goat = (_goat_host(counter),)
            return {"script-src": (host,), "connect-src": goat, "img-src": goat}
        case "cloudflare":
            return {
                "script-src": ("https://static.cloudflareinsights.com",),
                "connect-src": ("https://cloudflareinsights.com",),
            }
        case "google":
            return {
                "script-src": ("https://*.googletagmanager.com",),
                "connect-src": (*_GOOGLE, *_GOOGLE_READS),
                "img-src": _GOOGLE,
            }
        case _:
            return {"script-src": _BAIDU, "connect-src": _BAIDU, "img-src": _BAIDU}


def _goat_host(counter: Counter) -> str:
    """Return where GoatCounter counts; its script is the same for all."""
    return counter.host or f"https://{counter.id}.goatcounter.com"
