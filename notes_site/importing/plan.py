"""The place of each post in the site."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field

from notes_site.importing.addresses import date_values, fill_permalink
from notes_site.importing.blog import Blog, ImportReport, Post, Settings, SourceKind
from notes_site.importing.book_order import keep_order
from notes_site.importing.front_matter import Head, make_head
from notes_site.importing.languages import guess_language, is_doubtful
from notes_site.importing.notebooks import SUFFIX
from notes_site.load.addresses import RESERVED
from notes_site.text.slug import slug

_SECTIONS = RESERVED - {"notes", "files", "assets", "pagefind", "page"}
"""Pages that a site has, or may have, by itself."""


class PlannedNote(Struct, frozen=True, kw_only=True):
    """A post, and its place in the site."""

    post: Post
    language: str
    name: str
    """Of the note's file, without suffix."""

    head: Head
    text: str
    urls: tuple[str, ...]
    """Paths at which it was read in the old blog."""

    @property
    def path(self) -> str:
        """Below the site's folder."""
        pages = "pages/" if self.post.is_page else ""
        suffix = SUFFIX if self.post.path.endswith(SUFFIX) else ".md"
        return f"content/{self.language}/{pages}{self.name}{suffix}"


def plan_notes(blog: Blog, report: ImportReport) -> list[PlannedNote]:
    """Return where each post goes, each with a name of its own."""
    settings = blog.settings
    sample = "\n".join(post.text for post in blog.posts[:60] if not post.language)
    settings.language = settings.language or guess_language(sample)
    languages: dict[str, set[str]] = {}
    for post in blog.posts:
        if post.key:
            languages.setdefault(post.key, set()).add(post.language or settings.language)
    for post in blog.posts:
        _drop_doubtful_language(post, languages)
    names = _Names(
        languages=languages,
        reserved={*RESERVED, *(post.language for post in blog.posts if post.language)},
        is_at_root=settings.permalink == "/{slug}/",
    )
    targets = []
    posts = sorted(blog.posts, key=lambda post: (post.is_page, post.is_draft, post.path))
    heads = [make_head(post, settings.timezone, blog.folder, report) for post in posts]
    keep_order(zip(posts, (head for head, _ in heads), strict=True), settings.title, report)
    for post, (head, text) in zip(posts, heads, strict=True):
        language = post.language or settings.language
        name = names.give(post, head, language)
        values = date_values(head.date, settings.timezone if blog.dates_in_zone else "")
        urls = [fill_permalink(url, values) if ":" in url else url for url in post.old_urls]
        new = new_url(settings, language, name, head, is_page=post.is_page)
        head.aliases = tuple(_aliases(post, head, urls, new))
        if blog.kind is SourceKind.HEXO and not urls and not head.is_draft:
            report.lose("old address that only the old tool can compute: file", post.path)
        target = PlannedNote(
            post=post, language=language, name=name, head=head, text=text, urls=tuple(urls)
        )
        targets.append(target)
    return _without_doubled_aliases(targets)


def _drop_doubtful_language(post: Post, languages: Mapping[str, set[str]]) -> None:
    """Let what looks like a language at the end of a name be a part of it, where its text is in another."""
    stem = PurePosixPath(post.path).stem
    is_alone = post.language and len(languages.get(post.key, ())) < 2  # noqa: PLR2004 - a pair
    if is_alone and is_doubtful(stem, post.language) and guess_language(post.text) != post.language:
        end = re.search(r"[_-][A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?$", stem)
        post.language, post.name = "", post.name + (end[0] if end else "")


class _Names(Struct, kw_only=True):
    """The names of notes that are given already."""

    languages: Mapping[str, set[str]]
    """Key of an article → its languages."""

    reserved: set[str]
    """Names that no page has."""

    is_at_root: bool
    """Whether notes lie where pages do."""

    taken: dict[tuple[str, bool], set[str]] = field(default_factory=dict)
    """Language, and whether it is of pages → names."""

    shared: dict[tuple[str, bool], str] = field(default_factory=dict)
    """Key of an article, and whether it is a page → the name of its first translation."""

    def give(self, post: Post, head: Head, language: str) -> str:
        """Return a name for a post: that of its translation, where it is free."""
        taken = self.taken.setdefault((language, post.is_page), set())
        pair = (post.key, post.is_page)
        is_pair = len(self.languages.get(post.key, ())) > 1
        name = self.shared.get(pair) if is_pair else None
        if name is None or name in taken:
            beside = (
                self.taken.get((language, not post.is_page), set()) if self.is_at_root else set()
            )
            reserved = self.reserved if post.is_page else set()
            name = _choose_name(post, head, taken | beside | reserved)
        if is_pair:
            self.shared.setdefault(pair, name)
        taken.add(name)
        return name


def _choose_name(post: Post, head: Head, taken: set[str]) -> str:
    """Return the file's name: the post's own, with its folder's before it where another has it."""
    parts = [name for part in post.name.split("/") if (name := slug(part).strip("_"))]
    if parts:  # a README or a SUMMARY is no note, and a name with `_` before it that of a part
        parts[-1] = {"readme": "read-me", "summary": "the-summary"}.get(parts[-1], parts[-1])
    candidates = ["-".join(parts[-count:]) for count in range(1, len(parts) + 1)] or [
        slug(head.title) or "note"
    ]
    number = 1
    while (name := candidates.pop(0) if candidates else "") in taken or not name:
        if not candidates:
            number += 1
            candidates = [f"{'-'.join(parts) or 'note'}-{number}"]
    return name[:80].strip("-") or "note"


def _aliases(post: Post, head: Head, urls: Sequence[str], new: str) -> Iterator[str]:
    """Yield the old addresses of a post, each once, that can lead to its `new` one."""
    given = (each for each in head.aliases if each not in post.old_urls)
    for url in dict.fromkeys((*urls, *given)):
        if (
            url.rstrip("/") not in {"", "/index.html", new.rstrip("/")}
            and url.strip("/") not in _SECTIONS
            and not re.search(r"[\\\x00-\x1f]|//|/\.\.?(?:/|$)", url)
        ):
            yield url


def _without_doubled_aliases(targets: Iterable[PlannedNote]) -> list[PlannedNote]:
    """Return `targets` with each old address at the first note that had it."""
    seen: set[str] = set()
    kept = []
    for each in targets:
        each.head.aliases = tuple(url for url in each.head.aliases if url not in seen)
        seen |= {*each.head.aliases}
        kept.append(each)
    return kept


def new_url(settings: Settings, language: str, name: str, head: Head, *, is_page: bool) -> str:
    """Return the address of a note in the new site."""
    if is_page:
        return f"/{name}/"
    pattern = settings.permalink or "/notes/{slug}/"
    root = "" if language == settings.language else f"/{language}"
    values = {"slug": name, **date_values(head.date)}
    return root + re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], ""), pattern)
