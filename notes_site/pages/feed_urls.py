"""Addresses of feeds."""

from notes_site.model import Url

ATOM = "feed.xml"
JSON = "feed.json"


def feed_urls(root: Url) -> tuple[Url, Url]:
    """Return the addresses of the feeds, Atom and JSON, of the page at `root`."""
    return Url(f"{root}{ATOM}"), Url(f"{root}{JSON}")
