"""The import of a blog: read, turned into notes, written, and built once to see what is left to do."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from notes_site.errors import ConfigError, Place, Problem
from notes_site.importing.addresses import date_values, fill_permalink
from notes_site.importing.blog import Blog, ImportReport, Post, Settings, SourceKind
from notes_site.importing.bodies import rewrite_body
from notes_site.importing.book_order import keep_order
from notes_site.importing.code import outside_code
from notes_site.importing.files_in_bodies import show_files
from notes_site.importing.folders import (
    is_docsify,
    is_notion,
    is_obsidian,
    read_docsify,
    read_folder,
    read_notion,
    read_obsidian,
)
from notes_site.importing.front_matter import Head, make_head
from notes_site.importing.hexo import is_hexo, read_hexo
from notes_site.importing.hugo import is_hugo, read_hugo
from notes_site.importing.jekyll import is_jekyll, read_jekyll
from notes_site.importing.languages import guess_language, is_doubtful
from notes_site.importing.left import count_unused, tell_left
from notes_site.importing.lists import Listed, make_redirects
from notes_site.importing.macros import find_macros
from notes_site.importing.mkdocs import is_mkdocs, read_mkdocs
from notes_site.importing.notebooks import SUFFIX, write_notebook
from notes_site.importing.pictures import PictureBox, find_note, rewrite_links
from notes_site.importing.quarto import is_quarto, read_quarto
from notes_site.importing.reading import read_text
from notes_site.importing.record import digest, read_record
from notes_site.importing.site_settings import (
    make_menu,
    write_publishing,
    write_settings,
    write_signs,
)
from notes_site.importing.unknown import find_tool
from notes_site.importing.vitepress import is_vitepress, read_vitepress
from notes_site.load.addresses import RESERVED
from notes_site.text.slug import slug

_DETECTED: tuple[tuple[SourceKind, Callable[[Path], bool]], ...] = (
    (SourceKind.QUARTO, is_quarto),
    (SourceKind.HEXO, is_hexo),
    (SourceKind.HUGO, is_hugo),
    (SourceKind.JEKYLL, is_jekyll),
    (SourceKind.MKDOCS, is_mkdocs),
    (SourceKind.VITEPRESS, is_vitepress),
    (SourceKind.OBSIDIAN, is_obsidian),
    (SourceKind.DOCSIFY, is_docsify),
    (SourceKind.NOTION, is_notion),
)
"""The first that says yes counts."""

_READERS: Mapping[SourceKind, Callable[[Path], Blog]] = {
    SourceKind.HEXO: read_hexo,
    SourceKind.HUGO: read_hugo,
    SourceKind.JEKYLL: read_jekyll,
    SourceKind.QUARTO: read_quarto,
    SourceKind.DOCSIFY: read_docsify,
    SourceKind.OBSIDIAN: read_obsidian,
    SourceKind.NOTION: read_notion,
    SourceKind.TYPORA: read_folder,
    SourceKind.MKDOCS: read_mkdocs,
    SourceKind.VITEPRESS: read_vitepress,
    SourceKind.FOLDER: read_folder,
}


_SECTIONS = RESERVED - {"notes", "files", "assets", "pagefind", "page"}
"""Pages that a site has, or may have, by itself."""


class _Target(Struct, frozen=True, kw_only=True):
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


def find_kind(folder: Path) -> SourceKind:
    """Return the tool that a blog was made with, by what lies in its folder."""
    return next((kind for kind, is_it in _DETECTED if is_it(folder)), SourceKind.FOLDER)


def import_blog(
    source: Path,
    target: Path,
    kind: SourceKind | None = None,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Make a site of the blog in `source`, in the folder `target`; the source is never touched.

    What is in `target` already stays as it is: a second import brings what is new, and tells what differs.

    Args:
        source: folder of the blog.
        target: folder of the site, there or not.
        kind: the tool; None finds out.
        advance: told how many more posts are done, and of how many.

    Raises:
        ConfigError: there is no note in `source`, or `target` lies in it.
    """
    source, target = source.resolve(), target.resolve()
    if target == source or target.is_relative_to(source):
        _refuse(
            target,
            "this is in the blog's own folder, which is not touched; name a folder beside it",
        )
    tool = "" if kind else find_tool(source)
    kind = kind or find_kind(source)
    tool = tool if kind in {SourceKind.FOLDER, SourceKind.TYPORA} else ""
    blog = _READERS[kind](source)
    if not blog.posts:
        remedy = "name another folder, or its kind by --from"
        if tool:
            remedy = f"this looks like {tool}, which has no reader: export it as Markdown"
        _refuse(source, f"there is no note of {kind.value} here; {remedy}")
    report = ImportReport(kind=blog.kind, source=str(source), tool=tool)
    blog.settings.macros = find_macros(source)
    targets = _plan(blog, report)
    notes = _index(blog, targets)
    box = PictureBox(blog, report)
    files: dict[str, bytes] = {}
    for each in targets:
        files[each.path] = _write_note(each, blog, notes, box, report).encode()
        advance(1, len(targets))
    box.keep_signs()
    if bibliography := _join_bibliographies(blog.bibliographies):
        files["references.bib"] = bibliography.encode()
        report.did(
            "bibliographies joined in references.bib", "references.bib", len(blog.bibliographies)
        )
    files |= _write_settings(blog, targets, notes, box, report)
    _write_files(files, target, report)
    report.notes = sum(not each.post.is_page for each in targets)
    report.pages = len(targets) - report.notes
    report.unused = count_unused(blog, box.placed)
    report.aliases = sum(len(each.head.aliases) for each in targets)
    tell_left(blog, {each.post.path for each in targets}, box.placed, report)
    return report


def _refuse(path: Path, text: str) -> None:
    raise ConfigError([Problem(place=Place(path=str(path), line=1), text=text)])


def _plan(blog: Blog, report: ImportReport) -> list[_Target]:
    """Return where each post goes, each with a name of its own."""
    settings = blog.settings
    sample = "\n".join(post.text for post in blog.posts[:60] if not post.language)
    settings.language = settings.language or guess_language(sample)
    keyed: dict[str, set[str]] = {}
    for post in blog.posts:
        if post.key:
            keyed.setdefault(post.key, set()).add(post.language or settings.language)
    for post in blog.posts:
        stem = PurePosixPath(post.path).stem
        is_alone = post.language and len(keyed.get(post.key, ())) < 2  # noqa: PLR2004 - a pair
        if (
            is_alone
            and is_doubtful(stem, post.language)
            and guess_language(post.text) != post.language
        ):
            end = re.search(r"[_-][A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?$", stem)
            post.language, post.name = "", post.name + (end[0] if end else "")
    own = {*RESERVED, *(post.language for post in blog.posts if post.language)}
    taken: dict[tuple[str, bool], set[str]] = {}
    names: dict[tuple[str, bool], str] = {}
    targets = []
    posts = sorted(blog.posts, key=lambda post: (post.is_page, post.is_draft, post.path))
    heads = [make_head(post, settings.timezone, blog.folder, report) for post in posts]
    keep_order(zip(posts, (head for head, _ in heads), strict=True), settings.title, report)
    for post, (head, text) in zip(posts, heads, strict=True):
        language = post.language or settings.language
        pair = (post.key, post.is_page)
        is_pair = len(keyed.get(post.key, ())) > 1
        if (
            is_pair
            and pair in names
            and names[pair] not in taken.setdefault((language, post.is_page), set())
        ):
            name = names[pair]
        else:
            known = taken.setdefault((language, post.is_page), set())
            if settings.permalink == "/{slug}/":  # where pages are, too
                known = known | taken.setdefault((language, not post.is_page), set())
            name = _choose_name(post, head, known | own if post.is_page else known)
        if is_pair:
            names.setdefault(pair, name)
        taken[language, post.is_page].add(name)
        values = date_values(head.date, settings.timezone if blog.dates_in_zone else "")
        urls = [fill_permalink(url, values) if ":" in url else url for url in post.old_urls]
        new = _new_url(settings, language, name, head, is_page=post.is_page)
        head.aliases = tuple(
            dict.fromkeys(
                url
                for url in (*urls, *(each for each in head.aliases if each not in post.old_urls))
                if url.rstrip("/") not in {"", "/index.html", new.rstrip("/")}
                and url.strip("/") not in _SECTIONS
                and not re.search(r"[\\\x00-\x1f]|//|/\.\.?(?:/|$)", url)
            )
        )
        if blog.kind is SourceKind.HEXO and not urls and not head.is_draft:
            report.lose("old address that only the old tool can compute: file", post.path)
        target = _Target(
            post=post, language=language, name=name, head=head, text=text, urls=tuple(urls)
        )
        targets.append(target)
    return _without_doubled_aliases(targets)


def _without_doubled_aliases(targets: Iterable[_Target]) -> list[_Target]:
    """Return `targets` with each old address at the first note that had it."""
    seen: set[str] = set()
    kept = []
    for each in targets:
        each.head.aliases = tuple(url for url in each.head.aliases if url not in seen)
        seen |= {*each.head.aliases}
        kept.append(each)
    return kept


def _choose_name(post: Post, head: Head, taken: set[str]) -> str:
    """Return the file's name: the post's own, with its folder's before it where another has it."""
    parts = [slug(part) for part in post.name.split("/") if slug(part)]
    if parts[-1:] == ["readme"]:  # a README is no note
        parts[-1] = "read-me"
    candidates = ["-".join(parts[-count:]) for count in range(1, len(parts) + 1)] or [
        slug(head.title) or "note"
    ]
    number = 1
    while (name := candidates.pop(0) if candidates else "") in taken or not name:
        if not candidates:
            number += 1
            candidates = [f"{'-'.join(parts) or 'note'}-{number}"]
    return name[:80].strip("-") or "note"


def _new_url(settings: Settings, language: str, name: str, head: Head, *, is_page: bool) -> str:
    if is_page:
        return f"/{name}/"
    pattern = settings.permalink or "/notes/{slug}/"
    root = "" if language == settings.language else f"/{language}"
    values = {"slug": name, **date_values(head.date)}
    return root + re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], ""), pattern)


def _index(blog: Blog, targets: Iterable[_Target]) -> dict[str, str]:
    """Return old addresses, paths and names, in lower case → path of the note."""
    notes: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    base = urlsplit(blog.settings.base_url).path.rstrip("/")
    for each in targets:
        post = each.post
        for url in dict.fromkeys((*each.urls, *each.head.aliases)):
            notes.setdefault(url.lower(), each.path)
            notes.setdefault(f"{base}{url}".lower(), each.path)
            notes.setdefault(url.rstrip("/").lower() + "/", each.path)
            notes.setdefault(f"{blog.settings.base_url.rstrip('/')}{url}".lower(), each.path)
        if post.title_id:
            notes.setdefault(f"id:{post.title_id}", each.path)
        bare = re.sub(r"\.\w+$", "", post.path).lower()
        for key in (
            post.path.lower(),
            bare,
            bare.removesuffix("/index"),
            bare.removesuffix("/readme"),
        ):
            notes.setdefault(key, each.path)
        for name in {
            bare.rpartition("/")[2],
            post.name.rpartition("/")[2].lower(),
            re.sub(r"^\d{4}-\d\d?-\d\d?-", "", bare.rpartition("/")[2]),
        }:
            names.setdefault(f"name:{name}", set()).add(each.path)
    return {**{name: min(paths) for name, paths in names.items() if len(paths) == 1}, **notes}


def _write_note(
    each: _Target,
    blog: Blog,
    notes: Mapping[str, str],
    box: PictureBox,
    report: ImportReport,
) -> str:
    post = each.post
    old_url = next(iter(each.urls), "")
    count = 0

    def rewrite(address: str) -> str:
        nonlocal count
        if address.startswith(("#", "mailto:")):
            return address
        bare, mark, fragment = address.partition("#")
        path = find_note(bare, post, notes) if bare else ""
        there = urljoin(old_url, bare) if re.match(r"\.{0,2}/|[\w-]+/", bare) else ""
        if not path and old_url and there:  # counted from the page, not from the file
            path = find_note(there, post, notes)
        if path:
            count += 1
            is_itself = path == each.path and fragment
            return f"{'' if is_itself else _relative(path, each.path)}{mark}{fragment}"
        found = (bare and box.place_file(bare, post)) or _to_list(bare, blog)
        if not found and old_url and there:
            found = "/" if there == "/" else _to_list(there, blog)
        return found or address

    def change(text: str) -> str:
        text = outside_code(text, lambda bare: show_files(bare, post, blog, report))
        text = rewrite_body(text, post.path, blog.kind, report)
        text = _refer_to_titles(text, notes)
        return rewrite_links(box.place(text, post, old_url), rewrite)

    if post.path.endswith(SUFFIX):
        front = dict(each.head.as_rows(is_page=post.is_page))
        text = write_notebook(blog.folder / post.path, front, change)
        report.did("links between posts", post.path, count)
        return text
    text = change(each.text)
    report.did("links between posts", post.path, count)
    return each.head.as_yaml(is_page=post.is_page) + "\n" + text.strip("\n") + "\n"


def _refer_to_titles(text: str, notes: Mapping[str, str]) -> str:
    """Return `text` with links in the place of Quarto's references to chapters: `@sec-intro`.

    The heading that they name is the title of its note here.
    """

    def link(match: re.Match[str]) -> str:
        path = notes.get(f"id:{match['cited'] or match['bare']}", "")
        return f"[[{PurePosixPath(path).stem}]]" if path else match[0]

    return outside_code(text, lambda bare: _REFERENCE.sub(link, bare))


_REFERENCE = re.compile(r"(?<![\w\\])(?:\[-?@(?P<cited>[\w:-]+)\](?!\()|-?@(?P<bare>[\w:-]*\w))")


def _to_list(address: str, blog: Blog) -> str:
    """Return the address of a list here for one of another tool: categories are tags."""
    if blog.lists and address in blog.lists.archives:
        return "/archive/"
    match = re.fullmatch(r"/(?:categories|category|tags|tag)/([^/]+)/?", unquote(address))
    return f"/tags/{slug(match[1])}/" if match else ""


def _relative(path: str, origin: str) -> str:
    """Return `path` as a link in the note at `origin` writes it."""
    there, here = path.split("/"), origin.split("/")[:-1]
    while there and here and there[0] == here[0]:
        there, here = there[1:], here[1:]
    return "/".join([*[".."] * len(here), *there])


def _join_bibliographies(paths: Iterable[Path]) -> str:
    """Return all entries of some BibTeX files, the first of each key."""
    seen: set[str] = set()
    parts = []
    for path in paths:
        for entry in re.split(r"(?m)^(?=\s*@)", read_text(path)):
            match = re.match(r"\s*@\w+\s*\{\s*([^,\s]+)", entry)
            if match and match[1] not in seen:
                seen.add(match[1])
                parts.append(entry.strip())
    return "\n\n".join(parts) + "\n" if parts else ""


def _languages(targets: Iterable[_Target]) -> list[str]:
    """Return the codes of all languages, the most frequent first."""
    counts: dict[str, int] = {}
    for each in targets:
        counts[each.language] = counts.get(each.language, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))


def _write_settings(
    blog: Blog,
    targets: Sequence[_Target],
    notes: Mapping[str, str],
    box: PictureBox,
    report: ImportReport,
) -> dict[str, bytes]:
    """Return `site.yaml` and what lies beside it."""
    settings = blog.settings
    menu = make_menu(
        settings.menu,
        lambda address: _find_old(address, blog, targets, notes),
        lambda entry: report.lose("entry of the menu that leads to no page here", entry),
    )
    files = write_publishing()
    settings.favicon = box.place_icon(settings.favicon)
    files |= {
        f"static/{path}": page for path, page in _list_redirects(blog, targets, report).items()
    }
    files |= {f"static/{path}": file.read_bytes() for path, file in box.copies.items()}
    files |= {f"static/{path}": content for path, content in box.made.items()}
    files["site.yaml"] = write_settings(settings, _languages(targets), menu).encode()
    if signs := write_signs(settings):
        files["templates/parts/head-end.html"] = signs.encode()
        report.did("signs of search engines", "templates/parts/head-end.html", len(settings.signs))
    return files


def _list_redirects(
    blog: Blog, targets: Sequence[_Target], report: ImportReport
) -> dict[str, bytes]:
    """Return the pages by which old addresses of lists lead to those here."""
    if blog.lists is None:
        return {}
    settings = blog.settings
    shown = [each for each in targets if not each.head.is_draft]
    notes = [
        Listed(
            front=each.post.front,
            root="" if each.language == settings.language else f"/{each.language}",
        )
        for each in shown
        if not each.post.is_page
    ]
    urls = {
        _new_url(settings, each.language, each.name, each.head, is_page=each.post.is_page)
        for each in shown
    }
    taken = {*urls, *(url for each in shown for url in each.head.aliases)}
    made = make_redirects(blog.lists, sorted(notes, key=lambda note: note.root), taken)
    report.did("old addresses of lists that lead to those here", "static/", len(made))
    return made


def _find_old(
    address: str, blog: Blog, targets: Iterable[_Target], notes: Mapping[str, str]
) -> tuple[str, str]:
    """Return the name of the page and the address of the note to which an old address leads."""
    base = blog.settings.base_url.rstrip("/")
    bare = unquote(address.removeprefix(base) if base.startswith("http") else address).lower()
    for key in (bare, bare.rstrip("/") + "/", f"{bare.rstrip('/')}.html", bare.lstrip("/")):
        path = notes.get(key, "")
        for each in targets:
            if path and each.path == path:
                url = _new_url(blog.settings, each.language, each.name, each.head, is_page=False)
                return (each.name, "") if each.post.is_page else ("", url)
    return "", ""


def _write_files(files: Mapping[str, bytes], target: Path, report: ImportReport) -> None:
    """Write what is not there yet; tell what is there and differs."""
    record = read_record(target)
    report.made = {path: digest(content) for path, content in files.items()}
    for path, content in files.items():
        file = target / path
        if file.exists():
            there = file.read_bytes() if file.is_file() else b""
            was_made = record.get(path) == (report.made[path], digest(there))
            if was_made or there == content:
                report.unchanged += 1
            else:
                report.differing.append(path)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        report.written.append(path)
