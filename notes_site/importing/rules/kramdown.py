"""Syntax of kramdown, the parser of Jekyll."""

import re

from notes_site.importing.rules.callouts import CALLOUTS, callout
from notes_site.importing.rules.rule import make_rule


def _inline_formulas(match: re.Match[str]) -> str:
    """Return a line with `$x$` for each `$$x$$` that has text beside it.

    Rule: kramdown, math blocks: one that shares its line with other text is a span.
    """
    parts = match[0].split("$$")
    outside = "".join(parts[::2])
    if len(parts) % 2 == 0 or not re.search(r"[^\s>*+-]|[*+-](?=\S)", outside):
        return match[0]
    return "".join(
        f"${part.strip()}$" if index % 2 and part.strip() else part
        for index, part in enumerate(parts)
    )


def _kramdown_callout(match: re.Match[str]) -> str:
    body = re.sub(r"^> ?", "", match["body"], flags=re.MULTILINE)
    return callout(match["kind"], "", body)


def _sized_picture(match: re.Match[str]) -> str:
    """Return a picture with its width, of what kramdown's attributes say."""
    given = match["arguments"]
    width = re.search(r"(?<![\w-])w(?:idth)?\s*[=:]\s*[\"']?\s*(\d+(?:px|%)?)(?![\d.])", given)
    size = width[1] if width and width[1] not in {"100%", "0"} else ""
    return match["picture"] + (f"{{width={size}}}" if size else "")


def _captioned(match: re.Match[str]) -> str:
    """Return a picture with the caption that Chirpy has on the line below it."""
    caption = match["caption"].replace('"', "'")
    return f'{match["picture"]} "{caption}"){match["size"] or ""}'


KRAMDOWN = (
    make_rule("breaks on lines of their own", r"^(?P<tag>[ \t]*<br\s*/?>)[ \t]*\n(?=[ \t]*\S)", r"\g<tag>\n\n"),
    make_rule("contents", r"^[*-][ \t]+[^\n]*\n\{:\s*toc\b[^}\n]*\}[ \t]*$", ""),
    make_rule("callouts of kramdown", r"^(?P<body>(?:>[^\n]*\n)+)[ \t]*\{:[^}\n]*?\.(?:prompt-|notice--|alert-)?(?P<kind>" + "|".join(CALLOUTS) + r")\b[^}\n]*\}[ \t]*$", _kramdown_callout),
    make_rule("callouts of kramdown", r"^(?P<body>(?:[ \t]{0,3}[^\s{>#|<*+-][^\n]*\n)+)[ \t]*\{:[^}\n]*?\.(?:notice--|alert-)(?P<kind>\w+)[^}\n]*\}[ \t]*$", _kramdown_callout),
    make_rule("sizes of pictures", r"(?P<picture>!\[[^\]\n]*\]\([^()\n]*\))\{:(?P<arguments>[^}\n]*)\}", _sized_picture),
    make_rule("captions below pictures", r"^(?P<picture>!\[[^\]\n]*\]\([^()\s]*)\)(?P<size>\{width=[^}\n]*\})?[ \t]*(?:\{:[^}\n]*\})?[ \t]*\n[ \t]*_(?P<caption>[^\n]+)_[ \t]*$", _captioned),
    make_rule("pictures on lines of their own", r"(?:(?<=\n\n)|\A)(?P<tag>[ \t]*<img\b[^<>]*>)[ \t]*\n(?=[ \t]*[^\s<])", r"\g<tag>\n\n"),
    make_rule("identities of headings", r"^(?P<heading>#{1,6}[ \t][^\n]*?)[ \t]*\n?\{:[^}\n]*?#(?P<id>[\w:.-]+)[^}\n]*\}[ \t]*$", r"\g<heading> {#\g<id>}"),
    make_rule("attributes of kramdown", r"[ \t]*\{:[ \t]*[.#\w/:][^{}\n]*\}", ""),
    make_rule("options of kramdown", r"^\{::[^}\n]*/?\}[ \t]*$", ""),
    make_rule("options of kramdown", r"\{::nomarkdown\}|\{:/(?:nomarkdown)?\}", ""),
    make_rule("formulas in a sentence", r"^[^\n]*\$\$[^\n]*$", _inline_formulas),
)  # fmt: skip
"""Those of kramdown."""
