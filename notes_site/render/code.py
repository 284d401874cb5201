"""Code blocks as spans of Pygments' classes, and the style sheet that colours them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import count
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from notes_site.cache import Key, Store, make_key
from notes_site.config.code import CodeConfig
from notes_site.foreign.languages import LANGUAGES
from notes_site.text.suggest import closest

if TYPE_CHECKING:
    from pygments.token import _TokenType

    from notes_site.render.lexing import QuickLexer

LIGHT_STYLE = "light hues"
DARK_STYLE = "dark hues"
"""Names of the theme's own colours; Pygments has none like these."""

PLAIN = frozenset(["", "text", "plain", "plaintext", "txt", "none", "mermaid"])
"""Names of code that has no colours."""

_INFO = re.compile(r"(?P<language>[^\s{]*)\s*(?:\{(?P<attributes>.*)\})?\s*(?P<rest>.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|(\S+)))?""")
_ATTRIBUTES = ("title", "hl", "linenos", "diff", "fold")
_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
_NUMBER = re.compile(r"[0-9]{1,6}")
_FEWEST_LETTERS = 5


class CodeBlock(Struct, frozen=True, kw_only=True):
    """The text of a code block and what its info string says of it."""

    code: str
    language: str
    """First word of the info string, in lower case; empty where there is none."""

    title: str = ""
    marked_lines: frozenset[int] = frozenset()
    """1-based numbers of the lines to mark: `hl=3-5,8`."""

    first_number: int = 0
    """Number of the first line: `linenos`, `linenos=10`; 0 shows no numbers."""

    has_changes: bool = False
    """Whether its lines begin with a column of `+`, `-` and blanks: `diff`."""

    is_folded: bool = False
    """Whether it shows when the reader opens it: `fold`."""


def parse_info(info: str, code: str) -> CodeBlock:
    """Return a code block as its info string describes it: `python {hl=3-5 title="a.py"}`."""
    match = _INFO.match(info.strip())
    if match is None:
        return CodeBlock(code=code, language="")
    given = {
        name: double or single or bare
        for name, double, single, bare in _ATTRIBUTE.findall(match["attributes"] or "")
    }
    linenos = given.get("linenos")
    return CodeBlock(
        code=code,
        language=match["language"].lower(),
        title=given.get("title", ""),
        marked_lines=frozenset(_read_ranges(given.get("hl", ""))),
        first_number=0 if linenos is None else int(linenos) if _NUMBER.fullmatch(linenos) else 1,
        has_changes="diff" in given,
        is_folded="fold" in given,
    )


def find_mistakes(info: str, block: CodeBlock) -> Iterator[str]:
    """Yield what is wrong with the attributes of an info string, and what to write instead."""
    match = _INFO.match(info.strip())
    for name, *_ in _ATTRIBUTE.findall((match and match["attributes"]) or ""):
        if name not in _ATTRIBUTES:
            close = closest(name, _ATTRIBUTES)
            remedy = f"write `{close}`" if close else f"known are {', '.join(_ATTRIBUTES)}"
            yield f"code has no attribute `{name}`; {remedy}"
    lines = block.code.count("\n")
    if beyond := [number for number in block.marked_lines if not 0 < number <= lines]:
        yield f"`hl` marks line {min(beyond)}, but there are lines 1 to {lines}; correct it"


def _read_ranges(text: str) -> Iterator[int]:
    for first, last in _RANGE.findall(text):
        yield from range(int(first), min(int(last or first), int(first) + 10_000) + 1)


def code_key(block: CodeBlock, config: CodeConfig) -> Key:
    """Return the key of the HTML of `block`."""
    marked = ",".join(map(str, sorted(block.marked_lines)))
    numbers = str(block.first_number)
    changes = "diff" if block.has_changes else ""
    return make_key(
        "code", config.light, config.dark, block.language, marked, numbers, changes, block.code
    )


def is_known_language(name: str) -> bool:
    """Tell whether Pygments has a lexer of this name, or of what other highlighters call so."""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    if name in PLAIN or name in LANGUAGES:
        return True
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return False
    return True


def closest_language(name: str) -> str:
    """Return the name of a lexer that looks most like `name`, or nothing.

    A short one looks like many: `code` like `gcode`.
    """
    return closest(name, _lexer_names()) if len(name) >= _FEWEST_LETTERS else ""


@cache
def _lexer_names() -> list[str]:
    from pygments.lexers import get_all_lexers

    return [alias for _, names, _, _ in get_all_lexers(plugins=False) for alias in names]


def highlight(block: CodeBlock, coloured: frozenset[str]) -> str:
    """Return the HTML of the code of `block`: what stands within `<code>`.

    Args:
        block: a code block of a language that Pygments knows.
        coloured: the classes that a style sheet colours; other tokens get no span, and
            neighbours of one class share one, which halves the HTML.
    """
    runs = _coloured_runs(_without_signs(block) if block.has_changes else block, coloured)
    if not (block.marked_lines or block.first_number or block.has_changes):
        return "".join(map(_span, runs))
    lines: list[list[tuple[str, str]]] = [[]]
    for css_class, text in runs:
        first, *others = text.split("\n")
        lines[-1].append((css_class, first))
        lines.extend([(css_class, other)] for other in others)
    if not any(text for _, text in lines[-1]):
        lines.pop()
    return "".join(_lines(block, lines))


def _without_signs(block: CodeBlock) -> CodeBlock:
    """Return a block of changes without the column that says what changes."""
    lines = block.code.split("\n")
    bare = (line[1:] if line.startswith(("+", "-", " ")) else line for line in lines)
    return replace(block, code="\n".join(bare))


def _lines(block: CodeBlock, lines: Sequence[list[tuple[str, str]]]) -> Iterator[str]:
    """Yield the HTML of each line; what is taken out has no number."""
    shown = count(block.first_number)
    typed = block.code.split("\n") if block.has_changes else [""] * len(lines)
    for number, (line, sign) in enumerate(zip(lines, typed, strict=False), 1):
        html = "".join(_span(run) for run in line if run[1])
        element = _ELEMENTS.get(sign[:1], "span")
        marked = " hl" if number in block.marked_lines else ""
        has_number = block.first_number and element != "del"
        data = f' data-line="{next(shown)}"' if has_number else ""
        yield f'<{element} class="line{marked}"{data}>{html}\n</{element}>'


_ELEMENTS = {"+": "ins", "-": "del"}


def wrap_code(block: CodeBlock, html: str, words: Mapping[str, str]) -> Markup:
    """Return the whole HTML of a block of code, from that of its text.

    Args:
        block: the block.
        html: what stands within `<code>`.
        words: the theme's words in the note's language.
    """
    name = block.title or block.language
    label = f"{words['code']}: {name}" if name else words["code"]
    pre = Markup('<pre tabindex="0" role="group" aria-label="%s"><code>%s</code></pre>')
    inner = pre % (label, Markup(html))
    element = "div"
    if block.title and not block.is_folded:
        element = "figure"
        inner = Markup("<figcaption>%s</figcaption>") % block.title + inner
    classes = "code" + " numbered" * bool(block.first_number) + " changes" * block.has_changes
    language = Markup(' data-language="%s"') % block.language if block.language else Markup()
    whole = Markup(f'<{element} class="{classes}"%s>%s</{element}>\n') % (language, inner)
    if not block.is_folded:
        return whole
    lines = words["code_lines"].format(number=block.code.count("\n"))
    title = Markup("<code>%s</code> ") % block.title if block.title else Markup()
    return Markup('<details class="fold"><summary>%s%s</summary>\n%s</details>\n') % (
        title,
        lines,
        whole,
    )


def _coloured_runs(block: CodeBlock, coloured: frozenset[str]) -> Iterator[tuple[str, str]]:
    if block.language in PLAIN:
        yield "", block.code
        return
    class_of = _classes(coloured)
    last_class, texts = "", list[str]()
    for token_type, text in _lexer(block.language).tokens(block.code):
        css_class = class_of[token_type]
        if css_class == last_class or text.isspace():
            texts.append(text)
            continue
        if texts:
            yield last_class, "".join(texts)
        last_class, texts = css_class, [text]
    yield last_class, "".join(texts)


class _Classes(dict["_TokenType", str]):
    """Token type → its class, or that of the type it belongs to; empty if not coloured."""

    def __init__(self, coloured: frozenset[str]) -> None:
        super().__init__()
        self.coloured = coloured

    def __missing__(self, token_type: "_TokenType") -> str:
        from pygments.token import STANDARD_TYPES

        name = STANDARD_TYPES.get(token_type)
        if name is None and token_type.parent is not None:
            name = self[token_type.parent]
        self[token_type] = name if name and name in self.coloured else ""
        return self[token_type]


@cache
def _classes(coloured: frozenset[str]) -> _Classes:
    return _Classes(coloured)


@cache
def _lexer(name: str) -> "QuickLexer":
    from pygments.lexers import get_lexer_by_name

    from notes_site.render.lexing import QuickLexer

    return QuickLexer(get_lexer_by_name(LANGUAGES.get(name, name), stripnl=False))


def _span(run: tuple[str, str]) -> str:
    css_class, html = run
    if "<" in html or "&" in html or ">" in html:
        html = escape(html, quote=False)
    return f'<span class="{css_class}">{html}</span>' if css_class else html


class CodeStyle(Struct, frozen=True, kw_only=True):
    """The style sheet for code, and the classes that it colours."""

    css: str
    coloured: frozenset[str]


def read_code_style(config: CodeConfig, store: Store) -> CodeStyle:
    """Return the style sheet of the two Pygments styles of `config`, from the store if there."""
    key = make_key("code style", config.light, config.dark)
    css = store.find([key]).get(key)
    if css is None:
        css = _make_css(config).encode()
        store.add({key: css})
    text = css.decode()
    return CodeStyle(
        css=text, coloured=frozenset(re.findall(r"^\.code \.(\w+)", text, re.MULTILINE))
    )


def _make_css(config: CodeConfig) -> str:
    light = _rules(config.light or LIGHT_STYLE)
    dark = _rules(config.dark or DARK_STYLE)
    # A class that only one style colours has the plain colour in the other one.
    parts = [_sheet(light)]
    dark_rules = {**dict.fromkeys(light.keys() - dark.keys(), "color:inherit"), **dark}
    # Every class stands in the light sheet, so that the two have one list of classes.
    parts.append(_sheet(dict.fromkeys(sorted(dark.keys() - light.keys()), "color:inherit")))
    dark_sheet = _sheet(dark_rules)
    parts.append(
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]) {{\n{dark_sheet}}}}}\n"
    )
    parts.append(f":root[data-theme=dark] {{\n{dark_sheet}}}\n")
    return "".join(parts)


def _sheet(rules: Mapping[str, str]) -> str:
    return "".join(f".code .{name} {{{rule}}}\n" for name, rule in sorted(rules.items()))


def _rules(style_name: str) -> dict[str, str]:
    """Return CSS class → declarations of a Pygments style, without those of plain text."""
    from pygments.styles import get_style_by_name
    from pygments.token import STANDARD_TYPES, Token

    from notes_site.render.code_hues import DarkHues, LightHues

    own = {LIGHT_STYLE: LightHues, DARK_STYLE: DarkHues}
    style = own.get(style_name) or get_style_by_name(style_name)
    plain = style.style_for_token(Token)["color"]
    rules = {}
    for token_type, css_class in STANDARD_TYPES.items():
        look = style.style_for_token(token_type)
        declarations = []
        if look["color"] and look["color"] != plain:
            declarations.append(f"color:#{look['color']}")
        if look["bold"]:
            declarations.append("font-weight:700")
        if look["italic"]:
            declarations.append("font-style:italic")
        if declarations and css_class not in {"", "w"}:
            rules[css_class] = ";".join(declarations)
    return rules
