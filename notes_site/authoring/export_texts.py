"""Texts of notes out for translation: `translate export`."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from notes_site.authoring.note_pairs import NotePair, SiteNotes, refuse_path
from notes_site.config import SiteConfig
from notes_site.model import Block, BlockKind
from notes_site.translations.exchange.answers import shows
from notes_site.translations.exchange.texts import Entry, Exchanged, State
from notes_site.translations.terms import Term, terms_in


def export_notes(config: SiteConfig, paths: Iterable[Path], target: str) -> list[Exchanged]:
    """Return the texts that are new, or have changed since they were marked current.

    Args:
        config: of the site.
        paths: notes, or folders of notes; those that are in `target` already are left out.
        target: code of the language to translate into.

    Raises:
        SourceError: one of `paths` holds no note, or a note holds mistakes.
    """
    notes = SiteNotes(config)
    wanted: set[str] = set()
    for path in paths:
        found = {source.path for source in notes.below(path) if source.language != target}
        if not found:
            text = f"there is no note here that could be translated into `{target}`; name a note, or a folder"
            raise refuse_path(path, text)
        wanted |= found
    exchanged = []
    for source in notes.sources.values():
        if source.path not in wanted:
            continue
        if entries := tuple(list_entries(notes.pair(source, target), notes.terms)):
            exchanged.append(
                Exchanged(path=source.path, source=source.language, target=target, entries=entries)
            )
    return exchanged


def list_entries(pair: NotePair, terms: Sequence[Term] = ()) -> Iterator[Entry]:
    """Yield the texts of a note that go out, with those of `terms` that occur in them."""
    language = pair.original.source.language
    before: list[str] = []
    blocks = iter(pair.original.blocks)
    block = next(blocks, None)
    for index, unit in enumerate(pair.original.units):
        while block and unit.block and block.first_line < unit.block.first_line:
            if shown := _describe(block):
                before.append(shown)
            block = next(blocks, None)
        if index not in pair.waiting:
            continue
        partner = pair.partners.get(index)
        yield Entry(
            number=index + 1,
            kind=unit.kind,
            state=_state(pair, is_there=partner is not None),
            digest=unit.digest,
            original=unit.text.show(),
            answer=shows(partner.text, unit.text) if partner else "",
            before="; ".join(before[-3:]),
            terms=tuple(
                _show_term(term, language, pair.target)
                for term in terms_in(unit.typed, language, terms)
            ),
        )
        before.clear()


def _show_term(term: Term, language: str, target: str) -> str:
    """Return a term for whoever translates it: `attention = 注意力 (a remark)`."""
    shown = f"{term.word(language)} = {term.word(target)}"
    return f"{shown} ({term.note})".replace("--", "- -") if term.note else shown


def _state(pair: NotePair, *, is_there: bool) -> State:
    if not is_there:
        return State.NEW
    return State.CHANGED if pair.record else State.UNMARKED


def _describe(block: Block) -> str:
    """Return what a block that does not go out is, for whoever translates what follows."""
    if block.kind is BlockKind.CODE:
        lines = block.content.count("\n")
        return f"code, {block.language or 'plain'}, {lines} lines"
    if block.kind is BlockKind.FORMULA:
        return "a formula: " + " ".join(block.content.split())[:80].replace("--", "- -")
    return ""
