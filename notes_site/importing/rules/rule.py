"""Rules: a construct of another tool, and its form here."""

import re
from collections.abc import Callable

from msgspec import Struct

from notes_site.importing.blog import ImportReport


class Rule(Struct, frozen=True):
    """A construct, and its form here."""

    name: str
    """In the report."""

    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    is_of_whole: bool = False
    """Whether it holds code, and so is looked for in the whole text."""

    is_nested: bool = False
    """Whether it may stand in itself, and so is looked for until there is none, the inmost first."""


def make_rule(
    name: str,
    pattern: str,
    replace: str | Callable[[re.Match[str]], str],
    *,
    is_of_whole: bool = False,
    is_nested: bool = False,
) -> Rule:
    """Return a rule; `replace` is a template of `Match.expand`, or makes the text of a match.

    The other arguments are the fields of `Rule`.
    """
    made = (lambda match, text=replace: match.expand(text)) if isinstance(replace, str) else replace
    flags = re.DOTALL | re.MULTILINE | re.IGNORECASE
    return Rule(name, re.compile(pattern, flags), made, is_of_whole, is_nested)


def apply_rule(rule: Rule, text: str, path: str, report: ImportReport) -> str:
    """Return `text` as a rule has it; the report is told how often it changed something."""
    changed = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal changed
        made = rule.replace(match)
        changed += made != match[0]
        return made

    made = rule.pattern.sub(replace, text)
    report.did(rule.name, path, changed)
    return apply_rule(rule, made, path, report) if rule.is_nested and made != text else made
