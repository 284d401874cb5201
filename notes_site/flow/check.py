"""All that can be said of a site before it is published, and nothing written."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from notes_site.cache import Session
from notes_site.check.crawl import crawl
from notes_site.check.external import check_external
from notes_site.config import read_config
from notes_site.config.warnings import apply_levels
from notes_site.errors import Problem, as_mistakes, by_place
from notes_site.flow.build import make_site
from notes_site.flow.made_site import MadeSite
from notes_site.flow.options import BuildOptions
from notes_site.flow.progress import Clock
from notes_site.flow.unchanged import CACHE


class CheckOptions(Struct, frozen=True, kw_only=True):
    """The command line of a check."""

    checked_at: datetime
    shows_drafts: bool
    shows_future: bool
    is_strict: bool
    asks_others: bool
    """Whether other sites are asked for the addresses there."""

    tells_stale: bool
    """Whether translations that have fallen behind are told of."""


class Checked(Struct, frozen=True, kw_only=True):
    """The outcome of a check."""

    made: MadeSite
    problems: tuple[Problem, ...]
    """By place."""


def check_site(config_path: Path, options: CheckOptions) -> Checked:
    """Return the site as a build would make it, and all that is wrong with it.

    Raises:
        ConfigError: `site.yaml` or `locales/` hold mistakes.
    """
    config = read_config(config_path)
    given = BuildOptions(
        output=config.folder / "public",
        built_at=options.checked_at,
        shows_drafts=options.shows_drafts,
        shows_future=options.shows_future,
        makes_all=True,
        uses_cache=False,
    )
    with Session() as session:
        made = make_site(config, given, Clock(), session)
        found = crawl(
            made.files,
            config.base_url,
            config.folder,
            made.sources(),
            awaited=made.awaited,
            told=made.told(),
        )
    problems = [*made.problems, *found.problems]
    if options.asks_others:
        known = config.folder / CACHE / "external.json"
        problems += check_external(found.external, known, options.checked_at)
    if options.tells_stale:
        stale = [each.problem() for pair in made.comparisons for each in pair.stale]
        problems += stale if "stale" in config.warnings else as_mistakes(stale)
    problems = apply_levels(problems, config.warnings)
    return Checked(
        made=made,
        problems=tuple(by_place(as_mistakes(problems) if options.is_strict else problems)),
    )
