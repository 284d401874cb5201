"""Styles that a template of Jinja writes, as Markdown."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from notes_site.citations.entry import Entry
from notes_site.citations.order import name_key, year_letters
from notes_site.citations.shown import ShownEntry, ShownWork
from notes_site.errors import Place, Problem, SourceError

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule

_BEFORE_MARK = re.compile(r"[ \t]*\n[ \t\n]*(?=[,.;:)\]，；）])")


class TemplateStyle(Struct, frozen=True, dict=True):
    """A style, read from a template with the macros `citation` and `reference`."""

    path: str
    """For messages."""

    source: str

    @cached_property
    def _module(self) -> "TemplateModule":
        from jinja2 import Environment, StrictUndefined, TemplateError

        environment = Environment(  # noqa: S701 - it writes Markdown
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        try:
            return environment.from_string(self.source).module
        except TemplateError as error:
            raise self._mistake(error) from error

    def _mistake(self, error: Exception) -> SourceError:
        line = getattr(error, "lineno", None) or 1
        place = Place(path=self.path, line=line)
        text = f"{error}; correct the template"
        return SourceError([Problem(place=place, kind="templates", text=text)])

    @property
    def is_numbered(self) -> bool:
        """True where the list has numbers, in the order in which the note cites the works."""
        return bool(getattr(self._module, "is_numbered", False))

    def order(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries as the note cites them where the list has numbers, else by name."""
        return [*entries] if self.is_numbered else sorted(entries, key=name_key)

    def letters(self, ordered: Sequence[Entry]) -> Mapping[str, str]:
        """Return key → letter behind the year; a style by numbers needs none."""
        return {} if self.is_numbered else year_letters(ordered)

    def citation(
        self, works: Sequence[ShownWork], form: str, words: Mapping[str, str], language: str
    ) -> str:
        """Return the Markdown of one citation: `group` in brackets, `text` within its sentence."""
        return self._call("citation", works, form, words, language.startswith("zh"))

    def names(self, entry: ShownEntry, words: Mapping[str, str]) -> str:
        """Return the Markdown of who wrote a work, as within a sentence: `Hu and Shen`."""
        return self._call("short", entry, words)

    def reference(self, entry: ShownEntry, words: Mapping[str, str], language: str) -> str:
        """Return the Markdown of one entry of the list."""
        return self._call("reference", entry, words, language.startswith("zh"))

    def _call(self, name: str, *given: object) -> str:
        from jinja2 import TemplateError

        try:
            said = str(getattr(self._module, name)(*given))
        except (TemplateError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self._mistake(error) from error
        said = _BEFORE_MARK.sub("", said)  # where the template has a new line
        return re.sub(r"[ \t\n]+", " ", said).strip(" ")
