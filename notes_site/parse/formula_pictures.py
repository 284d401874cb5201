r"""Formulas that a service draws: `![[公式]](https://www.zhihu.com/equation?tex=x%5E2)`.

What is copied from Zhihu, and what was written for tools without formulas, has them as pictures whose
address holds the TeX. They become formulas, which are on display where they stand alone.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote, unquote_plus

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.token_values import OFFSET

_SERVICES: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile(r"https?://(?:www\.)?zhihu\.com/equation\?tex=([^&]+)"), unquote_plus),
    (re.compile(r"https?://render\.githubusercontent\.com/render/math\?math=([^&]+)"), unquote_plus),
    (re.compile(r"https?://chart\.(?:googleapis|apis\.google)\.com/chart\?.*?\bchl=([^&]+)"), unquote_plus),
    (re.compile(r"https?://(?:\w+\.)?codecogs\.com/[\w./-]*\?(.+)"), unquote),
    (re.compile(r"https?://i\.upmath\.me/(?:svg|png)/(.+)"), unquote),
)  # fmt: skip
"""Address of a picture, whose group is the TeX, and what decodes that."""

_HOSTS = ("zhihu.com/equation", "/render/math?", "chart?", "codecogs.com/", "i.upmath.me/")
_ELEMENT = re.compile(
    r"<img\b[^>]*?\ssrc\s*=\s*(?P<quote>[\"'])(?P<src>.*?)(?P=quote)[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_LOOK = re.compile(
    r"\\(?:dpi|fn|bg)_?\{?\w+\}?|\\(?:inline|tiny|small|large|LARGE|huge)(?![A-Za-z])|&space;"
)
"""What tells a service how large a formula is, and a blank of one."""

_LAST_BREAK = re.compile(r"(?:\\\\\s*)+\Z")
"""What Zhihu puts behind a formula on display."""


def formula_pictures_plugin(md: MarkdownIt) -> None:
    """Let pictures of formulas be formulas."""
    md.core.ruler.after("inline", "formula_pictures", _read)


def find_tex(address: str) -> str:
    """Return the TeX of the formula that is drawn at `address`; empty where none is."""
    for pattern, decode in _SERVICES:
        if match := pattern.match(address.partition("#")[0]):
            return _LAST_BREAK.sub("", _LOOK.sub(" ", decode(match[1]))).strip()
    return ""


def _read(state: StateCore) -> None:
    if not any(host in state.src for host in _HOSTS):
        return  # as most notes
    for block in state.tokens:
        if block.type == "html_block":
            _read_html(block)
        elif block.type == "inline":
            _read_text(block)


def _read_text(block: Token) -> None:
    children = block.children or []
    is_alone = len(children) == 1
    position = 0
    for child in children:
        address = str(child.attrs.get("src", ""))
        if child.type == "html_inline" and (match := _ELEMENT.fullmatch(child.content)):
            address = unescape(match["src"])
        if tex := find_tex(address):
            position = max(block.content.find("://", position), position) + 1
            _make_formula(child, tex, position, is_display=is_alone)


def _read_html(block: Token) -> None:
    """Give a block of HTML children, as those with formulas between dollars have."""
    parts = list(_divide(block.content))
    if any(part.type == "math_inline" for part in parts):
        block.type, block.children = "html_math", parts


def _divide(html: str) -> Iterator[Token]:
    """Yield the formulas in HTML, and what stands between them."""
    start = 0
    for match in _ELEMENT.finditer(html):
        if tex := find_tex(unescape(match["src"])):
            yield Token("html_inline", "", 0, content=html[start : match.start()])
            formula = Token("", "", 0)
            _make_formula(formula, tex, match.start(), is_display=False)
            yield formula
            start = match.end()
    yield Token("html_inline", "", 0, content=html[start:])


def _make_formula(token: Token, tex: str, offset: int, *, is_display: bool) -> None:
    is_display = is_display or "\\tag" in tex or "\\begin{align" in tex
    token.type, token.markup = ("math_display", "$$") if is_display else ("math_inline", "$")
    token.tag, token.content, token.children, token.attrs = "", tex, None, {}
    OFFSET.put_on(token, offset)
