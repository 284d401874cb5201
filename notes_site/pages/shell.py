"""What is the same for all pages of a site, and what depends on that and a few notes alone."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from notes_site.config import SiteConfig
from notes_site.encoding import encode
from notes_site.load import language_root
from notes_site.memory import Recent
from notes_site.model import RenderedNote, Url
from notes_site.pages.late import LateHtml
from notes_site.pages.page import Page, SitemapEntry, output_path
from notes_site.store import digest
from notes_site.words import Words

Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What is the same for all pages of a site.

    A function that is handed this instead of the `Site` can look at no note but those it is
    handed too. So what it returns depends on nothing else, and `once` may keep it, even for the
    builds to come as long as their shell is equal.
    """

    config: SiteConfig
    words: Mapping[str, Words]
    """By language code."""

    assets: Mapping[str, str]
    """Name of an asset, such as `style.css` → its fingerprinted address in the HTML."""

    sections: Mapping[str, tuple[tuple[str, Url], ...]]
    """Language code → label and address of each page that the navigation leads to."""

    scheduled: frozenset[str]
    """Paths of the notes whose date is still to come, shown all the same (`--future`)."""

    read_html: Callable[[bytes], bytes]
    """Gives the HTML with a digest, from the store."""

    made: Recent[Hashable, Any] = field(compare=False, default_factory=Recent)
    """What `once` has made."""

    def once(
        self,
        make: Callable[Concatenate["Shell", Given], Made],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Made:
        """Return what `make` returns, made only once of this shell and the same arguments.

        Notes are the same if they are the same object; other arguments, if they are equal.
        """
        key = (make, given, *named.items())
        made: Made | None = self.made.get(key)
        if made is None:
            made = self.made[key] = make(self, *given, **named)
        return made

    def page(
        self,
        url: Url,
        template: str,
        make: Callable[Concatenate["Shell", Given], object],
        in_sitemap: Callable[[], SitemapEntry] | None = None,
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Page:
        """Return the page whose context `make` returns, which is called once a template asks for it.

        The page is made only once too; `in_sitemap` depends on nothing but what `make` is given.
        """
        key = (url, template, make, given, *named.items())
        page: Page | None = self.made.get(key)
        if page is None:
            name = f"{make.__module__}.{make.__qualname__}"
            inputs = encode([_by_digest(each) for each in (*given, *named.values())])
            self.made[key] = page = Page(
                url=url,
                path=output_path(url),
                template=template,
                inputs=digest(self.digest, name, inputs),
                make_context=partial(self.once, make, *given, **named),
                in_sitemap=in_sitemap() if in_sitemap else None,
            )
        return page

    @property
    def digest(self) -> bytes:
        """Return a digest of all of this."""
        return self.once(_digest)

    def root(self, language: str) -> Url:
        """Return the address of the index of `language`."""
        return Url(f"{language_root(language, self.config)}/")

    def href(self, url: Url) -> str:
        """Return `url` as it stands in the HTML, below the path of `base_url`."""
        return f"{self.config.base_path}{url}"

    def permalink(self, url: Url) -> str:
        """Return the absolute address of `url`."""
        return f"{self.config.base_url}{url}"

    def stored(self, digest: bytes) -> LateHtml:
        """Return the HTML with `digest`, which stays in the store until a template shows it."""
        return LateHtml(digest, lambda: self.read_html(digest).decode())


def _digest(site: Shell) -> bytes:
    config = {name: value for name, value in asdict(site.config).items() if name != "folder"}
    scheduled = sorted(site.scheduled)
    return digest(encode([config, site.words, site.assets, site.sections, scheduled]))


class OfNotes(Struct, frozen=True, kw_only=True):
    """Base of structs that have notes, alone or in tuples, in their fields."""


def _by_digest(value: object) -> object:
    """Return `value` with the digest of each note instead of it.

    Where a note is not found, as it stands behind other things in a tuple, the digest is of all
    that is in the note: as good, but slow.
    """
    if isinstance(value, RenderedNote):
        return value.digest
    if isinstance(value, OfNotes):
        return [_by_digest(getattr(value, name)) for name in value.__struct_fields__]
    if type(value) is tuple and value and type(value[0]) in {tuple, RenderedNote}:
        return [_by_digest(each) for each in value]
    return value
