"""The formulas of a note: from the store, or typeset by KaTeX in one batch."""

import json
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct, field

from notes_site.cache import Key, Store, make_key
from notes_site.errors import Place, Problem
from notes_site.model import FragmentCount
from notes_site.parse.token_values import ShownFormula
from notes_site.render.katex import LazyKatex, TexError, TexInput
from notes_site.render.macros import used_macros
from notes_site.render.tex_problems import explain_error, explain_warning, find_warned, first_use_of


class FormulaUse(Struct, frozen=True):
    """One formula at one place."""

    tex: str
    is_display: bool
    macros: Mapping[str, str]
    """All that there are at this place: name with its backslash → TeX."""

    locate: Callable[[int], Place]
    """Gives the place of the character at an index into `tex`."""


class Typesetter(Struct):
    """Typesets formulas; V8 boots with the first one that the store does not have."""

    store: Store
    katex: LazyKatex
    keys: set[Key] = field(default_factory=set)
    """Of the formulas so far."""

    total: int = 0
    rendered: int = 0

    def count(self) -> FragmentCount:
        """Return the number of formulas so far."""
        return FragmentCount(keys=frozenset(self.keys), total=self.total, rendered=self.rendered)

    def typeset(self, uses: Sequence[FormulaUse]) -> tuple[list[ShownFormula], list[Problem]]:
        """Return how KaTeX shows each of `uses`, and mistakes and warnings in them."""
        inputs = [
            TexInput(use.tex, use.is_display, used_macros(use.tex, use.macros)) for use in uses
        ]
        keys = [_key(each) for each in inputs]
        known, errors, rendered = self._find_or_make(dict(zip(keys, inputs, strict=True)))
        self.keys.update(keys)
        self.total += len(keys)
        self.rendered += rendered
        shown = []
        problems = []
        for key, use, each in zip(keys, uses, inputs, strict=True):
            if error := errors.get(key):
                problems.append(self._mistake(error, use, each))
                shown.append(ShownFormula(Markup(), 0))
                continue
            html, width_em, warnings = json.loads(known[key])
            shown.append(ShownFormula(Markup(html), width_em))
            for code, message, position in warnings:
                text = explain_warning(code, message, use.tex, position)
                if text:
                    start = find_warned(code, use.tex) if position is None else position
                    problem = Problem(
                        place=use.locate(start), kind="math", text=text, is_warning=True
                    )
                    problems.append(problem)
        return shown, problems

    def _find_or_make(
        self, inputs: Mapping[Key, TexInput]
    ) -> tuple[dict[Key, bytes], dict[Key, TexError], int]:
        """Return what the store has or gets, the errors, and how many were missing."""
        known = self.store.find(inputs)
        missing = {key: each for key, each in inputs.items() if key not in known}
        errors: dict[Key, TexError] = {}
        if not missing:
            return known, errors, 0
        fresh = {}
        outcomes = self.katex.get().typeset(list(missing.values()))
        for key, outcome in zip(missing, outcomes, strict=True):
            if isinstance(outcome, TexError):
                errors[key] = outcome
            else:
                warnings = [[each.code, each.message, each.position] for each in outcome.warnings]
                made = [outcome.html, outcome.width_em, warnings]
                fresh[key] = json.dumps(made, ensure_ascii=False).encode()
        self.store.add(fresh)
        return {**known, **fresh}, errors, len(missing)

    def _mistake(self, error: TexError, use: FormulaUse, each: TexInput) -> Problem:
        text = explain_error(error.message, use.macros, self.katex.get())
        position = error.position
        if error.message.startswith("Refused") or position is None:
            position, through = first_use_of(error.message, each.tex, each.macros)
            if through:
                text = f"{text} (it stands in the macro {through})"
        return Problem(place=use.locate(position), kind="math", text=text)


def _key(each: TexInput) -> Key:
    macros = json.dumps(each.macros)
    mode = "display" if each.is_display else "inline"
    return make_key("math", mode, macros, each.tex)
