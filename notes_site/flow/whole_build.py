"""A whole build: found as it was made before, or made now."""

from time import perf_counter
from typing import TYPE_CHECKING, Any

from notes_site.cache import Session
from notes_site.flow.unchanged import Wanted, build_key, find_built, keep_built

if TYPE_CHECKING:  # loads the stages
    from notes_site.flow.report import BuildReport


def build_whole(wanted: Wanted) -> dict[str, Any]:
    """Return the report of the build that is wanted, as `--report` writes it.

    Raises:
        BuildErrors: all the mistakes found in notes, templates and links, by place.
        ConfigError: `site.yaml` or `locales/` hold mistakes, or the output cannot be used.
    """
    started = perf_counter()
    with Session() as session:
        key = build_key(wanted, session.digests) if wanted.options.uses_cache else None
        found = find_built(wanted, key, session) if key else None
        if found:
            return {**found, "seconds": {"total": round(perf_counter() - started, 4)}}
        built = _build(wanted, session)
        report = built.as_json()
        if key and built.is_lasting:
            keep_built(wanted, key, report, built.published.digests, session)
        return report


def _build(wanted: Wanted, session: Session) -> "BuildReport":
    from notes_site.config import read_config
    from notes_site.flow.build import build_site
    from notes_site.flow.progress import Listener, progress_bar

    config = read_config(wanted.config_path, wanted.base_url)
    with progress_bar() as advance:
        return build_site(config, wanted.options, Listener(advance=advance), session)
