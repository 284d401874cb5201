"""Input that is broken or means harm: what it is, and what a build has to make of it."""

from dataclasses import dataclass

from tests.small_site import Files, note

NOTE = "content/zh/a.md"
MOST = 480_000
"""About as many characters as a note may have."""


@dataclass(frozen=True)
class Case:
    """One site, and the outcome of its build."""

    files: Files
    line: str = ""
    """A pattern of the first line that is printed; empty: the site is built without one."""

    is_built: bool = False
    """True where `line` is a warning."""


def lines(pattern: str, count: int) -> str:
    """Return `count` lines of `pattern`, in which `{}` is the line's number."""
    return "".join(pattern.format(number) for number in range(count))


def text(markdown: str, line: str = "", *, is_built: bool = False) -> Case:
    """Return the case of a note that holds `markdown`."""
    return Case({NOTE: note(markdown)}, line, is_built)


def both(chinese: str, english: str, line: str = "") -> Case:
    """Return the case of a note and its translation; `line` is a warning."""
    files = {NOTE: note(chinese), "content/en/a.md": note(english)}
    return Case(files, line, is_built=True)


def long(unit: str) -> str:
    """Return as many of `unit` as a note may hold."""
    return unit * (MOST // len(unit))


def head(line: str = "", *, is_built: bool = False, **front: str) -> Case:
    """Return the case of a note with this front matter."""
    return Case({NOTE: note("x", **front)}, line, is_built)


def site(yaml: str, line: str) -> Case:
    """Return the case of a `site.yaml` with these lines."""
    return Case({"site.yaml": f"title: T\n{yaml}\n", NOTE: note()}, line)


HEAD = "---\ntitle: A\ndate: 2024-05-31\n"
TOO_LONG = r"a.md: this note has [\d,]+ characters, and 500,000 is the most; "
PARAGRAPH = r"a.md:6: this paragraph has [\d,]+ characters, and 20,000 is the most; "
TOO_DEEP = r"a.md:\d+: lists and quotations are nested too deep here; "
OPEN_HTML = r"a.md:\d+: more than 400 elements of HTML are open here; close them"
OPEN_DIV = r"a.md:6: warning: `<div>` is an element that nothing closes"
OPEN_TAGS = r"a.md:6:1: warning: `{% note %}` is a tag of a template"
ENDLESS = r"a.md:6:\d+: macros expand without end; look for one that uses itself"
NO_DESCRIPTION = "has no description; write alt="

BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
DOUBLING = ", ".join(
    f"'\\{chr(97 + n)}q': '{(chr(92) + chr(98 + n) + 'q') * 10}'" for n in range(10)
)

YAML = {
    "a bomb of aliases in a note": Case(
        {NOTE: f"---\ntitle: A\ndate: 2024-05-31\n{BOMB}---\n"},
        r"a.md:5: a YAML alias repeats a value; write the value out",
    ),
    "a bomb of aliases in site.yaml": site(BOMB, r"site.yaml:3: a YAML alias repeats a value"),
    "a tag of Python as title": head(
        r"a.md:2: `title` is not text", title="!!python/object/apply:os.system ['false']"
    ),
    "tags of Python in extra": head(
        extra="{a: !!python/object/apply:os.system ['false'], b: !!python/name:os.system x}"
    ),
    "a merge key": head(extra="{<<: {a: 1}}"),
    "brackets without end": head(
        r"a.md:4: the YAML is nested too deeply", extra="[" * 5000 + "]" * 5000
    ),
    "a long value": head(description="x" * MOST),
    "thousands of unknown keys": Case(
        {NOTE: HEAD + lines("k{}: 1\n", 5000) + "---\n"},
        r"a.md:4: warning: this note has keys that mean nothing here: `k0`, ",
        is_built=True,
    ),
    "thousands of own values": Case(
        {NOTE: HEAD + "extra:\n" + lines("  k{}: 1\n", 20_000) + "---\n"}
    ),
    "thousands of tags": head(
        r"a.md:4: the note has 3,000 tags, and 100 is the most; keep a few",
        tags=f"[{', '.join(f't{n}' for n in range(3000))}]",
    ),
    "thousands of aliases": head(aliases=f"[{', '.join(f'/t{n}/' for n in range(2000))}]"),
    "a number without end": head(extra=f"{{a: {'9' * 10_000}}}"),
    "NUL in the YAML": head(
        r"a.md:2:9: warning: the control character U\+0000 stands here, and is left out",
        title="a\0b",
        is_built=True,
    ),
    "NUL by escape": head(r"a.md:2: a control character stands in the YAML", title='"a\\0b"'),
    "half a character by escape": head(r"a.md:2:\d+: found invalid Unicode", title='"\\ud800"'),
    "orders to the terminal": head(
        r"a.md:4: a control character stands in the YAML", tags='["\\x1b\\x9b"]'
    ),
    "orders to the terminal in a link": text("[x](<\x1b[2J.md>)", r"no note: \[2J\.md; "),
    "text that runs backwards": head(title='"a\\u202eb\\u2066c"'),
    "a date before all": head(date="0001-01-01T00:00:00+14:00"),
    "a date behind all": head(date="9999-12-31T23:59:59-14:00"),
    "a date of five digits": head(r"a.md:3: `date` is not a date: 99999-01-01", date="99999-01-01"),
    "front matter that is not closed": Case({NOTE: "---\n"}, r"a.md:1: the front matter is not"),
    "an empty file": Case({NOTE: ""}, r"a.md:1: the note has no front matter"),
}

BYTES = {
    "bytes that are not UTF-8": Case({NOTE: note("x").encode() + b"\xff\xfe"}, r"a.md:7: a byte"),
    "UTF-16": Case({NOTE: note("x").encode("utf-16")}, r"a.md:1: a byte here is not UTF-8"),
    "a byte order mark": Case({NOTE: b"\xef\xbb\xbf" + note("x").encode()}),
    "lines that end in CRLF": Case({NOTE: note("x\n\n```\ny\n```").replace("\n", "\r\n")}),
    "lines that end in CR": Case({NOTE: note("x\n\n```\ny\n```").replace("\n", "\r")}),
    "NUL": text(
        "a\0b `x\0y`\n\n```\n\0\n```\n\n$x\0$",
        r"a.md:6:2: warning: the control character U\+0000 stands here",
        is_built=True,
    ),
    "site.yaml that is not UTF-8": Case(
        {"site.yaml": b"\xff", NOTE: note()}, r"site.yaml:1: a byte"
    ),
}

SIZES = {
    "a line of 5 MB": text("x" * 5_000_000, TOO_LONG),
    "code of 5 MB": text(f"```python\n{'x = 1 + ' * 600_000}1\n```", TOO_LONG),
    "a line as long as a note": text("x" * MOST, PARAGRAPH),
    "words as long as a note": text(long("word "), PARAGRAPH),
    "code as long as a note": text(f"```python\n{long('x = 1 + ')}1\n```"),
    "backticks as long as a note, and a comment": text("x " + long("`") + "%%%%", PARAGRAPH),
    "100,000 brackets": text("[" * 100_000, PARAGRAPH),
    "100,000 lines of brackets": text("[\n" * 100_000, PARAGRAPH),
    "100,000 paragraphs of brackets": text("[\n\n" * 100_000),
    "links in links": text("[a](" * 100_000, PARAGRAPH),
    "50,000 footnotes": text(lines("x[^{0}]\n\n[^{0}]: n\n\n", 50_000), TOO_LONG),
    "a footnote used 50,000 times": text("x[^a]\n\n" * 50_000 + "[^a]: n"),
    "footnotes in footnotes": text("x[^0]\n\n" + lines("[^{0}]: n [^{0}1]\n\n", 10_000)),
    "lists in lists": text("".join(f"{'  ' * n}- x\n" for n in range(500)), TOO_DEEP),
    "quotations in quotations": text(">" * 50_000 + " x", TOO_DEEP),
    "divisions in divisions": text("<div>" * 90_000, OPEN_HTML),
    "bold texts that nothing ends": text(lines("x<b id=a{0}>\n\n", 20_000), OPEN_HTML),
    "a table of 5,000 columns": text(
        f"|{'a|' * 5000}\n|{'-|' * 5000}\n" + f"|{'b|' * 5000}\n" * 40
    ),
    "a table of 50,000 rows": text("|a|b|\n|-|-|\n" + "|x|d|\n" * 50_000),
    "a table whose rows are short": text(
        f"|{'a|' * 20_000}\n|{'-|' * 20_000}\n" + "|x|\n" * 20_000, PARAGRAPH.replace("6", r"\d+")
    ),
    "100,000 items": text("- x\n" * 100_000),
    "5,000 items within items": text("- - - - - - - - - - - - x\n" * 5000),
    "20,000 headings": text("# h\n\n" * 20_000),
    "20,000 definitions": text("x\n: y\n\n" * 20_000),
    "20,000 links by name": text(lines("[l{}]: /\n", 20_000) + "\n[l1]"),
    "20,000 addresses": text(lines("http://a.b/{}\n\n", 20_000)),
    "20,000 formulas": text(lines("$x_{{{}}}$\n\n", 20_000)),
    "3,000 unknown names": text(
        lines("[[nope{}]]\n\n", 3000), r"a.md:6:1: warning: no note has the name", is_built=True
    ),
    "2,000 unknown labels": text(lines("\\eqref{{l{}}}\n\n", 2000), r"a.md:6:1: no formula of"),
    "2,000 broken links": text(lines("[x](nope{}.md)\n\n", 2000), r"a.md:6: the link leads to no"),
    "2,000 unknown languages": text(
        lines("```lang{}\nx\n```\n", 2000), r"a.md:6: warning: Pygments knows no", is_built=True
    ),
}

TRANSLATIONS = {
    "two notes of paragraphs alike": both("x\n\n" * 20_000, "x\n\n" * 20_000),
    "two notes of headings of other levels": both(
        "# x\n## y\n" * 5_000, "## y\n# x\n" * 4_997, r"warning: \d+ sections differ"
    ),
    "two notes of other formulas": both(
        lines("$x + a_{{{}}} + y$ and\n\n", 2_000),
        lines("$x + y + b_{{{}}} + c$ and\n\n", 2_000),
        r"warning: \d+ formulas differ",
    ),
    "two paragraphs of other formulas": both(
        lines("$x + a_{{{}}} + y$\n", 900),
        lines("$x + y + b_{{{}}} + c$\n", 700),
        r"warning: \d+ formulas differ",
    ),
    "code of lines alike": both(
        f"```\n{long('x' + chr(10))}```",
        f"```\n{long('x' + chr(10) + 'y' + chr(10))}```",
        r"warning: the code block at",
    ),
}
SIZES |= TRANSLATIONS

RAW_HTML = {
    "tags as long as a note": text("<div>" + long('<b a="1">') + "</div>", OPEN_HTML),
    "a tag as long as a note": text("<div " + long('a="1" ')),
    "tags that stay open": text("<div>" + long("<a "), OPEN_DIV, is_built=True),
    "scripts that stay open": text("<div>" + long("<script>"), OPEN_DIV, is_built=True),
    "tags of Hexo that stay open": text(long("{% note %}\n\n"), OPEN_TAGS, is_built=True),
    "tags of Hugo that stay open": text(long("a\n{{< notice x"), PARAGRAPH),
    "tags of Hexo by the thousand": text("{% note %}\na\n{% endnote %}\n" * 3000),
    "comments that stay open": text("<div>" + long("<!--"), OPEN_DIV, is_built=True),
    "pictures without end": text('<div><img alt="" srcset="' + long("/feed.xml 1x,") + '"></div>'),
    "a picture of blanks": text(f'<div><img alt="" srcset="{" " * MOST}"></div>'),
    "a picture of commas": text(f'<div><img alt="" srcset="{"," * MOST}"></div>'),
    "blanks in a closing tag": text("<div>" + long("</script "), OPEN_DIV, is_built=True),
}

FORMULAS = {
    "a formula longer than a note": text(f"$$\n{'x+' * 300_000}x\n$$", TOO_LONG),
    "braces in braces": text(f"${'{' * 9000}{'}' * 9000}$", r"a.md:6:2: nested too deeply"),
    "a macro that uses itself": text(r"$\def\a{\a\a}\a$", ENDLESS),
    "macros that multiply": text(
        r"$\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b\b\b}"
        r"\def\d{\c\c\c\c\c\c\c\c\c\c}\d\d\d\d$",
        ENDLESS,
    ),
    "macros of the site that multiply": Case(
        {
            "site.yaml": f"title: T\nmath: {{macros: {{{DOUBLING}, '\\kq': x}}}}\n",
            NOTE: note(r"$\aq$"),
        },
        ENDLESS,
    ),
    "a macro of the site that uses itself": Case(
        {"site.yaml": "title: T\nmath: {macros: {'\\a': '\\a'}}\n", NOTE: note(r"$\a$")}, ENDLESS
    ),
    "a rule as large as a city": text(r"$\rule{1000000em}{1000000em}$"),
    "a formula that stays open": text("$$\n" + "y\n" * 20_000, r"a.md:6:1: the formula that opens"),
    "5,000 rows": text("\\begin{align}\n" + "a&=b\\\\\n" * 5000 + "\\end{align}"),
    **{
        f"the command {command}": text(f"${command}$", rf"a.md:6:2: {name} may not be used in")
        for command, name in [
            (r"\href{javascript:alert(1)}{x}", r"\\href"),
            (r"\url{javascript:alert(1)}", r"\\url"),
            (r"\includegraphics{http://a.example/x}", r"\\includegraphics"),
            (r"\htmlClass{a}{x}", r"\\htmlClass"),
            (r"\htmlId{a}{x}", r"\\htmlId"),
            (r"\htmlStyle{color:red}{x}", r"\\htmlStyle"),
            (r"\htmlData{a=b}{x}", r"\\htmlData"),
        ]
    },
}

PATHS = {
    "a name of 250 bytes": Case({f"content/zh/{'x' * 250}.md": note()}),
    "a name of 250 bytes in Han": Case({f"content/zh/{'字' * 83}.md": note()}),
    "a folder in a hundred": Case({f"content/zh/{'d/' * 100}a.md": note()}),
    "blanks, quotes, Han and emoji in names": Case(
        {f"content/zh/{name}.md": note() for name in ["a b", 'c"d', "e'f", "中文", "😀g", "&amp"]}
    ),
    "names of the address bar": Case(
        {
            f"content/zh/{name}.md": note()
            for name in ["x#b", "y?b", "z%20b", "%2e%2e", "..q", "CON"]
        }
    ),
    "names equal but for case": Case(
        {"content/zh/b.md": note(), "content/zh/B.md": note()},
        r"content/zh/b.md: this note has the address /notes/b/, as content/zh/B.md has",
    ),
    "names equal but for their composition": Case(
        {"content/zh/\u00e9.md": note(), "content/zh/e\u0301.md": note()},
        r"content/zh/\u00e9.md: this note has the address /notes/%C3%A9/",
    ),
    "a slug that leads out": head(
        r"a.md:4: warning: the address has `x` for", slug="../../x", is_built=True
    ),
    "a slug from the root": head(
        r"a.md:4: warning: the address has `etc-x` for", slug="/etc/x", is_built=True
    ),
    "a slug too long": head(r"a.md:4: `x+…` is too long for an address", slug="x" * 5000),
    "an alias that leads out": head(r"a.md:4: `/../x/` is not an address", aliases="[/../x/]"),
    "an encoded alias that leads out": head(
        r"a.md:4: `/%2e%2e/%2e%2e/x/` is not an address", aliases="[/%2e%2e/%2e%2e/x/]"
    ),
    "an alias of Windows": head(r"a.md:4: `/a\\..\\x` is not an address", aliases=r"['/a\..\x']"),
    "an alias at another host": head(r"a.md:4: `//a.example/` is not", aliases="[//a.example/]"),
    "aliases of the site's own pages": head(
        r"a.md:4: the alias / is the address of another page", aliases="[/, /feed.xml, /notes/a/]"
    ),
    "pictures that lead out": text(
        "![x](../../../../etc/passwd)", r"a.md:6: .*leads nowhere: /etc/passwd"
    ),
    "encoded pictures that lead out": text(
        "![x](%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd)", r"a.md:6: .*leads nowhere: /etc/passwd"
    ),
    "links that lead out": text("[x](../../../x.md)", r"a.md:6: the link leads to no note"),
    "links to site.yaml": text(
        "[x](../../site.yaml)", r"a.md:6: there is no file \.\./\.\./site\.yaml"
    ),
    "addresses of notes that lead out": site("urls: {note: '/../{slug}/'}", r"site.yaml:2: "),
    "addresses of notes that ask for more": site(
        "urls: {note: '/{slug.__class__}/'}", r"site.yaml:2: `{slug.__class__}` is no part of an"
    ),
    "addresses of notes of a billion blanks": site(
        "urls: {note: '/{slug:>999999999}/'}", r"site.yaml:2: `{slug:>999999999}` is no part"
    ),
    "a language that leads out": site(
        "languages: {'../x': {label: x, tag: en}}", r"site.yaml:2: `../x` cannot name a folder"
    ),
    "words that ask for more": Case(
        {"locales/zh.yaml": 'home: "{x.__class__}"\n', NOTE: note()},
        r"locales/zh.yaml:1: `home` has `{x.__class__}`",
    ),
}

CASES = {**YAML, **BYTES, **SIZES, **RAW_HTML, **FORMULAS, **PATHS}
