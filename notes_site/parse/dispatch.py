"""Parsing that asks only those rules which can begin with the character that stands there.

markdown-it-py asks all of them at every line, and at every sign of a text. A rule that is not
listed is asked everywhere, so the lists make parsing faster and nothing else.
"""

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from notes_site.parse.cjk import CjkParserInline

_Rule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]

_BLOCK_STARTS = {
    "math_block": "$\\",
    "div": ":",
    "myst_directive": "`~:",
    "shortcode": "{",
    "admonition": "!?=",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "html_markdown": "<",
    "kramdown_options": "{",
    "heading": "#",
}
"""Name of a rule for blocks → the characters that their first line begins with."""

_STARTS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~=^:",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "math_inline": "$\\",
    "bare_url": ":.",
    "footnote_ref": "[",
    "sidenote": "[",
    "distill_footnote": "<",
    "kramdown_link": "{",
    "wikilink": "[",
    "tag_link": "[",
    "post_link": "{",
    "shortcode_picture": "{",
    "language": "[",
    "citation_group": "[",
    "citation_in_text": "@",
    "citation_distill": "<{",
    "myst_role": "{",
    "bookdown_reference": "\\",
}
"""Name of a rule for what stands in a line → the characters that it begins with."""

_TEXT = "text"


def dispatch_plugin(md: MarkdownIt) -> None:
    """Let `md`, which has all its rules, ask few of them at a time."""
    md.block.ruler = _DispatchingRuler(md.block.ruler)
    md.inline = DispatchingParserInline(md.inline)


class _DispatchingRuler(Ruler[_BlockRule]):
    """Rules for blocks that are one rule to whoever asks for them."""

    def __init__(self, ruler: Ruler[_BlockRule]) -> None:
        """Take over the rules of `ruler`."""
        super().__init__()
        self.__rules__ = ruler.__rules__
        self._chains: dict[str, list[_BlockRule]] = {}

    def getRules(self, chainName: str = "") -> list[_BlockRule]:  # noqa: N802, N803 - markdown-it-py's
        """Return the rule that asks those of a chain, in their order."""
        if chainName not in self._chains:
            self._chains[chainName] = [self._join(chainName)]
        return self._chains[chainName]

    def _join(self, chain: str) -> _BlockRule:
        rules = [
            (_BLOCK_STARTS.get(rule.name), rule.fn)
            for rule in self.__rules__
            if rule.enabled and (not chain or chain in rule.alt)
        ]
        known: dict[str, tuple[_BlockRule, ...]] = {}

        def ask(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
            start = state.bMarks[line] + state.tShift[line]
            character = state.src[start : start + 1]
            asked = known.get(character)
            if asked is None:
                asked = known[character] = tuple(
                    rule for starts, rule in rules if starts is None or character in starts
                )
            return any(rule(state, line, end_line, silent) for rule in asked)

        return ask


class DispatchingParserInline(CjkParserInline):
    """Inline parser that knows which rules may begin with which character."""

    _by_character: dict[str, tuple[_Rule, ...]]

    def __init__(self, parser: ParserInline) -> None:
        """Take over the rules of `parser`."""
        super().__init__(parser)
        self._by_character = {}

    def tokenize(self, state: StateInline) -> None:
        """Generate the tokens of a text, as markdown-it-py's own `tokenize` does."""
        source, end = state.src, state.posMax
        known = self._by_character
        most = state.md.options["maxNesting"]
        while state.pos < end:
            if state.level < most:
                character = source[state.pos]
                rules = known.get(character)
                if rules is None:
                    rules = known[character] = self._find_rules(character)
                for rule in rules:
                    if rule(state, False):  # noqa: FBT003 - markdown-it-py's
                        break
                else:
                    state.append_pending(character)
                    state.pos += 1
            else:
                state.append_pending(source[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def _find_rules(self, character: str) -> tuple[_Rule, ...]:
        """Return the rules that may begin with `character`, in order."""
        names = self.ruler.get_active_rules()
        rules = self.ruler.getRules("")
        is_text = not self.terminator_re.match(character)
        return tuple(
            rule
            for name, rule in zip(names, rules, strict=True)
            if (is_text if name == _TEXT else character in _STARTS.get(name, character))
        )
