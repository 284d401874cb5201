"""Tags and series whose words differ and whose addresses do not."""

from collections.abc import Iterable, Iterator

from notes_site.config.names import Names
from notes_site.config.site import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.model import RenderedNote
from notes_site.text.slug import fold, slug


def check_names(notes: Iterable[RenderedNote], config: SiteConfig) -> Iterator[Problem]:
    """Yield a warning for each tag and series that shares the page of another: `C`, `C++`."""
    ordered = sorted(notes, key=lambda note: note.source.path)
    tags = [(note, tag) for note in ordered for tag in note.source.front.tags]
    series = [(note, note.source.front.series) for note in ordered if note.source.front.series]
    yield from _find_shared("tags", tags, config.tags)
    yield from _find_shared("series", series, config.series)


def _find_shared(
    section: str, uses: Iterable[tuple[RenderedNote, str]], names: Names
) -> Iterator[Problem]:
    firsts: dict[str, tuple[str, Place]] = {}
    told: set[str] = set()
    for note, written in uses:
        key = names.key(written)
        line = note.source.front.lines.get(section, 1)
        place = note.source.place(line)
        first, first_place = firsts.setdefault(slug(key), (key, place))
        if fold(key) in {fold(first), *told}:
            continue
        told.add(fold(key))
        text = (
            f"`{written}` shares the page /{section}/{slug(key)}/ with `{first}` at {first_place}; "
            f"give it a word of its own in site.yaml: `{section}: {{a-word: {written}}}`"
        )
        yield Problem(place=place, kind="names", text=text, is_warning=True)
