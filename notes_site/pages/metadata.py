"""What a page says about itself to search engines, social networks and feed readers."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from notes_site.cards import Card
from notes_site.config.languages import Language
from notes_site.model import Paper, RenderedNote, Url
from notes_site.pages.cards import index_card, note_card
from notes_site.pages.dates import last_change, machine_date, modified_date
from notes_site.pages.entries import series_name, series_url
from notes_site.pages.feed import feed_urls
from notes_site.pages.plain import markdown_url
from notes_site.pages.shell import Shell
from notes_site.pages.tags import tag_name, tags_of

_LOCALE = re.compile(r"([a-z]{2,3})-([A-Z]{2})")


class AlternateForm(Struct, frozen=True, kw_only=True):
    """The page, or what it lists, in another format."""

    type: str
    """Media type."""

    title: str
    href: str


class Metadata(Struct, frozen=True, kw_only=True):
    """What a page says about itself."""

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
    json_ld: Mapping[str, object] | None
    """Statements in the words of schema.org."""


def note_metadata(
    site: Shell, note: RenderedNote, translations: Iterable[RenderedNote]
) -> Metadata:
    """Return what the page of a note with `translations`, or a standing page, says."""
    language = site.config.language(note.language)
    front = note.source.front
    title = note.title_text
    markdown = AlternateForm(type="text/markdown", title=title, href=site.href(markdown_url(note)))
    return Metadata(
        kind="article" if front.date else "website",
        locale=_locale(language),
        published=machine_date(front.date) if front.date else "",
        modified=modified_date([note]),
        authors=front.authors,
        tags=tuple(tag_name(site, tag, note.language) for tag in tags_of(site, note)),
        image=_image(site, note_card(site, note)),
        forms=(*_feeds(site, language.code), markdown),
        json_ld=_article_data(site, note, translations) if front.date else None,
    )


def list_metadata(
    site: Shell, code: str, notes: Sequence[RenderedNote], feed: Url | None = None, title: str = ""
) -> Metadata:
    """Return what a page that lists `notes` in the language `code` says.

    Args:
        site: the whole.
        code: of the page's language.
        notes: what the page lists; may be empty.
        feed: address of the page whose feeds hold these notes alone, if there is one.
        title: of that feed.
    """
    language = site.config.language(code)
    own = _feeds(site, code, feed, title) if feed else ()
    return Metadata(
        kind="website",
        locale=_locale(language),
        published="",
        modified=modified_date(notes),
        authors=(),
        tags=(),
        image=_image(site, index_card(site, code)),
        forms=(*own, *_feeds(site, code)),
        json_ld=None,
    )


def _feeds(
    site: Shell, code: str, root: Url | None = None, title: str = ""
) -> tuple[AlternateForm, ...]:
    name = " · ".join(filter(None, [title, site.config.title[code]]))
    atom, json = feed_urls(root or site.root(code))
    return (
        AlternateForm(type="application/atom+xml", title=name, href=site.href(atom)),
        AlternateForm(type="application/feed+json", title=name, href=site.href(json)),
    )


def _image(site: Shell, card: Card | None) -> str:
    return site.permalink(card.url) if card else ""


def _locale(language: Language) -> str:
    match = _LOCALE.fullmatch(language.tag)
    return f"{match[1]}_{match[2]}" if match else ""


def blog_data(site: Shell, code: str) -> Mapping[str, object]:
    """Return what the first index page says: which blog this is.

    Rule: https://schema.org/Blog.
    """
    config = site.config
    return {
        "@context": "https://schema.org",
        "@type": "Blog",
        "name": config.title[code],
        "description": config.description[code],
        "url": site.permalink(site.root(code)),
        "inLanguage": config.language(code).tag,
        "author": _people(site, code, ()),
    }


def _article_data(
    site: Shell, note: RenderedNote, translations: Iterable[RenderedNote]
) -> Mapping[str, object]:
    """Return the note, the paper it is about, and the way to it from the index.

    Rule: https://schema.org/BlogPosting, /ScholarlyArticle and /BreadcrumbList.
    """
    front = note.source.front
    code = note.language
    permalink = site.permalink(note.url)
    posting: dict[str, object] = {
        "@type": "BlogPosting",
        "@id": permalink,
        "url": permalink,
        "headline": note.title_text,
        "description": note.description,
        "inLanguage": site.config.language(code).tag,
        "datePublished": machine_date(note.date),
        "dateModified": machine_date(last_change(note)),
        "author": _people(site, code, front.authors),
        "isPartOf": {
            "@type": "Blog",
            "name": site.config.title[code],
            "url": site.permalink(site.root(code)),
        },
    }
    if image := _image(site, note_card(site, note)):
        posting["image"] = image
    if front.tags:
        posting["keywords"] = [tag_name(site, tag, code) for tag in tags_of(site, note)]
    if front.paper:
        posting["about"] = _paper_data(front.paper)
    others = [
        {"@id": site.permalink(each.url), "inLanguage": site.config.language(each.language).tag}
        for each in translations
        if each.language != code
    ]
    if others:
        posting["workTranslation"] = others
    steps = [(site.config.title[code], site.root(code))]
    if front.series:
        steps.append((series_name(site, front.series, code), series_url(site, front.series, code)))
    steps.append((note.title_text, note.url))
    crumbs = [
        {"@type": "ListItem", "position": position, "name": name, "item": site.permalink(url)}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    breadcrumb = {"@type": "BreadcrumbList", "itemListElement": crumbs}
    return {"@context": "https://schema.org", "@graph": [posting, breadcrumb]}


def _people(site: Shell, code: str, names: Sequence[str]) -> list[Mapping[str, str]]:
    if names:
        return [{"@type": "Person", "name": name} for name in names]
    author = site.config.author
    person = {"@type": "Person", "name": author.name[code] or site.config.title[code]}
    return [{**person, "url": author.url} if author.url else person]


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
