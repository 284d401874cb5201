"""The flow, one call a stage. Start reading here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from urllib.parse import quote

from notes_site.check import check_links
from notes_site.config import SiteConfig
from notes_site.errors import BuildErrors, Problem, SourceError, as_mistakes, by_place
from notes_site.jobs import RenderJob, render_notes
from notes_site.load import find_notes, is_held_back, map_urls, read_source
from notes_site.model import FragmentCount, OutputFile, Source, Url
from notes_site.pages import Templates, assemble_site, list_pages, output_path
from notes_site.render import Addresses, RenderSettings, read_code_style
from notes_site.store import Store
from notes_site.theme import TEMPLATES
from notes_site.words import read_words
from notes_site.write import find_assets, find_static, publish

CACHE = ".notes-site"
"""Folder of the cache, below the site's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the command line says of a build."""

    output: Path
    built_at: datetime
    shows_drafts: bool = False
    shows_future: bool = False
    is_strict: bool = False
    uses_cache: bool = True
    jobs: int = 0
    """Processes at most; 0 for as many as there are processors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    notes: int
    pages: int
    written: int
    unchanged: int
    removed: int
    formulas: FragmentCount
    code_blocks: FragmentCount
    warnings: tuple[Problem, ...]
    seconds: dict[str, float]
    """Stage → seconds, in the order of the flow."""


@dataclass(slots=True)
class _Clock:
    """Measures stages that follow one another."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def stage(self, name: str) -> None:
        """Write down the time since the last stage as that of `name`."""
        now = perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.last
        self.last = now


def build_site(
    config: SiteConfig,
    options: BuildOptions,
    advance: Callable[[int], None] = lambda _: None,
) -> BuildReport:
    """Write the whole site that `config` describes, or nothing.

    Args:
        config: `site.yaml`.
        options: what the command line says.
        advance: told how many notes were rendered since it was last called.

    Raises:
        BuildErrors: all the mistakes found in notes, templates and links, by place.
        ConfigError: the output folder cannot be used, or `locales/` holds mistakes.
    """
    clock = _Clock()
    problems: list[Problem] = []
    words = {each.code: read_words(each, config.folder) for each in config.languages}
    sources = _read_sources(config, options, problems)
    urls, clashes = map_urls(sources, config)
    problems += clashes
    attachments = _map_attachments(sources, urls)
    static = find_static(config.folder)
    clock.stage("load")

    cache = config.folder / CACHE if options.uses_cache else None
    with Store(cache / "store.sqlite" if cache else None) as store:
        style = read_code_style(config.code, store)
        assets = find_assets(config.folder, {"code.css": style.css})
        clock.stage("assets")

        job = RenderJob(
            settings=RenderSettings(
                macros=config.math.macros,
                excerpt=config.excerpt,
                code=config.code,
                coloured=style.coloured,
                words={code: each.texts for code, each in words.items()},
            ),
            math=config.math,
            addresses=Addresses(notes=urls, files=attachments, base_path=config.base_path),
            store_path=cache / "store.sqlite" if cache else None,
        )
        rendered = render_notes(sources, job, options.jobs, advance)
        problems += rendered.problems
        clock.stage("render")

        site = assemble_site(rendered.notes, config, words, assets.urls, options.built_at)
        pages = list(list_pages(site))
        problems += (each for note in rendered.notes for each in note.warnings)
        if all(problem.is_warning for problem in problems):  # a note left out breaks links to it
            copied = [*static, *(file.path for file in assets.files)]
            known = {page.url for page in pages} | {Url(f"/{quote(path)}") for path in copied}
            problems += check_links(rendered.notes, known | set(attachments.values()))
        clock.stage("pages")

        folders = [config.folder / "templates", TEMPLATES]
        templates = Templates(folders, cache / "templates" if cache else None)
        made = list(run_stage(templates.render, pages, problems))
        problems = by_place(as_mistakes(problems) if options.is_strict else problems)
        if not all(problem.is_warning for problem in problems):
            raise BuildErrors(problems)
        clock.stage("templates")

        copies = [OutputFile(path=path, content=file) for path, file in static.items()]
        copies += [
            OutputFile(path=output_path(url), content=config.folder / path)
            for path, url in attachments.items()
        ]
        published = publish([*made, *assets.files, *copies], options.output, config.folder)
        formulas = _sum(note.formulas for note in rendered.notes)
        code_blocks = _sum(note.code_blocks for note in rendered.notes)
        store.prune(formulas.keys | code_blocks.keys)
        clock.stage("write")
    clock.seconds["total"] = sum(clock.seconds.values())
    return BuildReport(
        notes=len(rendered.notes),
        pages=len(pages),
        written=published.written,
        unchanged=published.unchanged,
        removed=published.removed,
        formulas=formulas,
        code_blocks=code_blocks,
        warnings=tuple(problems),
        seconds=clock.seconds,
    )


Item = TypeVar("Item")
Made = TypeVar("Made")


def run_stage(
    stage: Callable[[Item], Made], items: Iterable[Item], problems: list[Problem]
) -> Iterator[Made]:
    """Yield what `stage` makes of each of `items`; add the mistakes to `problems`."""
    for item in items:
        try:
            yield stage(item)
        except SourceError as error:
            problems += error.problems


def _read_sources(
    config: SiteConfig, options: BuildOptions, problems: list[Problem]
) -> list[Source]:
    files, warnings = find_notes(config)
    problems += warnings
    sources = run_stage(lambda file: read_source(file, config.folder), files, problems)
    return [
        source
        for source in sources
        if (options.shows_drafts or not source.front.is_draft)
        and (options.shows_future or not is_held_back(source, options.built_at))
    ]


def _map_attachments(sources: Sequence[Source], urls: Mapping[str, Url]) -> dict[str, Url]:
    """Return path of a file beside a note → its address, below the note's."""
    return {
        path: Url(
            urls[source.path] + quote(path.removeprefix(source.path.removesuffix("index.md")))
        )
        for source in sources
        for path in source.attachments
    }


def _sum(counts: Iterable[FragmentCount]) -> FragmentCount:
    listed = list(counts)
    return FragmentCount(
        keys=frozenset().union(*(count.keys for count in listed)),
        total=sum(count.total for count in listed),
        rendered=sum(count.rendered for count in listed),
    )
