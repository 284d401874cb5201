"""Bare URLs and e-mail addresses as links, in text that sets no spaces around them.

GFM's extended autolinks, but that one may begin directly behind a Han character or a
mark, and ends before one: `见https://example.org。后面`, unless it would end in `/`, `=` or `%`:
`https://zh.wikipedia.org/wiki/支持向量机`. Any other address with Han in it is written
`<https://…>`, as CommonMark has it.

The plugin `gfm_autolink` of mdit-py-plugins 0.7 wants a space before a link and takes the
rest of a Chinese sentence into it.
"""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.cjk import AMBIGUOUS_MARKS, SPACELESS
from notes_site.text.patterns import lazy_pattern
from notes_site.text.scripts import HAN, KANA

_PREFIXES = ("https", "http", "www")

_CJK = SPACELESS + AMBIGUOUS_MARKS
_INSIDE_WORD = lazy_pattern(rf"[^\W_{_CJK}]|[./@-]")
# Letters and digits of any script, symbols beyond ASCII, and of ASCII's punctuation `-._`.
_DOMAIN = lazy_pattern(rf"[^\s\x00-,/:-@\[-^`{{-\x7f{_CJK}]+")
_URL = lazy_pattern(rf"[^\s<{_CJK}]+")
# Where an address is cut off behind `/`, `=` or `%`, what is written on is a part of it.
_WRITTEN_ON = lazy_pattern(rf"(?<=[/=%])[{HAN}{KANA}](?:[^\s<{_CJK}]|[{HAN}{KANA}])*")
_TRAILING_MARKS = frozenset("?!.,:*_~'\"[]")

_NAME = r"[A-Za-z0-9_-]++"
_ADDRESS = rf"[A-Za-z0-9.+_-]++@{_NAME}(?:\.{_NAME})+(?<![_-])(?![A-Za-z0-9_-])"
_EMAIL = lazy_pattern(
    rf"(?<![A-Za-z0-9.+_@-])(?:xmpp:{_ADDRESS}(?:/[A-Za-z0-9@.]*[A-Za-z0-9@])?|(?:mailto:)?{_ADDRESS})"
)


def autolinks_plugin(md: MarkdownIt) -> None:
    """Make links of bare URLs, and of e-mail addresses."""
    # `www.` is found by its full stop, since a text has fewer of them than of w.
    md.inline.add_terminator_char(".")
    md.inline.ruler.push("bare_url", _url)
    md.core.ruler.after("text_join", "bare_email", _link_emails)


def _url(state: StateInline, silent: bool) -> bool:
    """Make a link of a URL, at the colon behind its scheme or the full stop behind `www`.

    Rule: GFM 0.29, 6.9, extended URL and `www` autolinks. As in cmark-gfm, a domain needs a
    full stop in it behind `www.` only.
    """
    text, pending = state.src, state.pending
    if text[state.pos] not in ":." or not pending.endswith(_PREFIXES):
        return False
    prefix = next(each for each in _PREFIXES if pending.endswith(each))
    start = state.pos - len(prefix)
    if (
        silent
        or state.linkLevel > 0
        or not text.startswith("." if prefix == "www" else "://", state.pos)
        or (start > 0 and _INSIDE_WORD.match(text, start - 1))
    ):
        return False
    domain_start, labels_needed = (start, 3) if prefix == "www" else (state.pos + 3, 1)
    found = _URL.match(text, start, state.posMax)
    end = found.end() if found else start
    if written_on := _WRITTEN_ON.match(text, end, state.posMax):
        end = written_on.end()
    end = start + _trimmed_length(text[start:end])
    domain = _DOMAIN.match(text, domain_start, end)
    if not domain or not _is_domain(domain[0], labels_needed):
        return False
    url = text[start:end]
    href = url if prefix != "www" else f"http://{url}"
    state.pending = pending.removesuffix(prefix)
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": state.md.normalizeLink(href)}
    label = state.push("text", "", 0)
    label.content = state.md.normalizeLinkText(url)
    closing = state.push("link_close", "a", -1)
    opening.markup = closing.markup = "autolink"  # as CommonMark's own
    opening.info = closing.info = "auto"
    state.pos = end
    return True


def _is_domain(domain: str, labels_needed: int) -> bool:
    labels = domain.rstrip(".").split(".")
    return (
        len(labels) >= labels_needed
        and bool(labels[-1])
        and not any("_" in label for label in labels[-2:])
    )


def _trimmed_length(url: str) -> int:
    """Return the length of `url` without the marks at its end that belong to the sentence.

    Rule: GFM 0.29, 6.9, extended autolink path validation; brackets and quotation marks
    are cmark-gfm's.
    """
    end = len(url)
    unopened = url.count(")") - url.count("(")
    while end > 0:
        last = url[end - 1]
        if last == ";":
            entity = url.rfind("&", 0, end)
            is_entity = entity >= 0 and url[entity + 1 : end - 1].isalnum()
            end = entity if is_entity else end - 1
        elif last == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif last in _TRAILING_MARKS:
            end -= 1
        else:
            break
    return end


def _link_emails(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and block.children and "@" in block.content:
            block.children = list(_with_email_links(block.children))


def _with_email_links(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield `tokens` with links in the text that is not in a link yet.

    Rule: GFM 0.29, 6.9, extended email and protocol autolinks.
    """
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in {"link_open", "link_close"} else 0
        if depth or token.type != "text" or "@" not in token.content:
            yield token
            continue
        end = 0
        for found in _EMAIL.finditer(token.content):
            if found.start() > end:
                yield token.copy(content=token.content[end : found.start()])
            yield from _email_link(found[0], token.level)
            end = found.end()
        if end < len(token.content):
            yield token.copy(content=token.content[end:])


def _email_link(address: str, level: int) -> Iterator[Token]:
    href = address if address.startswith(("mailto:", "xmpp:")) else f"mailto:{address}"
    opening = Token("link_open", "a", 1, attrs={"href": href}, level=level)
    closing = Token("link_close", "a", -1, level=level)
    opening.markup = closing.markup = "autolink"
    opening.info = closing.info = "auto"
    yield from (opening, Token("text", "", 0, content=address, level=level + 1), closing)
