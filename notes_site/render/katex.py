"""KaTeX in V8: TeX goes in, HTML or a located error comes out.

The only module that knows of V8. Importing it is cheap; V8 boots with `Katex()`.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Self

from msgspec import Struct

from notes_site.parse.definitions import split_optional
from notes_site.theme import KATEX

OPTIONS: Mapping[str, object] = {
    "output": "htmlAndMathml",
    "throwOnError": True,
    "trust": False,
    "maxSize": 100,  # em
    "maxExpand": 1000,
}
"""Options of KaTeX that are the same for every formula; part of every cache key."""

REFUSED = (
    "href",
    "url",
    "includegraphics",
    "htmlClass",
    "htmlId",
    "htmlStyle",
    "htmlData",
)
"""Commands that `trust` guards. KaTeX would show their names in red, and say nothing."""

DRIVER = r"""
let gullet = null;  // KaTeX's macro expander: knows which commands there are
katex.renderToString("\\probe", {macros: {"\\probe": context => { gullet = context; return ""; }}});

function refuse(name) {
  return context => { throw new katex.ParseError("Refused: \\" + name, context.future()); };
}

// Whether KaTeX's excerpt of the TeX, at the end of its message, is one of `tex`.
function isPlaceIn(tex, error) {
  if (error.position === undefined) return false;
  const found = tex.slice(error.position, error.position + error.length);
  if (found === "") return error.message.endsWith(tex.slice(-15));
  const before = tex.slice(0, error.position).slice(-15);
  return error.message.includes(before + found.replace(/[^]/g, "$&\u0332"));
}

// KaTeX's HTML without what its validator finds wrong, and no browser shows: cells with a width,
// which MathML Core does not have; heights below zero; an operator's name and the sign of its
// application as two children, where <msub> has room for one; other elements within <mo>.
function valid(html) {
  const isRow = [];
  return html
    .replace(/<mo(?: [^>]*)?>(?=(<m)?)|<\/mo>/g, (tag, nested) => {
      if (tag === "</mo>") return isRow.pop() ? "</mrow>" : tag;
      isRow.push(nested !== undefined);
      return nested === undefined ? tag : "<mrow>";
    })
    .replaceAll('<mtd width="50%">', "<mtd>")
    .replaceAll(' columnspacing=""', "")
    .replace(/ style="height:-[\d.]+em;"/g, "")
    .replace(/<mi[^>]*>[^<]*<\/mi><mo>\u2061<\/mo>/g, "<mrow>$&</mrow>");
}

// How wide KaTeX's boxes are, in em of their own font. KaTeX knows the widths of letters and leaves
// those of boxes to browsers; what is told here is right to about 3%.
const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];
const WIDE_LETTER = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;
const PADDED = {"boxpad": 0.6, "x-arrow-pad": 1, "cancel-pad": 0.4, "nulldelimiter": 0.12};
// Several letters in one box have no widths of their own there: these are about those of Main-Regular.
const LETTER_WIDTHS = [[/[fijlt.,:;'|!\s]/, 0.3], [/[()[\]]/, 0.39], [/[mwM@%W]/, 0.85], [/[A-Z&]/, 0.7]];
const NO_WIDTH = new Set(["llap", "rlap", "clap", "katex-thinbox", "pstrut", "vlist-s", "katex-strut"]);

function widthOfLetter(letter) {
  if (WIDE_LETTER.test(letter)) return 1;
  return LETTER_WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 0.5;
}

function widthOf(box) {
  const classes = box.classes || [];
  if (classes.some(name => NO_WIDTH.has(name))) return 0;
  let scale = 1;
  if (classes[0] === "katex-sizing" || classes[0] === "fontsize-ensurer") {
    const [from, to] = classes.slice(1, 3).map(name => SIZES[name.match(/\d+$/)[0] - 1]);
    scale = to / from;
  }
  const style = box.style || {};
  let width = parseFloat(style.width) || 0;
  if (!width && box.text !== undefined) {
    const letters = [...box.text];
    const isOwn = box.width && letters.every(letter => letter === letters[0]);
    width = isOwn ? letters.length * box.width : letters.reduce((sum, each) => sum + widthOfLetter(each), 0);
    width += box.italic || 0;
  } else if (!width && box.children) {
    const inner = box.children.map(widthOf);
    const isStack = classes.includes("vlist-t") || classes.includes("vlist-r") || classes.includes("vlist");
    width = isStack ? Math.max(0, ...inner) : inner.reduce((sum, each) => sum + each, 0);
  }
  width = Math.max(width, parseFloat(style.minWidth) || 0);
  for (const side of ["marginLeft", "marginRight", "paddingLeft"]) width += parseFloat(style[side]) || 0;
  for (const name of classes) width += PADDED[name] || 0;
  return width * scale;
}

// Whether lines may rather end here than between other parts: behind a relation.
function endsInRelation(part) {
  const last = part.children.findLast(child => !(child.classes || []).includes("mspace"));
  return last !== undefined && (last.classes || []).includes("mrel");
}

const isNewline = child => child.classes.includes("katex-newline");

// Around the rows of a display that its author has broken, so that its number stands beside all of
// them. Returns the width of the widest.
function setRows(html, makeSpan) {
  const isNumber = child => child.classes.includes("katex-tag");
  const rows = html.children.filter(child => !isNumber(child));
  const widths = [0];
  for (const child of rows) {
    if (isNewline(child)) widths.push(0);
    else widths[widths.length - 1] += widthOf(child);
  }
  if (rows.length < html.children.length)
    html.children = [makeSpan("katex-rows", rows), ...html.children.filter(isNumber)];
  return Math.max(...widths);
}

// Around the parts of a long display, so that it may be broken where it does not fit: at its relations
// first, and only then at operators. Returns its whole width, its number included.
function measureDisplay(html, makeSpan) {
  const isPart = child => child.classes.includes("katex-base");
  const parts = html.children.filter(isPart);
  const others = html.children.filter(child => !isPart(child));
  const isBroken = others.some(isNewline);
  const number = others.filter(child => !isNewline(child)).reduce((sum, child) => sum + widthOf(child) + 1.4, 0);
  if (isBroken) return number + setRows(html, makeSpan);
  const width = parts.reduce((sum, part) => sum + widthOf(part), 0);
  if (width + number < LONG) return 0;
  const sides = [[]];
  for (const part of parts) {
    sides.at(-1).push(part);
    if (endsInRelation(part)) sides.push([]);
  }
  const grouped = sides.filter(side => side.length)
    .map(side => side.length > 1 ? makeSpan("katex-side", side) : side[0]);
  html.children = [makeSpan("katex-sides", grouped), ...others];
  return width + number;
}

// The HTML of a formula, and how wide it is if that may be wider than a phone: a display the whole
// of it, a formula in a text its widest part.
function show(tex, options) {
  const tree = katex.__renderToDomTree(tex, options);
  const inner = options.displayMode ? tree.children[0] : tree;
  const html = inner.children.at(-1);
  const makeSpan = (name, children) =>
    Object.assign(Object.create(Object.getPrototypeOf(html)), html, {classes: [name], children, attributes: {}, style: {}});
  let width;
  if (options.displayMode) width = measureDisplay(html, makeSpan);
  else width = Math.max(0, ...html.children.map(widthOf));
  const limit = options.displayMode ? LONG : LONG_PART;
  return [valid(tree.toMarkup()), width < limit ? 0 : Math.round(width * 10) / 10];
}

const LONG = 11;  // em: what the narrowest columns have room for
const LONG_PART = 7;  // in the title of a page on a phone

// A macro whose first argument may be left out: `[a]` before its other arguments becomes `{a}`.
function withOption([given, omitted]) {
  return context => {
    context.consumeSpaces();
    if (context.future().text !== "[") return omitted;
    const open = context.popToken();
    const argument = context.consumeArg(["]"]).tokens;
    const brace = text => Object.assign(Object.create(Object.getPrototypeOf(open)), open, {text});
    context.pushToken(brace("}"));
    context.pushTokens(argument);
    context.pushToken(brace("{"));
    return given;
  };
}

function typesetAll(batch, options, refused) {
  const refusals = Object.fromEntries(refused.map(name => ["\\" + name, refuse(name)]));
  return batch.map(([tex, displayMode, given]) => {
    const macros = Object.fromEntries(Object.entries(given).map(
      ([name, body]) => [name, Array.isArray(body) ? withOption(body) : body]));
    const warnings = [];
    const strict = (code, message, token) => {
      warnings.push([code, message, token && token.loc ? token.loc.start : null]);
      return "ignore";
    };
    try {
      const all = {...refusals, ...macros};
      const [html, width] = show(tex, {...options, displayMode, macros: all, strict});
      return {html, width, warnings};
    } catch (error) {
      if (error instanceof RangeError) return {error: "Nested too deeply"};
      if (!(error instanceof katex.ParseError)) throw error;
      const place = isPlaceIn(tex, error) ? {position: error.position, length: error.length} : {};
      return {error: error.rawMessage, ...place};
    }
  });
}

function knownCommands(script) {
  const names = new Set(script.match(/\\\\[A-Za-z]+/g).map(name => name.slice(1)));
  return [...names].filter(name => gullet.isDefined(name)).sort();
}

function knowsEnvironment(name) {
  try {
    katex.__parse(`\\begin{${name}}\\end{${name}}`, {displayMode: true});
  } catch (error) {
    return !error.rawMessage.startsWith("No such environment");
  }
  return true;
}
"""
"""Our side of KaTeX, in JavaScript; part of every cache key."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_TIME_LIMIT_S = 10.0
_MEMORY_LIMIT_BYTES = 1 << 30
_V8_FLAGS = ("--no-opt",)
"""V8's best optimizer, TurboFan, takes a fifth of the time of 2,000 formulas and gains nothing: Maglev,
the one below it, makes code as fast for what KaTeX does."""

_AT_ONCE = 500
"""Formulas in one call: so that one without end costs no more than its neighbours."""


class TexInput(Struct, frozen=True):
    """One formula for KaTeX."""

    tex: str
    is_display: bool
    macros: Mapping[str, str]
    """Only those that `tex` uses, directly or through another."""


class TexWarning(Struct, frozen=True):
    """Something that KaTeX typesets although LaTeX would not."""

    code: str
    """One of the codes of KaTeX's option `strict`: `unknownSymbol`, `commentAtEnd`, …"""

    message: str
    position: int | None
    """Index into the TeX, in code points; None where KaTeX does not tell."""


class Typeset(Struct, frozen=True):
    """KaTeX's HTML for one formula."""

    html: str
    width_em: float
    """Of a display, or of the widest part of a formula in a text, in em of its font; 0 where that has
    room on any screen."""

    warnings: tuple[TexWarning, ...]


class TexError(Struct, frozen=True):
    """KaTeX cannot typeset a formula."""

    message: str
    """KaTeX's own words, without the excerpt of the TeX that it appends."""

    position: int | None
    """Index into the TeX, in code points; None where KaTeX does not tell, or it is in a macro."""


class LazyKatex:
    """KaTeX that boots when it is first needed, and then stays for all who typeset here."""

    def __init__(self) -> None:
        self._katex: Katex | None = None
        self._process = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_running(self) -> bool:
        """True once it was needed. Then this process must not fork: V8's threads would be gone."""
        return self._katex is not None

    def get(self) -> "Katex":
        """Return it, after booting it if need be."""
        if self._katex is None:
            self._katex = Katex()
        return self._katex

    def leave(self) -> None:
        """End V8 where a worker, forked from the process that keeps it, has booted its own."""
        if self._process != os.getpid():
            self.close()

    def close(self) -> None:
        """End V8, if it runs."""
        if self._katex is not None:
            self._katex.close()
            self._katex = None


class Katex:
    """One V8 with KaTeX loaded. Close it: its threads would keep the process alive."""

    def __init__(self) -> None:
        """Boot V8 (about 0.1 s)."""
        from py_mini_racer import DEFAULT_V8_FLAGS, MiniRacer, init_mini_racer

        init_mini_racer(flags=(*DEFAULT_V8_FLAGS, *_V8_FLAGS), ignore_duplicate_init=True)
        self._script = (KATEX / "katex.min.js").read_text(encoding="utf-8")
        self._v8 = MiniRacer()
        self._v8.eval(self._script)
        self._v8.eval(DRIVER)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End V8."""
        self._v8.close()

    def typeset(self, formulas: Sequence[TexInput]) -> list[Typeset | TexError]:
        """Return the outcome for each of `formulas`, in their order, by few calls into V8.

        Rule: `throwOnError` stays on (KaTeX's options), so no formula comes out red, and
        `strict` collects instead of printing.
        """
        outcomes: list[Typeset | TexError] = []
        for start in range(0, len(formulas), _AT_ONCE):
            outcomes += self._typeset(formulas[start : start + _AT_ONCE])
        return outcomes

    def _typeset(self, formulas: Sequence[TexInput]) -> list[Typeset | TexError]:
        from py_mini_racer import JSOOMException, JSTimeoutException

        batch = [[each.tex, each.is_display, _bodies(each.macros)] for each in formulas]
        try:
            outcomes = self._call("typesetAll", batch, dict(OPTIONS), REFUSED)
        except (JSTimeoutException, JSOOMException):
            if len(formulas) > 1:  # find the one to blame
                return [self._typeset([formula])[0] for formula in formulas]
            return [TexError(message="Too much work", position=None)]
        return [
            _outcome(each.tex, outcome) for each, outcome in zip(formulas, outcomes, strict=True)
        ]

    @cached_property
    def commands(self) -> Sequence[str]:
        """All commands that KaTeX knows, with their backslashes.

        KaTeX tells whether it knows a command, but has no list of them. Each stands in its
        script as a string, though.
        """
        names: list[str] = self._call("knownCommands", self._script)
        return names

    def knows_environment(self, name: str) -> bool:
        r"""Tell whether KaTeX knows what `\begin{name}` begins."""
        return bool(self._call("knowsEnvironment", name))

    def _call(self, function: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON
        given = json.dumps(json.dumps(arguments))
        answer = self._v8.eval(
            f"JSON.stringify({function}(...JSON.parse({given})))",
            timeout_sec=_TIME_LIMIT_S,
            max_memory=_MEMORY_LIMIT_BYTES,
        )
        return json.loads(str(answer))


def _bodies(macros: Mapping[str, str]) -> dict[str, str | tuple[str, str]]:
    """Return the bodies of macros; two for one whose first argument may be left out."""
    return {name: split_optional(body) or body for name, body in macros.items()}


def _outcome(tex: str, outcome: Mapping[str, Any]) -> Typeset | TexError:
    if "error" in outcome:
        return TexError(_whole(outcome["error"]), index_from_utf16(tex, outcome.get("position")))
    warnings = tuple(
        TexWarning(code, _whole(message), index_from_utf16(tex, position))
        for code, message, position in outcome["warnings"]
    )
    return Typeset(_whole(outcome["html"]), float(outcome["width"]), warnings)


def _whole(text: str) -> str:
    """Return `text` with every half of a character as U+FFFD.

    KaTeX takes a character beyond the BMP that it has no glyph for as two UTF-16 units.
    """
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def index_from_utf16(text: str, units: int | None) -> int | None:
    """Return the index into `text` of what lies `units` UTF-16 code units from its start.

    KaTeX counts UTF-16 units, Python counts code points: 𝔸 is two there, one here.
    """
    if units is None:
        return None
    encoded = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(encoded.decode("utf-16-le", "surrogatepass"))
