"""KaTeX in V8: TeX goes in, HTML or a located error comes out.

The only module that knows of V8. Importing it is cheap; V8 boots with `Katex()`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from notes_site.theme import KATEX

OPTIONS: Mapping[str, object] = {
    "output": "htmlAndMathml",
    "throwOnError": True,
    "trust": False,  # no \href, \includegraphics, \htmlData
    "maxSize": 100,  # em
    "maxExpand": 1000,
}
"""Options of KaTeX that are the same for every formula; part of every cache key."""

_DRIVER = """
function typesetAll(batch, options) {
  return batch.map(([tex, displayMode, macros]) => {
    const warnings = [];
    const strict = (code, message, token) => {
      const at = token && token.loc ? token.loc.start : 0;
      if (code !== "unicodeTextInMathMode") warnings.push([code, message, at]);
      return "ignore";
    };
    try {
      const html = katex.renderToString(tex, {...options, displayMode, macros, strict});
      return {html, warnings};
    } catch (error) {
      if (!(error instanceof katex.ParseError) && !(error instanceof RangeError)) throw error;
      const position = error.position === undefined ? 0 : error.position;
      return {error: error.rawMessage || String(error), position, length: error.length || 0};
    }
  });
}
"""
_TIME_LIMIT_S = 10.0


@dataclass(frozen=True, slots=True)
class TexInput:
    """One formula for KaTeX."""

    tex: str
    is_display: bool
    macros: Mapping[str, str]
    """Only those that `tex` uses, directly or through another."""


@dataclass(frozen=True, slots=True)
class TexWarning:
    """Something that KaTeX typesets although LaTeX would not."""

    code: str
    """One of the codes of KaTeX's option `strict`: `unknownSymbol`, `commentAtEnd`, …"""

    message: str
    position: int
    """Index into the TeX, in code points."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """KaTeX's HTML for one formula."""

    html: str
    warnings: tuple[TexWarning, ...]


@dataclass(frozen=True, slots=True)
class TexError:
    """KaTeX cannot typeset a formula."""

    message: str
    """KaTeX's own words, without the excerpt of the TeX that it appends."""

    position: int
    """Index into the TeX, in code points."""

    length: int
    """Of the token that KaTeX stumbled over; 0 where it is not known."""


class Katex:
    """One V8 with KaTeX loaded. Close it: its threads would keep the process alive."""

    def __init__(self) -> None:
        """Boot V8 (about 0.1 s)."""
        from py_mini_racer import MiniRacer

        self._v8 = MiniRacer()
        self._v8.eval((KATEX / "katex.min.js").read_text(encoding="utf-8"))
        self._v8.eval(_DRIVER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End V8."""
        self._v8.close()

    def typeset(self, formulas: Sequence[TexInput]) -> list[Typeset | TexError]:
        """Return the outcome for each of `formulas`, in their order, by one call into V8.

        Rule: `throwOnError` stays on (KaTeX's options), so no formula comes out red, and
        `strict` collects instead of printing; Han characters are welcome in formulas.
        """
        from py_mini_racer import JSTimeoutException

        batch = [[each.tex, each.is_display, dict(each.macros)] for each in formulas]
        arguments = json.dumps([batch, dict(OPTIONS)])
        call = f"JSON.stringify(typesetAll(...JSON.parse({json.dumps(arguments)})))"
        try:
            answer = self._v8.eval(call, timeout_sec=_TIME_LIMIT_S)
        except JSTimeoutException:
            if len(formulas) > 1:  # find the one to blame
                return [self.typeset([formula])[0] for formula in formulas]
            message = f"KaTeX needs more than {_TIME_LIMIT_S:.0f} seconds"
            return [TexError(message=message, position=0, length=0)]
        outcomes = json.loads(str(answer))
        return [
            _outcome(each.tex, outcome) for each, outcome in zip(formulas, outcomes, strict=True)
        ]


def _outcome(tex: str, outcome: Mapping[str, Any]) -> Typeset | TexError:
    if "error" in outcome:
        start = index_from_utf16(tex, outcome["position"])
        end = index_from_utf16(tex, outcome["position"] + outcome["length"])
        return TexError(message=outcome["error"], position=start, length=end - start)
    warnings = tuple(
        TexWarning(code, message, index_from_utf16(tex, position))
        for code, message, position in outcome["warnings"]
    )
    return Typeset(html=outcome["html"], warnings=warnings)


def index_from_utf16(text: str, units: int) -> int:
    """Return the index into `text` of what lies `units` UTF-16 code units from its start.

    KaTeX counts UTF-16 units, Python counts code points: 𝔸 is two there, one here.
    """
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(encoded.decode("utf-16-le", "surrogatepass"))
