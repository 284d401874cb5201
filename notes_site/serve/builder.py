"""The process that builds: one order a line in, one outcome a line out.

It has no threads, so `render_notes` may fork workers here. In the server's process it must not:
a fork copies the locks that watchdog's and asyncio's threads hold, and nobody ever opens them. It
is also why a build never delays an answer to the browser, and why a fault in it ends no session.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import import_module
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec.structs import replace

from notes_site.cache import Session
from notes_site.config import SiteConfig, read_config
from notes_site.errors import Place, Problem, SourceError, as_problem
from notes_site.flow.build import build_site
from notes_site.flow.options import BuildOptions
from notes_site.flow.progress import Listener
from notes_site.flow.report import BuildReport
from notes_site.load import map_urls
from notes_site.notebooks import read_notebook
from notes_site.problems import fold
from notes_site.serve.messages import Mistake, Order, Outcome, Unshown
from notes_site.theme import TEMPLATES

_BUILDS_BETWEEN_COLLECTIONS = 20
"""Few cycles of objects become garbage: what was made for a `site.yaml` that has changed."""

_NICE = 10
"""How far a build that nobody waits for steps back behind other programs."""

_SHOWN = 120
"""Characters of a line that are shown around a mistake."""


def main() -> None:
    """Answer orders until standard input ends, as it does when the server is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the answers

    def answer(outcome: Outcome) -> None:
        answers.write(msgspec.json.encode(outcome) + b"\n")
        answers.flush()

    gc.disable()  # to look through all that is in memory takes as long as a build
    with Session() as session:
        for number, line in enumerate(sys.stdin.buffer):
            order = msgspec.json.decode(line, type=Order)
            answer(build(order, session, lambda: answer(Outcome(is_under_way=True))))
            if not order.makes_indexes:  # after which no build follows
                _load_renderer()
            gc.collect(2 if number % _BUILDS_BETWEEN_COLLECTIONS == 0 else 1)


def _load_renderer() -> None:
    """Load what makes the pages of changed notes, so that the first save need not wait for it."""
    for name in ("notes_site.flow.render_jobs", "notes_site.pages.template"):
        import_module(name)


def _read_config(order: Order) -> SiteConfig:
    """Return what `site.yaml` says, but that nobody counts an author looking at a draft."""
    return replace(read_config(Path(order.config)), statistics=())


def _options(order: Order) -> BuildOptions:
    return BuildOptions(
        output=Path(order.output),
        built_at=datetime.now(UTC),
        is_preview=True,
        leaves_out_faulty=True,
        makes_indexes=order.makes_indexes,
        shows_drafts=order.shows_drafts,
        shows_future=order.shows_drafts,
    )


def build(order: Order, session: Session, announce: Callable[[], None] | None = None) -> Outcome:
    """Return what comes of building the site once.

    Args:
        order: what to build.
        session: of the builds before.
        announce: told once the pages of the notes that were saved are there.
    """
    folder = Path(order.config).resolve().parent
    base_path = None
    if order.makes_indexes and sys.platform != "win32":
        os.nice(_NICE)
    try:
        config = _read_config(order)
        base_path = config.base_path
        done = build_site(config, _options(order), Listener(announce=announce), session)
    except SourceError as error:
        return Outcome(mistakes=_show(error.problems, folder), base_path=base_path)
    except OSError as error:
        # A file went away, or may not be read. If it was only on the move, the events of
        # that lead to the next build.
        mistake = Mistake(text=str(as_problem(error, folder)))
        return Outcome(mistakes=(mistake,), base_path=base_path)
    mistakes: dict[str, list[Mistake]] = {path: [] for path in done.left_out}
    for problem in done.problems:
        if not problem.is_warning and problem.place.path in mistakes:
            url = f"{base_path}{done.left_out[problem.place.path]}"
            mistake = replace(_show_at(problem.place, str(problem), folder), url=unquote(url))
            mistakes[problem.place.path].append(mistake)
    return Outcome(
        mistakes=tuple(chain(*mistakes.values())),
        is_published=True,
        unshown=dict(_find_unshown(done, config, mistakes)),
        warnings=tuple(map(str, fold(done.warnings))),
        written=done.published.written + done.published.removed,
        fresh=done.fresh,
        notes=done.notes,
        base_path=base_path,
    )


def _find_unshown(
    done: BuildReport, config: SiteConfig, mistakes: Mapping[str, Sequence[Mistake]]
) -> Iterator[tuple[str, Unshown]]:
    """Yield address and note of all that are left out: with mistakes, drafts, or still to come."""
    for path, url in done.left_out.items():
        said = Unshown(
            path=path,
            what="a note with mistakes",
            remedy="Once they are mended, the note is here.",
            mistakes=tuple(mistakes[path]),
        )
        yield unquote(url), said
    urls, _ = map_urls(done.hidden, config)
    for source in done.hidden:
        remedy = "Take out <code>draft: true</code>, or serve without <code>--no-drafts</code>."
        what = "a draft"
        if not source.front.is_draft:
            what = f"a note that is still to come, on {source.date.date()}"
            remedy = "Serve without <code>--no-drafts</code>."
        yield unquote(urls[source.path]), Unshown(path=source.path, what=what, remedy=remedy)


def _show(problems: Iterable[Problem], folder: Path) -> tuple[Mistake, ...]:
    return tuple(
        _show_at(problem.place, str(problem), folder)
        for problem in problems
        if not problem.is_warning
    )


def _show_at(place: Place, text: str, folder: Path) -> Mistake:
    line = _read_line(place, folder)
    first = max(0, place.column - 1 - _SHOWN // 2)
    return Mistake(
        text=text,
        source=line[first : first + _SHOWN],
        column=place.column - first if place.column else 0,
    )


def _read_line(place: Place, folder: Path) -> str:
    if not place.line:
        return ""
    for root in (folder, TEMPLATES.parent):  # a template may be the theme's
        try:
            content = (root / place.path).read_bytes()
            text = _read_cell(content, place) if place.cell else content.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError, SourceError):
            continue
        lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
        return lines[place.line - 1] if place.line <= len(lines) else ""
    return ""


def _read_cell(content: bytes, place: Place) -> str:
    cells = read_notebook(content, place.path).cells
    return cells[place.cell - 1].text if place.cell <= len(cells) else ""


if __name__ == "__main__":
    main()
