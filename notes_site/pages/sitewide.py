"""Values that all pages share, and those made of them and a few notes alone."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

from notes_site.cache import Key, LazyHtml, LazySequence, LazyText, Recent, Session, digest, encode
from notes_site.config import SiteConfig
from notes_site.load import language_root
from notes_site.locales.words import Words
from notes_site.model import InPage, RenderedNote, Url
from notes_site.pages.page import Page, SitemapEntry, output_path

Given = ParamSpec("Given")
Made = TypeVar("Made")
Item = TypeVar("Item")


class Sitewide(Struct, frozen=True, kw_only=True, eq=False):
    """Values that all pages of a site share.

    A function that is handed this instead of the `Site` can look at no note but those it is
    handed too. So what it returns depends on nothing else, and `once` may keep it, even for the
    builds to come as long as this is equal.
    """

    config: SiteConfig
    words: Mapping[str, Words]
    """By language code."""

    assets: Mapping[str, str]
    """Name of an asset, such as `style.css` → its fingerprinted address in the HTML."""

    in_page: InPage

    sections: Mapping[str, tuple[tuple[str, str], ...]]
    """Language code → label and target of each entry of the menu, as `menu_links` gives them."""

    icons: Mapping[str, str]
    """Key of `social` → shape of its icon."""

    logos: Mapping[str, int]
    """Path of a logo below `static/` → its width on the page; without those not known."""

    scheduled: frozenset[str]
    """Paths of the notes whose date is still to come, shown all the same (`--future`)."""

    digest: bytes
    """Of all of the above."""

    read_html: Callable[[Key], bytes]
    """Gives the HTML at a key of the store."""

    made: Recent[Hashable, Any]
    """What `once` has made."""

    def once(
        self,
        make: Callable[Concatenate["Sitewide", Given], Made],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Made:
        """Return what `make` returns, made only once of this and the same arguments.

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
        make: Callable[Concatenate["Sitewide", Given], object],
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
            self.made[key] = page = Page(
                url=url,
                path=output_path(url),
                template=template,
                inputs=self._digest_call(make, *given, *named.values()),
                make_context=partial(self.once, make, *given, **named),
                in_sitemap=in_sitemap() if in_sitemap else None,
            )
        return page

    def root(self, language: str) -> Url:
        """Return the address of the index of `language`."""
        return Url(f"{language_root(language, self.config)}/")

    def href(self, url: Url) -> str:
        """Return `url` as it stands in the HTML, below the path of `base_url`."""
        return f"{self.config.base_path}{url}"

    def href_of(self, target: str) -> str:
        """Return `target`, an address of the site or of another one, as it stands in the HTML."""
        return self.href(Url(target)) if target.startswith("/") else target

    def permalink(self, url: Url) -> str:
        """Return the absolute address of `url`."""
        return f"{self.config.base_url}{url}"

    def stored(self, key: Key) -> LazyHtml:
        """Return the HTML at `key`, which stays in the store until a template shows it."""
        return LazyHtml(key, lambda: self.read_html(key).decode())

    def text(
        self,
        make: Callable[Concatenate["Sitewide", Given], str],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> LazyText:
        """Return the text that `make` returns, which is called once a template shows it."""
        key = self._digest_call(make, *given, *named.values())
        return LazyText(key, partial(make, self, *given, **named))

    def sequence(
        self,
        make: Callable[Concatenate["Sitewide", Given], Sequence[Item]],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> LazySequence[Item]:
        """Return the sequence that `make` returns, which is called once a template goes through it."""
        key = self._digest_call(make, *given, *named.values())
        return LazySequence(key, partial(make, self, *given, **named))

    def _digest_call(self, make: Callable[..., object], *given: object) -> bytes:
        """Return a digest of all that `make` can know: this, and what it is given."""
        name = f"{make.__module__}.{make.__qualname__}"
        return digest(self.digest, name, encode([_by_digest(each) for each in given]))


def make_sitewide(  # noqa: PLR0913 - all that pages have in common
    session: Session,
    *,
    config: SiteConfig,
    words: Mapping[str, Words],
    assets: Mapping[str, str],
    in_page: InPage,
    sections: Mapping[str, tuple[tuple[str, str], ...]],
    icons: Mapping[str, str],
    logos: Mapping[str, int],
    scheduled: frozenset[str],
) -> Sitewide:
    """Return what all pages have in common, with what a build before has made of the same.

    The fields of `Sitewide`, given here, are its digest: none can be left out of it.
    """
    settings = {name: value for name, value in asdict(config).items() if name != "folder"}
    given = [settings, words, assets, in_page, sections, icons, logos, sorted(scheduled)]
    own = digest(encode(given))
    return Sitewide(
        config=config,
        words=words,
        assets=assets,
        in_page=in_page,
        sections=sections,
        icons=icons,
        logos=logos,
        scheduled=scheduled,
        digest=own,
        read_html=session.read,
        made=session.recent(("sitewide", own)),
    )


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
