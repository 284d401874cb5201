"""The formulas of a note: from the store, or typeset by KaTeX in one batch."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from markupsafe import Markup

from notes_site.errors import Place, Problem
from notes_site.render.katex import OPTIONS, Katex, TexError, TexInput
from notes_site.render.macros import used_macros
from notes_site.store import Store, digest
from notes_site.theme import katex_version

_UNKNOWN_COMMAND = "Undefined control sequence: "


@dataclass(frozen=True, slots=True)
class FormulaUse:
    """One formula at one place."""

    tex: str
    is_display: bool
    locate: Callable[[int], Place]
    """Gives the place of the character at an index into `tex`."""


@dataclass(slots=True)
class Typesetter:
    """Typesets formulas; V8 boots with the first one that the store does not have."""

    store: Store
    katex: Katex | None = None
    keys: set[bytes] = field(default_factory=set)
    """Of the formulas since it was last emptied."""

    total: int = 0
    rendered: int = 0

    def close(self) -> None:
        """End V8, if it runs."""
        if self.katex is not None:
            self.katex.close()
            self.katex = None

    def typeset(
        self, uses: Sequence[FormulaUse], macros: Mapping[str, str]
    ) -> tuple[list[Markup], list[Problem]]:
        """Return KaTeX's HTML for each of `uses`, and mistakes and warnings in them.

        The HTML of a formula with a mistake is empty.
        """
        inputs = [TexInput(use.tex, use.is_display, used_macros(use.tex, macros)) for use in uses]
        keys = [_key(each) for each in inputs]
        known = self.store.find(set(keys))
        missing = {key: each for key, each in zip(keys, inputs, strict=True) if key not in known}
        errors: dict[bytes, TexError] = {}
        if missing:
            if self.katex is None:
                self.katex = Katex()
            outcomes = self.katex.typeset(list(missing.values()))
            fresh = {}
            for key, outcome in zip(missing, outcomes, strict=True):
                if isinstance(outcome, TexError):
                    errors[key] = outcome
                else:
                    warnings = [[each.message, each.position] for each in outcome.warnings]
                    fresh[key] = json.dumps([outcome.html, warnings], ensure_ascii=False).encode()
            self.store.add(fresh)
            known.update(fresh)
        self.keys.update(keys)
        self.total += len(keys)
        self.rendered += len(missing)
        htmls = []
        problems = []
        for key, use, each in zip(keys, uses, inputs, strict=True):
            if error := errors.get(key):
                place = use.locate(error.position)
                text = _explain(error, each, macros)
                problems.append(Problem(place=place, text=text))
                htmls.append(Markup())
                continue
            html, warnings = json.loads(known[key])
            htmls.append(Markup(html))
            for message, position in warnings:
                text = f"{message}; correct the formula"
                place = use.locate(position)
                problems.append(Problem(place=place, text=text, is_warning=True))
        return htmls, problems


def _key(each: TexInput) -> bytes:
    macros = json.dumps(each.macros)
    mode = "display" if each.is_display else "inline"
    return digest("math", katex_version_once(), _OPTIONS, mode, macros, each.tex)


_OPTIONS = json.dumps(OPTIONS)


@cache
def katex_version_once() -> str:
    """Return the version of KaTeX, read from its file once."""
    return katex_version()


def _explain(error: TexError, each: TexInput, macros: Mapping[str, str]) -> str:
    if error.message.startswith(_UNKNOWN_COMMAND):
        name = error.message.removeprefix(_UNKNOWN_COMMAND)
        close = get_close_matches(name, macros, n=1)
        meant = f"write {close[0]}" if close else "correct it"
        text = f"KaTeX does not know {name}; {meant}, or define it under `math.macros` in site.yaml"
        return text if name in each.tex else f"{text} (a macro leads to it)"
    return f"KaTeX: {error.message}; correct the formula"
