"""Faults to plant, and the tests that are to find them.

Each is one that somebody could make: a part of a key that is forgotten, a limit that is left out, two
cases that are mixed up. The tests named are those of the place; others may find it too.
"""

from typing import NamedTuple


class Mutant(NamedTuple):
    """A fault, planted by replacing a text that stands once in a file of the program."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    """Arguments of pytest: files, and perhaps `-k` with what their names hold."""


LAW = "tests/property/test_field_laws.py -k"

# Keys: what is forgotten in one is shown as it was before

KEYS = [
    Mutant(
        "a key without the program",
        "notes_site/cache/keys.py",
        "digest(kind, program_digest(), *parts)",
        "digest(kind, *parts)",
        "tests/cache/test_keys.py -k version",
    ),
    Mutant(
        "code without diff",
        "notes_site/render/code.py",
        'changes = "diff" if block.has_changes else ""',
        'changes = ""',
        "tests/render/test_code.py -k known_by",
    ),
    Mutant(
        "code without marked lines",
        "notes_site/render/code.py",
        'marked = ",".join(map(str, sorted(block.marked_lines)))',
        'marked = ""',
        "tests/render/test_code.py -k known_by",
    ),
    Mutant(
        "code without line numbers",
        "notes_site/render/code.py",
        "numbers = str(block.first_number)",
        'numbers = ""',
        "tests/render/test_code.py -k known_by",
    ),
    Mutant(
        "code without its styles",
        "notes_site/render/code.py",
        '"code", config.light, config.dark, block.language',
        '"code", block.language',
        "tests/render/test_code.py -k known_by",
    ),
    Mutant(
        "a formula without its mode",
        "notes_site/render/math.py",
        'mode = "display" if each.is_display else "inline"',
        'mode = ""',
        "tests/flow/test_build.py -k formula",
    ),
    Mutant(
        "a formula without its macros",
        "notes_site/render/math.py",
        "macros = json.dumps(each.macros)",
        'macros = ""',
        "tests/flow/test_build.py -k macro",
    ),
    Mutant(
        "a note without `math:`",
        "notes_site/flow/note_cache.py",
        "given = digest(_UNORDERED.encode(settings))",
        "given = digest(_UNORDERED.encode((settings.base_url, settings.excerpt, settings.words)))",
        f"{LAW} math.numbers",
    ),
    Mutant(
        "a note without its path",
        "notes_site/flow/note_cache.py",
        'make_key("note", self.settings_digest, named, content)',
        'make_key("note", self.settings_digest, content)',
        "tests/flow/test_build.py tests/load tests/pages/test_pages.py",
    ),
    Mutant(
        "a note without the titles it shows",
        "notes_site/flow/note_cache.py",
        "find_title(name, note.source, addresses) == title for",
        "True for",
        f"{LAW} title",
    ),
    Mutant(
        "a note without its pictures",
        "notes_site/flow/note_cache.py",
        "addresses.pictures.digest(url) == digest for",
        "True for",
        f"{LAW} picture",
    ),
    Mutant(
        "a note without the addresses its links lead to",
        "notes_site/flow/note_cache.py",
        '(find_target(target, note.source, addresses) or "") == url',
        "True",
        "tests/flow/test_build.py -k link",
    ),
    Mutant(
        "a note without the numbers it refers to",
        "notes_site/flow/note_cache.py",
        "find_said(target, note.source, addresses) == label",
        "True",
        f"{LAW} number",
    ),
    Mutant(
        "a note that comes into a feed without a text for it",
        "notes_site/flow/note_cache.py",
        "(bool(note.feed_body) or note.source.path not in in_feeds)",
        "True",
        "tests/pages/test_feed.py -k newest_again",
    ),
    Mutant(
        "a page without the navigation",
        "notes_site/pages/sitewide.py",
        "assets, in_page, sections, icons,",
        "assets, in_page, icons,",
        f"{LAW} standing",
    ),
    Mutant(
        "a page without its words",
        "notes_site/pages/sitewide.py",
        "given = [settings, words, assets,",
        "given = [settings, assets,",
        f"{LAW} word",
    ),
    Mutant(
        "a page without the notes it is made of",
        "notes_site/pages/sitewide.py",
        "encode([_by_digest(each) for each in given])",
        'b""',
        "tests/flow/test_build.py -k changed",
    ),
    Mutant(
        "a note in a page that is known by its address",
        "notes_site/pages/sitewide.py",
        "        return value.digest\n",
        "        return value.url\n",
        "tests/flow/test_build.py -k changed",
    ),
    Mutant(
        "a page without the texts of templates",
        "notes_site/flow/page_cache.py",
        "parts += (entry.path, self.session.digests.find(entry.location))",
        "parts.append(entry.path)",
        "tests/flow/test_build.py -k template",
    ),
    Mutant(
        "a page that someone has changed",
        "notes_site/flow/page_cache.py",
        "if made is not None and present.get(page.path) == made:",
        "if made is not None and page.path in present:",
        "tests/flow/test_build.py -k restored",
    ),
    Mutant(
        "a comparison without what is remembered",
        "notes_site/flow/comparisons.py",
        "*parts, repr(self.record), repr(terms))",
        "*parts, repr(terms))",
        "tests/translations/test_staleness.py",
    ),
    Mutant(
        "no settling time for digests of files",
        "notes_site/cache/file_digests.py",
        "if time_ns() - max(stamp[-2:]) > _SETTLED_NS:",
        "if stamp:",
        "tests/cache/test_session.py",
    ),
    Mutant(
        "a file known by its size alone",
        "notes_site/cache/file_digests.py",
        "return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)",
        "return (0, 0, stat.st_size, 0, 0)",
        "tests/cache/test_session.py",
    ),
    Mutant(
        "an unchanged build without the command line",
        "notes_site/flow/unchanged.py",
        "parts: list[str | bytes] = [wanted.base_url, repr(flags)]",
        "parts: list[str | bytes] = []",
        "tests/flow/test_unchanged.py -k command_line",
    ),
    Mutant(
        "an unchanged build without empty folders",
        "notes_site/inputs.py",
        "yield folder.path, None  # an empty one may be told of too",
        "",
        "tests/flow/test_unchanged.py -k new_folder",
    ),
    Mutant(
        "an unchanged build of a damaged output",
        "notes_site/flow/unchanged.py",
        "if is_later and built.files == _hash_files(output, session.digests):",
        "if is_later:",
        "tests/flow/test_unchanged.py -k damaged",
    ),
    Mutant(
        "sections of a translation that are not part of the page",
        "notes_site/pages/neighbours.py",
        "sections=site.sections_of(note),",
        "sections=(),",
        "tests/pages/test_counterparts.py",
    ),
]

# What a reader sees

PAGES = [
    Mutant(
        "translations that may lack a table",
        "notes_site/translations/parity.py",
        "    BlockKind.TABLE,\n",
        "",
        "tests/translations/test_parity.py",
    ),
    Mutant(
        "feeds of tags that hold all notes",
        "notes_site/pages/feed.py",
        "label, tagged[:entries],",
        "label, tagged,",
        "tests/pages/test_feed.py",
    ),
    Mutant(
        "feeds that hold all notes",
        "notes_site/pages/feed.py",
        "title, notes[:entries], content)",
        "title, notes, content)",
        "tests/pages/test_feed.py",
    ),
    Mutant(
        "feeds without the path of the site",
        "notes_site/pages/feed.py",
        "home=sitewide.permalink(root)",
        "home=root",
        "tests/pages/test_feed.py",
    ),
    Mutant(
        "the last page of an index left out",
        "notes_site/pages/paginate.py",
        "max(1, -(-len(notes) // per_page))",
        "max(1, len(notes) // per_page)",
        "tests/pages/test_pages.py -k page",
    ),
    Mutant(
        "a note on two pages of an index",
        "notes_site/pages/paginate.py",
        "notes[(number - 1) * per_page : number * per_page]",
        "notes[(number - 1) * per_page : number * per_page + 1]",
        "tests/pages/test_pages.py -k page",
    ),
    Mutant(
        "the oldest notes first",
        "notes_site/load/order.py",
        "key=lambda source: source.date, reverse=True)",
        "key=lambda source: source.date)",
        "tests/pages/test_pages.py -k 'newest or day'",
    ),
    Mutant(
        "an alias without a page",
        "notes_site/load/addresses.py",
        'return Url(path if path.endswith(("/", ".html", ".htm")) else f"{path}/")',
        "return Url(path)",
        "tests/pages/test_published.py tests/load",
    ),
    Mutant(
        "an alias that leads past the path of the site",
        "notes_site/pages/aliases.py",
        "href=sitewide.href(note.url)",
        "href=note.url",
        "tests/pages/test_published.py tests/check/test_crawl.py",
    ),
    Mutant(
        "templates that escape nothing",
        "notes_site/pages/template.py",
        "autoescape=select_autoescape(_ESCAPED)",
        "autoescape=False",
        "tests/pages/test_template.py",
    ),
    Mutant(
        "JSON that may end its script",
        "notes_site/pages/template.py",
        'text.replace("<", "\\\\u003c")',
        "text",
        "tests/property/test_publishing_laws.py tests/pages/test_template.py",
    ),
    Mutant(
        "contents with a single heading",
        "notes_site/pages/counterparts.py",
        "_FEWEST_HEADINGS = 2",
        "_FEWEST_HEADINGS = 1",
        "tests/pages/test_pages.py -k contents",
    ),
    Mutant(
        "related notes that share no tag",
        "notes_site/pages/neighbours.py",
        "key=lambda each: (-shared[each],",
        "key=lambda each: (shared[each],",
        "tests/pages/test_neighbours.py",
    ),
    Mutant(
        "pinned notes among the others",
        "notes_site/pages/index.py",
        "is_pinned",
        "has_toc",
        "tests/pages/test_pages.py -k pinned",
    ),
]

# What a note says

NOTES = [
    Mutant(
        "an excerpt without its ellipsis",
        "notes_site/render/excerpt/cut.py",
        "    return Cut(kept, ellipsis)\n",
        "    return Cut(kept)\n",
        "tests/render/test_excerpt.py",
    ),
    Mutant(
        "an excerpt that is too long by one",
        "notes_site/render/excerpt/cut.py",
        "if sum(len(piece.text) for piece in kept) <= config.length:",
        "if sum(len(piece.text) for piece in kept) <= config.length + 1:",
        "tests/render/test_excerpt.py tests/property/test_excerpt_laws.py",
    ),
    Mutant(
        "an excerpt that knows no `more`",
        "notes_site/render/excerpt/choice.py",
        'if token.type == "html_block" and _MORE.search(token.content):',
        "if False:",
        "tests/render/test_excerpt.py -k more",
    ),
    Mutant(
        "a formula that an escaped dollar ends",
        "notes_site/parse/math/delimiters.py",
        "if backslashes % 2 == 0:",
        "if True:",
        "tests/parse/test_math.py",
    ),
    Mutant(
        "emphasis that knows no Chinese",
        "notes_site/parse/cjk.py",
        "return outer.is_whitespace or outer.is_punctuation or outer.is_cjk",
        "return outer.is_whitespace or outer.is_punctuation",
        "tests/parse/test_cjk.py",
    ),
    Mutant(
        "a link without its fragment",
        "notes_site/render/links/resolver.py",
        'anchor = f"#{parts.fragment}" if parts.fragment else ""',
        'anchor = ""',
        "tests/render/test_links.py",
    ),
    Mutant(
        "a link to a draft",
        "notes_site/render/links/resolver.py",
        '        if reason == "":\n            return None\n',
        "        return None\n",
        "tests/render/test_links.py -k draft",
    ),
    Mutant(
        "a name that means the note of another language",
        "notes_site/render/links/names.py",
        'for code in (language, ""):\n            found',
        'for code in ("", language):\n            found',
        "tests/render/test_note_names.py",
    ),
    Mutant(
        "an `id` with capitals",
        "notes_site/text/slug.py",
        ".strip()).lower()",
        ".strip())",
        "tests/text tests/load/test_addresses.py",
    ),
    Mutant(
        "Chinese that is searched by whole sentences",
        "notes_site/search/words.py",
        '" ".join(part) if _IS_WIDE.match(part) else part',
        "part",
        "tests/search/test_words.py",
    ),
    Mutant(
        "drafts that are shown",
        "notes_site/flow/read_notes.py",
        "if source.front.is_draft and not options.shows_drafts:",
        "if False:",
        "tests/flow tests/load/test_source.py tests/render/test_links.py -k 'draft or hidden'",
    ),
    Mutant(
        "notes that are shown a day early",
        "notes_site/load/source.py",
        "_FIRST_MIDNIGHT = timedelta(hours=14)",
        "_FIRST_MIDNIGHT = timedelta(hours=38)",
        "tests/load/test_source.py",
    ),
    Mutant(
        "two notes at one address",
        "notes_site/load/addresses.py",
        '        if first is not source:\n            remedy = "write another',
        '        if False:\n            remedy = "write another',
        "tests/load/test_addresses.py",
    ),
    Mutant(
        "a paragraph that has changed and is not stale",
        "notes_site/translations/staleness.py",
        "if _digest(left) and left and left.digest not in known:",
        "if False:",
        "tests/translations/test_staleness.py",
    ),
]

# Files

WRITTEN = [
    Mutant(
        "files of others that are removed",
        "notes_site/write/output.py",
        "if foreign := others - {MANIFEST}:",
        "if foreign := set():",
        "tests/write/test_publish.py -k someone_else",
    ),
    Mutant(
        "an output that holds the site",
        "notes_site/write/output.py",
        "elif site.is_relative_to(real):",
        "elif False:",
        "tests/write/test_output.py",
    ),
    Mutant(
        "a list of files that leads out",
        "notes_site/write/output.py",
        'not {"", ".", ".."} & set(path.split("/"))',
        "True",
        "tests/write/test_output.py",
    ),
    Mutant(
        "files of removed notes that stay",
        "notes_site/write/publish.py",
        "if former[path] != kept.get(path):",
        "if False:",
        "tests/write/test_publish.py",
    ),
    Mutant(
        "`serve` keeps what is gone",
        "notes_site/write/update.py",
        "old - paths",
        "set()",
        "tests/write/test_update.py",
    ),
    Mutant(
        "a link that leads out of the site",
        "notes_site/inputs.py",
        "return real if _is_below(real, roots) else None",
        "return real",
        "tests/test_inputs.py",
    ),
    Mutant(
        "links that go round in a circle",
        "notes_site/inputs.py",
        " or real in above:",
        ":",
        "tests/test_inputs.py -k 'circle or each_other'",
    ),
    Mutant(
        "an editor's backup that is published",
        "notes_site/inputs.py",
        'return name.startswith(".") or (is_backup and not is_folder)',
        'return name.startswith(".")',
        "tests/test_inputs.py -k editors",
    ),
    Mutant(
        "a server that answers to every name",
        "notes_site/serve/server.py",
        "if is_foreign or not _is_own_host(asked, host, port):",
        "if is_foreign:",
        "tests/serve/test_serve.py -k 'host or name'",
    ),
    Mutant(
        "a save that is told of by its temporary file",
        "notes_site/serve/watch.py",
        "if self._changes.are_new and",
        "if False and",
        "tests/serve/test_watch.py -k slow",
    ),
    Mutant(
        "edits behind a link that are not seen",
        "notes_site/serve/watch.py",
        "                if link.folder is not None:\n                    self._watch_all(link.folder)\n",
        "",
        "tests/serve/test_watch.py -k link",
    ),
]

MUTANTS = [*KEYS, *PAGES, *NOTES, *WRITTEN]
