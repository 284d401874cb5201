"""Styles of CSL, the Citation Style Language: GB/T 7714, APA and thousands more."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from notes_site.citations.csl_data import (
    AS_TYPED,
    AUTHOR,
    END,
    NUMBER,
    Cited,
    Held,
    anonymous,
    entry_data,
    is_chinese,
    opening,
    sortable,
    split_links,
    split_locator,
    tidy,
    to_markdown,
)
from notes_site.citations.entry import Entry
from notes_site.citations.latex import escape_markdown
from notes_site.citations.shown import ShownEntry, ShownWork, web_address
from notes_site.citations.template_style import TemplateStyle
from notes_site.errors import Place, Problem, SourceError

if TYPE_CHECKING:
    from notes_site.citations.csl_engine import Engine

_BESIDE_AUTHOR = re.compile(rf"{AUTHOR}[\s,;:，；：、.]*|[\s,;，；、]*{AUTHOR}")
_LIST_NUMBER = re.compile(rf"^[\s\[(（【]*{NUMBER}[\s\])）】.．、]*")
_MOST_KEYS = 5
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class CslStyle(Struct, frozen=True, kw_only=True, dict=True):
    """A style of CSL.

    It has no rule for what stands in a sentence, as `Hu and Shen (2022)`: the names are said as
    another style does.
    """

    name: str
    path: Path
    shown_path: str
    """Of its own file or, for one that the site does not bring, of `site.yaml`; for messages."""

    text: str
    """What the file holds."""

    in_sentences: TemplateStyle

    @property
    def source(self) -> str:
        """The style and that of the names; the version of citeproc-py is in every key."""
        return f"{self.text}\n{self.in_sentences.source}"

    @property
    def is_numbered(self) -> bool:
        """True where citations are numbers of the list."""
        return 'citation-format="numeric"' in self.text

    def order(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries in the order that the style asks for."""
        engine = self._engine("en")
        if not engine.sorts:
            return [*entries]
        works = [
            Cited(data=sortable(entry_data(entry, "", Held())), number=number)
            for number, entry in enumerate(entries, 1)
        ]
        with self._told(entries):
            return [entries[index] for index in engine.sort(works)]

    def letters(self, ordered: Sequence[Entry]) -> Mapping[str, str]:
        """Return key → letter behind the year, for works that a citation could not tell apart."""
        engine = self._engine("en")
        if self.is_numbered or not engine.adds_letters:
            return {}
        groups: dict[str, list[str]] = {}
        for entry in ordered:
            with self._told([entry]):
                cited = engine.cite([Cited(data=entry_data(entry, "", Held()), number="")])
            groups.setdefault(cited, []).append(entry.key)
        return {
            key: letter
            for keys in groups.values()
            if len(keys) > 1
            for key, letter in zip(keys, _LETTERS, strict=False)
        }

    def citation(
        self, works: Sequence[ShownWork], form: str, words: Mapping[str, str], language: str
    ) -> str:
        """Return the Markdown of one citation: `group` in brackets, `text` within its sentence."""
        if form == "group":
            return self._group(works, language)
        return " ".join(self._in_sentence(work, words, language) for work in works)

    def _in_sentence(self, work: ShownWork, words: Mapping[str, str], language: str) -> str:
        names = self.in_sentences.names(work.entry, words)
        if self.is_numbered:
            shown = self._group([work], language)
        else:
            names = f"[{names}]({work.href})"
            shown = self._group([replace(work, has_author=False)], language, has_links=False)
        return f"{names}{'' if shown.startswith(('<sup>', '（')) else ' '}{shown}"

    def _group(self, works: Sequence[ShownWork], language: str, *, has_links: bool = True) -> str:
        engine, held = self._engine(language), Held()
        cited = [self._cite(work, index, held, language) for index, work in enumerate(works)]
        with self._told([work.entry.entry for work in works]):
            text = engine.cite(cited)
        text = tidy(_BESIDE_AUTHOR.sub("", text), engine.others, takes_in_marks=False)
        shown = []
        for index, piece in split_links(text):
            markdown = to_markdown(piece, held)
            if index is not None and has_links:
                work = works[index]
                markdown = f"[{markdown or escape_markdown(work.entry.key)}]({work.href})"
            shown.append(markdown)
        return "".join(shown)

    def _cite(self, work: ShownWork, index: int, held: Held, language: str) -> Cited:
        data = self._data(work.entry.entry, work.entry.letter, held)
        if not work.has_author and not self.is_numbered:
            data = anonymous(data)
        locator = split_locator(work.suffix) if self._shows_locators else None
        if locator and language.startswith("zh"):  # CSL would say `页 3`
            locator = (locator[0], f"{AS_TYPED}{held.hold(work.suffix)}")
        suffix = f", {held.hold(work.suffix)}" if work.suffix and not locator else ""
        prefix = f"{held.hold(work.prefix)} " if work.prefix else ""
        return Cited(
            data=data,
            number=work.entry.number,
            prefix=f"{prefix}{opening(index)}",
            suffix=f"{END}{suffix}",
            locator=locator,
        )

    def names(self, entry: ShownEntry, words: Mapping[str, str]) -> str:
        """Return the Markdown of who wrote a work, as within a sentence: `Hu and Shen`."""
        return self.in_sentences.names(entry, words)

    def reference(self, entry: ShownEntry, words: Mapping[str, str], language: str) -> str:
        """Return the Markdown of one entry of the list, in the language of the work.

        Rule: GB/T 7714-2015, 8: `等` stands behind Chinese names, `et al.` behind others.
        """
        del words
        if is_chinese(entry.entry):
            language = "zh"
        elif language.startswith("zh"):
            language = "en"
        asked = (entry.entry, entry.letter, language)
        if asked not in self._listed:
            self._listed[asked] = self._list_one(*asked)
        return self._listed[asked]

    def _list_one(self, entry: Entry, letter: str, language: str) -> str:
        engine, held = self._engine(language), Held()
        data = self._data(entry, letter, held)
        with self._told([entry]):
            text = engine.list_one(Cited(data=data, number=NUMBER))
        text = tidy(text, engine.others, takes_in_marks=engine.takes_in_marks)
        shown = to_markdown(_LIST_NUMBER.sub("", text), held).strip()
        return " ".join([shown, *_other_places(entry, shown)])

    @cached_property
    def _listed(self) -> dict[tuple[Entry, str, str], str]:
        return {}

    @cached_property
    def _engines(self) -> dict[str, "Engine"]:
        return {}

    @cached_property
    def _shows_locators(self) -> bool:
        return 'variable="locator"' in self.text

    def _data(self, entry: Entry, letter: str, held: Held) -> dict[str, Any]:
        """Return the data of an entry; a style that does not place the letter has it in the date."""
        data = entry_data(entry, letter, held)
        if letter and 'variable="year-suffix"' not in self.text:
            data["issued"] = {"literal": f"{entry.year}{letter}"}
        return data

    def _engine(self, language: str) -> "Engine":
        if language not in self._engines:
            from notes_site.citations.csl_engine import FAULTS, Engine

            try:
                self._engines[language] = Engine(self.path, language)
            except (SyntaxError, *FAULTS) as error:
                text = (
                    f"the style `{self.name}` cannot be read ({error}); correct it, or take another"
                )
                line = getattr(error, "lineno", None)
                raise self._mistake(text, line) from error
        return self._engines[language]

    @contextmanager
    def _told(self, entries: Sequence[Entry]) -> Iterator[None]:
        """Tell of what citeproc-py cannot write, for its author is not the note's."""
        from notes_site.citations.csl_engine import FAULTS

        try:
            yield
        except FAULTS as error:
            keys = ", ".join(f"`{entry.key}`" for entry in entries[:_MOST_KEYS])
            text = (
                f"citeproc-py cannot write {keys or 'a citation'} in the style `{self.name}` "
                f"({type(error).__name__}: {error}); take another style"
            )
            raise self._mistake(text) from error

    def _mistake(self, text: str, line: int | None = None) -> SourceError:
        place = Place(path=self.shown_path, line=line or 0)
        return SourceError([Problem(place=place, kind="citations", text=text)])


def _other_places(entry: Entry, shown: str) -> Iterator[str]:
    """Yield links to where a work is, as far as what the style has written does not lead there."""
    doi = web_address(f"https://doi.org/{entry.doi}")
    arxiv = f"https://arxiv.org/abs/{entry.arxiv}"
    address = web_address(entry.url)
    if entry.arxiv and f"(<{arxiv}" not in shown:
        yield f"[arXiv:{escape_markdown(entry.arxiv)}](<{arxiv}>)"
    if entry.doi and f"(<{doi}>)" not in shown:
        yield f"[doi:{escape_markdown(entry.doi)}](<{doi}>)"
    if address and not entry.arxiv and not entry.doi and f"(<{address}>)" not in shown:
        yield f"[{escape_markdown(address)}](<{address}>)"
