"""Metadata of a page, for search engines, social networks and feed readers."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from notes_site.cards import Card
from notes_site.config.languages import Language
from notes_site.model import Paper, RenderedNote, Url
from notes_site.pages.cards import index_card, note_card
from notes_site.pages.cite_note import MetaTag, scholarly_tags
from notes_site.pages.dates import last_change, machine_date, modified_date
from notes_site.pages.entries import series_name, series_url
from notes_site.pages.feed_urls import feed_urls
from notes_site.pages.identity import account_urls
from notes_site.pages.markdown_copies import markdown_url
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name, tags_of

_LOCALE = re.compile(r"([a-z]{2,3})-([A-Z]{2})")


class AlternateForm(Struct, frozen=True, kw_only=True):
    """The page, or what it lists, in another format."""

    type: str
    """Media type."""

    title: str
    href: str


class Metadata(Struct, frozen=True, kw_only=True):
    """Metadata of a page."""

    kind: str
    """`og:type`: `article` or `website`."""

    locale: str
    """As `og:locale` wants it: `zh_CN`; empty where the language's tag names no country."""

    published: str
    """`2024-05-31`; empty where the page is no note."""

    modified: str
    """When the page, or the newest of the notes on it, was written or updated; may be empty."""

    authors: tuple[str, ...]
    tags: tuple[str, ...]
    image: str
    """Permalink of the picture that stands for the page where it is shared; may be empty."""

    forms: tuple[AlternateForm, ...]
    scholarly: tuple[MetaTag, ...]
    """What Zotero and Google Scholar read; empty where the page is no note."""

    json_ld: Mapping[str, object] | None
    """Statements in the words of schema.org."""


def note_metadata(
    sitewide: Sitewide, note: RenderedNote, translations: Iterable[RenderedNote]
) -> Metadata:
    """Return what the page of a note with `translations`, or a standing page, says."""
    language = sitewide.config.language(note.language)
    front = note.source.front
    title = note.title_text
    copy = AlternateForm(type="text/markdown", title=title, href=sitewide.href(markdown_url(note)))
    copies = (copy,) if sitewide.config.has_markdown_copies else ()
    return Metadata(
        kind="article" if front.date else "website",
        locale=_locale(language),
        published=machine_date(front.date) if front.date else "",
        modified=modified_date([note]),
        authors=front.authors,
        tags=tuple(tag_name(sitewide, tag, note.language) for tag in tags_of(sitewide, note)),
        image=_image(sitewide, note_card(sitewide, note)),
        forms=(*_feeds(sitewide, language.code), *copies),
        scholarly=tuple(scholarly_tags(sitewide, note)),
        json_ld=_article_data(sitewide, note, translations) if front.date else None,
    )


def list_metadata(
    sitewide: Sitewide,
    code: str,
    notes: Sequence[RenderedNote],
    feed: Url | None = None,
    title: str = "",
) -> Metadata:
    """Return what a page that lists `notes` in the language `code` says.

    Args:
        site: the whole.
        code: of the page's language.
        notes: what the page lists; may be empty.
        feed: address of the page whose feeds hold these notes alone, if there is one.
        title: of that feed.
    """
    language = sitewide.config.language(code)
    own = _feeds(sitewide, code, feed, title) if feed else ()
    return Metadata(
        kind="website",
        locale=_locale(language),
        published="",
        modified=modified_date(notes),
        authors=(),
        tags=(),
        image=_image(sitewide, index_card(sitewide, code)),
        forms=(*own, *_feeds(sitewide, code)),
        scholarly=(),
        json_ld=None,
    )


def _feeds(
    sitewide: Sitewide, code: str, root: Url | None = None, title: str = ""
) -> tuple[AlternateForm, ...]:
    name = " · ".join(filter(None, [title, sitewide.config.title[code]]))
    atom, json = feed_urls(root or sitewide.root(code))
    return (
        AlternateForm(type="application/atom+xml", title=name, href=sitewide.href(atom)),
        AlternateForm(type="application/feed+json", title=name, href=sitewide.href(json)),
    )


def _image(sitewide: Sitewide, card: Card | None) -> str:
    return sitewide.permalink(card.url) if card else ""


def _locale(language: Language) -> str:
    match = _LOCALE.fullmatch(language.tag)
    return f"{match[1]}_{match[2]}" if match else ""


def blog_data(sitewide: Sitewide, code: str) -> Mapping[str, object]:
    """Return what the first index page says: which blog this is.

    Rule: https://schema.org/Blog.
    """
    config = sitewide.config
    return {
        "@context": "https://schema.org",
        "@type": "Blog",
        "name": config.title[code],
        "description": config.description[code],
        "url": sitewide.permalink(sitewide.root(code)),
        "inLanguage": config.language(code).tag,
        "author": _people(sitewide, code, ()),
    }


def _article_data(
    sitewide: Sitewide, note: RenderedNote, translations: Iterable[RenderedNote]
) -> Mapping[str, object]:
    """Return the note, the paper it is about, and the way to it from the index.

    Rule: https://schema.org/BlogPosting, /ScholarlyArticle and /BreadcrumbList.
    """
    front = note.source.front
    code = note.language
    permalink = sitewide.permalink(note.url)
    posting: dict[str, object] = {
        "@type": "BlogPosting",
        "@id": permalink,
        "url": permalink,
        "headline": note.title_text,
        "description": note.description,
        "inLanguage": sitewide.config.language(code).tag,
        "datePublished": machine_date(note.date),
        "dateModified": machine_date(last_change(note)),
        "author": _people(sitewide, code, front.authors),
        "isPartOf": {
            "@type": "Blog",
            "name": sitewide.config.title[code],
            "url": sitewide.permalink(sitewide.root(code)),
        },
    }
    if image := _image(sitewide, note_card(sitewide, note)):
        posting["image"] = image
    if (licence := sitewide.config.footer.licence) and licence.url:
        posting["license"] = licence.url
    if front.tags:
        posting["keywords"] = [tag_name(sitewide, tag, code) for tag in tags_of(sitewide, note)]
    if note.paper:
        posting["about"] = _paper_data(note.paper)
    others = [
        {
            "@id": sitewide.permalink(each.url),
            "inLanguage": sitewide.config.language(each.language).tag,
        }
        for each in translations
        if each.language != code
    ]
    if others:
        posting["workTranslation"] = others
    return {"@context": "https://schema.org", "@graph": [posting, _breadcrumb(sitewide, note)]}


def _breadcrumb(sitewide: Sitewide, note: RenderedNote) -> Mapping[str, object]:
    """Return the way from the index to a note, through its series."""
    series, code = note.source.front.series, note.language
    steps = [(sitewide.config.title[code], sitewide.root(code))]
    if series:
        steps.append((series_name(sitewide, series, code), series_url(sitewide, series, code)))
    steps.append((note.title_text, note.url))
    crumbs = [
        {"@type": "ListItem", "position": position, "name": name, "item": sitewide.permalink(url)}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": crumbs}


def _people(sitewide: Sitewide, code: str, names: Sequence[str]) -> list[Mapping[str, object]]:
    if names:
        return [{"@type": "Person", "name": name} for name in names]
    author = sitewide.config.author
    name = author.name[code] or sitewide.config.title[code]
    person: dict[str, object] = {"@type": "Person", "name": name}
    if author.url:
        person["url"] = author.url
    if elsewhere := account_urls(sitewide.config.social):
        person["sameAs"] = elsewhere
    return [person]


def _paper_data(paper: Paper) -> Mapping[str, object]:
    data: dict[str, object] = {"@type": "ScholarlyArticle", "headline": paper.title}
    if paper.authors:
        data["author"] = [{"@type": "Person", "name": name} for name in paper.authors]
    if paper.year:
        data["datePublished"] = paper.year
    if paper.venue:
        data["isPartOf"] = {"@type": "Periodical", "name": paper.venue}
    arxiv = f"https://arxiv.org/abs/{paper.arxiv}" if paper.arxiv else ""
    doi = f"https://doi.org/{paper.doi}" if paper.doi else ""
    addresses = list(filter(None, [paper.url, doi, arxiv]))
    if addresses:
        data["url"] = addresses[0]
        data["sameAs"] = addresses
    return data
