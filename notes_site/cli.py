"""The commands: arguments, printing, exit status."""

import atexit
import errno
import gc
import json
import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import IO, TYPE_CHECKING, Any

import click

from notes_site import __version__
from notes_site.errors import (
    KINDS,
    BuildErrors,
    ConfigError,
    Place,
    Problem,
    SourceError,
    as_problem,
)

if TYPE_CHECKING:
    from notes_site.cache import Session
    from notes_site.flow.report import BuildReport
    from notes_site.flow.unchanged import Wanted

MISTAKES = 1
"""Exit status: mistakes in notes, templates or links; nothing was published."""

WRONG_USE = 2
"""Exit status: the command line or `site.yaml` is wrong."""

_OBJECTS_BETWEEN_COLLECTIONS = 400_000
"""More than a build has where one note was edited; 40 MB at most."""

_NAMED = 3
"""Notes that a summary names at most."""

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default="site.yaml",
    show_default=True,
    help="The site's configuration; its folder is the site's.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts too.")


class _Commands(click.Group):
    """Prints mistakes as lines on standard error; no traceback for what an author can cause."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        if sys.getfilesystemencoding() != "utf-8":  # nor could the files of Chinese tags be named
            place = Place(path="LC_ALL")
            text = "names of files are not UTF-8 here; write LC_ALL=C.UTF-8 before the command"
            print_problems([Problem(place=place, text=text)])
            ctx.exit(WRONG_USE)
        with _as_lines(ctx):
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _as_lines(ctx):  # `--help` and `--version` are printed here
            return super().parse_args(ctx, args)


@contextmanager
def _as_lines(ctx: click.Context) -> Iterator[None]:
    """Print mistakes that are raised within, and end."""
    try:
        yield
    except BuildErrors as error:
        tell(error.problems, "nothing was written")
        ctx.exit(MISTAKES)
    except SourceError as error:
        print_problems(error.problems)
        ctx.exit(WRONG_USE if isinstance(error, ConfigError) else MISTAKES)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever reads us has gone: click ends in silence
            raise
        print_problems([as_problem(error, _current_folder())])
        ctx.exit(MISTAKES)


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was removed meanwhile
        return Path()


def print_problems(problems: Iterable[Problem]) -> None:
    """Print one line for each of `problems` on standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)


def tell(problems: Sequence[Problem], outcome: str = "") -> None:
    """Print `problems` in order on standard error, those alike folded, and how many there are."""
    if not problems:
        return
    from notes_site.problems import fold, print_lines, totals

    is_plain = len(problems) == 1 and not outcome  # it is seen how many there are
    said = "" if is_plain else totals(problems)
    print_lines(fold(problems), "; ".join(filter(None, [said, outcome])))


def _print_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from notes_site.theme import katex_version

        click.echo(f"notes-site {__version__} (KaTeX {katex_version()})")
        ctx.exit()


class _Report(click.File):
    """A file to write that holds nothing else: a note named by a slip would be lost."""

    def convert(
        self,
        value: str | os.PathLike[str] | IO[Any],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> IO[Any]:
        if isinstance(value, str | os.PathLike) and (path := Path(value)).is_file():
            with path.open("rb") as file:
                if file.read(1) not in {b"", b"{"}:
                    self.fail(f"{str(value)!r} holds something else; name another file", param, ctx)
        return super().convert(value, param, ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of notes-site and KaTeX.",
)
def main() -> None:
    """Build a blog of machine-learning notes in two languages."""


@main.command()
@config_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site is written; from the current folder.  [default: public/ of the site]",
)
@click.option("--base-url", default="", help="Stands in for `base_url` of site.yaml.")
@drafts_option
@click.option("--future", is_flag=True, help="Show notes whose date is still to come.")
@click.option("--strict", is_flag=True, help="Take warnings for mistakes.")
@click.option(
    "--leave-out-faulty",
    is_flag=True,
    help="Publish all but the notes with mistakes, as if they were drafts.",
)
@click.option("--no-cache", is_flag=True, help="Render everything anew, and keep nothing.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes at most.  [default: one for each processor]",
)
@click.option(
    "--report",
    type=_Report("w", encoding="utf-8", lazy=False),
    help="Write what was done as JSON.",
)
def build(
    config_path: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    strict: bool,
    leave_out_faulty: bool,
    no_cache: bool,
    jobs: int | None,
    report: IO[str] | None,
) -> None:
    """Write the whole site."""
    from notes_site.cache import Session
    from notes_site.flow.clock import read_clock
    from notes_site.flow.unchanged import Wanted, build_key, find_built, keep_built
    from notes_site.problems import as_json, read_problems

    started = perf_counter()
    wanted = Wanted(
        config_path=config_path,
        output=(output or config_path.resolve().parent / "public").absolute(),
        built_at=read_clock(),
        base_url=base_url,
        shows_drafts=drafts,
        shows_future=future,
        is_strict=strict,
        leaves_out_faulty=leave_out_faulty,
    )
    with Session() as session:
        key = None if no_cache else build_key(wanted, session.digests)
        done = find_built(wanted, key, session) if key else None
        if done is None:
            try:
                built = _build(wanted, session, uses_cache=not no_cache, jobs=jobs or 0)
            except BuildErrors as error:
                if report:
                    _write_report(report, {"problems": list(map(as_json, error.problems))})
                raise
            done = built.as_json()
            if key and built.is_lasting:
                keep_built(wanted, key, done, built.published.digests, session)
        else:
            done["seconds"] = {"total": round(perf_counter() - started, 4)}
    tell(read_problems(done["problems"]))
    _name_hidden(done, "see {} by `--drafts`", "see {} by `--future`")
    click.echo(
        f"{done['notes']} notes, {done['pages']} pages: {done['written']} files written, "
        f"{done['unchanged']} unchanged, {done['removed']} removed, {done['seconds']['total']:.2f} s"
    )
    if report:
        _write_report(report, done)


def _write_report(report: IO[str], done: Mapping[str, Any]) -> None:
    report.write(json.dumps(done, indent=2) + "\n")
    report.flush()  # here, where a full disk can still be told


def _name_hidden(done: Mapping[str, Any], drafts_remedy: str, future_remedy: str) -> None:
    """Print which notes the site lacks: drafts, those to come, and those with mistakes."""
    drafts, to_come, left_out = done["drafts"], done["to_come"], done["left_out"]
    dated = [f"{path} on {date}" for path, date in to_come.items()]
    for paths, one, many, remedy in (
        (
            left_out,
            "note is left out for its mistakes",
            "notes are left out for their mistakes",
            "",
        ),
        (drafts, "draft is left out", "drafts are left out", drafts_remedy),
        (dated, "note is still to come", "notes are still to come", future_remedy),
    ):
        if paths:
            what = f"1 {one}" if len(paths) == 1 else f"{len(paths)} {many}"
            named = ", ".join([*paths[:_NAMED], *(["…"] if len(paths) > _NAMED else [])])
            how = remedy.format("it" if len(paths) == 1 else "them")
            click.echo("; ".join(filter(None, [f"{what}: {named}", how])))


def _build(wanted: "Wanted", session: "Session", *, uses_cache: bool, jobs: int) -> "BuildReport":
    # A build makes millions of objects, most of which live to its end: looking for garbage
    # among them as often as by default takes a twentieth of the time, and once more as the
    # process ends 60 milliseconds.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 50)
    atexit.register(gc.freeze)
    from notes_site.config import read_config
    from notes_site.flow.build import build_site
    from notes_site.flow.options import BuildOptions
    from notes_site.flow.progress import Listener, progress_bar

    options = BuildOptions(
        output=wanted.output,
        built_at=wanted.built_at,
        shows_drafts=wanted.shows_drafts,
        shows_future=wanted.shows_future,
        is_strict=wanted.is_strict,
        leaves_out_faulty=wanted.leaves_out_faulty,
        uses_cache=uses_cache,
        jobs=jobs,
    )
    config = read_config(wanted.config_path, wanted.base_url)
    with progress_bar() as advance:
        return build_site(config, options, Listener(advance=advance), session)


@main.command()
@config_option
@click.option("--watch/--no-watch", default=True, help="Rebuild on each save.  [default: watch]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to serve at, or the next that is free; 0 for any.",
)
@click.option(
    "--drafts/--no-drafts",
    default=True,
    help="Show drafts, marked, and notes whose date is still to come.  [default: drafts]",
)
@click.option("--open", "opens_browser", is_flag=True, help="Open the site in a browser.")
def serve(
    config_path: Path, watch: bool, host: str, port: int, drafts: bool, opens_browser: bool
) -> None:
    """Show the site, and follow each save in the open pages."""
    from notes_site.config import read_config
    from notes_site.serve.run import CannotBuildError, ServeOptions
    from notes_site.serve.run import serve as run

    config = read_config(config_path)  # what is wrong there is told before anything is started
    options = ServeOptions(
        config_path=config_path,
        host=host,
        port=port,
        is_watching=watch,
        shows_drafts=drafts,
        opens_browser=opens_browser,
        base_path=config.base_path,
    )
    try:
        run(options)
    except CannotBuildError:
        click.get_current_context().exit(MISTAKES)
    except OSError as error:
        raise click.UsageError(f"cannot serve at {host}:{port}: {error.strerror}") from error


@main.command()
@config_option
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="As for `build`.")
def clean(config_path: Path, output: Path | None) -> None:
    """Remove the output and the cache; files of others stay."""
    import shutil

    from notes_site.config import read_config
    from notes_site.flow.unchanged import CACHE
    from notes_site.write import alone_in, remove_output

    folder = read_config(config_path).folder
    with alone_in(folder):
        removed = remove_output((output or folder / "public").absolute(), folder)
        shutil.rmtree(folder / CACHE, ignore_errors=True)
    click.echo(f"{removed} files removed")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--lang", "languages", help="Its languages: `zh,en`, or one.  [default: zh,en]")
@click.option("--title", help="Title of the site.")
@click.option("--author", help="Who writes it.")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def init(
    folder: Path, languages: str | None, title: str | None, author: str | None, yes: bool
) -> None:
    """Make a small working site, with its GitHub Pages workflow."""
    from notes_site.authoring.machine_zone import machine_zone
    from notes_site.authoring.new_site import NewSite, start_site
    from notes_site.authoring.requirement import git_name, own_requirement
    from notes_site.authoring.schemas import write_schema
    from notes_site.config.languages import LANGUAGE_CODE
    from notes_site.flow.unchanged import CACHE

    if sys.stdin.isatty() and not yes:
        if languages is None:
            languages = click.prompt("Languages, the first one first", default="zh,en")
        if title is None:
            title = click.prompt("Title", default="", show_default=False)
        if author is None:
            author = click.prompt("Author", default=git_name())
    codes = tuple(part.strip() for part in ("zh,en" if languages is None else languages).split(","))
    if len({*codes}) < len(codes) or not all(map(LANGUAGE_CODE.fullmatch, codes)):
        raise click.BadParameter("write codes, as zh,en or en", param_hint="--lang")
    zone = machine_zone(os.environ)
    site = NewSite(title=title or "", author=author or "", languages=codes, timezone=zone)
    requirement = own_requirement()
    for path in start_site(folder, site, requirement):
        click.echo(f"{folder / path}")
    write_schema(folder / CACHE)
    if not requirement.is_elsewhere:
        text = f"this program was installed from a folder; requirements.txt asks for {requirement.line}, "
        click.echo(text + "so change it if that is not on the index yet", err=True)
    click.echo("\nNext:")
    for command in (
        f"cd {shlex.quote(str(folder))}",
        "notes-site serve --open",
        'notes-site new "My first note"',
    ):
        click.echo(f"  {command}")


@main.command()
@click.argument("title", required=False)
@config_option
@click.option("--lang", "language", help="Language of the note.  [default: the site's first]")
@click.option("--slug", "name", default="", help="Name of the file and part of the address.")
@click.option(
    "--translate",
    "original",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Start the counterpart of this note.",
)
def new(
    title: str | None, config_path: Path, language: str | None, name: str, original: Path | None
) -> None:
    """Start a note, with its front matter."""
    from notes_site.authoring.scaffold import find_address, start_note, start_translation
    from notes_site.config import read_config

    config = read_config(config_path)
    codes = [each.code for each in config.languages]
    if language is not None and language not in codes:
        raise click.BadParameter(f"site.yaml has {', '.join(codes)}", param_hint="--lang")
    if original:
        file = start_translation(config, original, language)
    elif title:
        if name and not name.replace("-", "").replace("_", "").isalnum():
            raise click.BadParameter("write letters, digits and `-`", param_hint="--slug")
        today = datetime.now().astimezone().date()
        file = start_note(config, title, language or codes[0], name, today)
    else:
        raise click.UsageError("name the note's title, or a note by --translate")
    click.echo(str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file))
    address = find_address(config, file)
    click.echo(address)
    if "%" in address:
        click.echo("--slug gives it an address in Latin letters", err=True)


@main.command()
@click.argument("reference", metavar="arxiv:ID|doi:ID")
@config_option
@click.option("--print", "is_printed", is_flag=True, help="Only print the entry.")
def cite(reference: str, config_path: Path, is_printed: bool) -> None:
    """Add an entry to the bibliography, as arXiv or Crossref describes the work."""
    from notes_site.citations.add_entry import add_entry
    from notes_site.citations.ask import CannotAskError, ask
    from notes_site.config import read_config

    config = read_config(config_path)
    try:
        added = add_entry(config, ask(reference), is_printed=is_printed)
    except CannotAskError as error:
        raise click.ClickException(str(error)) from error
    click.echo(added.text)
    if added.path:
        click.echo(f"{added.path}: cite it as [@{added.key}]", err=True)


@main.command()
@click.argument(
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    default="-",
)
@config_option
@click.option("--lang", "language", help="Language of the note.  [default: the site's first]")
def render(file: Path, config_path: Path, language: str | None) -> None:
    """Print a note as an HTML fragment; links stay as written."""
    from notes_site.config import SiteConfig, default_config, read_config
    from notes_site.flow.fragment import render_fragment

    config: SiteConfig = read_config(config_path) if config_path.is_file() else default_config()
    codes = [each.code for each in config.languages]
    if language is not None and language not in codes:
        raise click.BadParameter(f"write one of {', '.join(codes)}", param_hint="--lang")
    is_stdin = str(file) == "-"
    content = sys.stdin.buffer.read() if is_stdin else file.read_bytes()
    path = "<stdin>" if is_stdin else str(file)
    html, warnings = render_fragment(content, path, language or codes[0], config)
    print_problems(warnings)
    click.echo(html, nl=False)


def _read_kinds(
    _ctx: click.Context, _param: click.Parameter, kinds: tuple[str, ...]
) -> tuple[str, ...]:
    """Return kinds of problems, if they are such."""
    if not kinds:
        return ()
    from notes_site.config.warnings import list_kinds
    from notes_site.text.suggest import closest

    known = list_kinds(kinds)
    for kind in kinds:
        if kind not in known:
            close = closest(kind, known)
            remedy = f"write {close}" if close else f"write one of {', '.join(KINDS)}"
            raise click.BadParameter(f"there is no kind {kind!r}; {remedy}")
    return kinds


@main.command()
@config_option
@drafts_option
@click.option("--external", is_flag=True, help="Ask other sites too whether links to them work.")
@click.option("--strict", is_flag=True, help="Take warnings for mistakes.")
@click.option("--future", is_flag=True, help="Check notes too whose date is still to come.")
@click.option(
    "--only",
    "kinds",
    multiple=True,
    callback=_read_kinds,
    metavar="KIND",
    help="Report problems of this kind only, each in full; may be given more than once.",
)
@click.option("--all", "tells_all", is_flag=True, help="Report each warning in full.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="Write lines, annotations for GitHub, or JSON.",
)
@click.option("--translations", is_flag=True, help="Report too what has not followed the original.")
@click.option(
    "--mark-current",
    "marked",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    metavar="PATH",
    help="Only remember that this note, or all of a folder, says the same as its translations.",
)
def check(
    config_path: Path,
    drafts: bool,
    external: bool,
    strict: bool,
    future: bool,
    kinds: tuple[str, ...],
    tells_all: bool,
    form: str,
    translations: bool,
    marked: tuple[Path, ...],
) -> None:
    """Report everything that `build` would, and every broken address; change nothing."""
    if marked:
        _mark_current(config_path, marked)
        return
    from notes_site.errors import has_mistakes
    from notes_site.flow.check import CheckOptions, check_site
    from notes_site.flow.clock import read_clock
    from notes_site.flow.report import list_hidden

    options = CheckOptions(
        checked_at=read_clock(),
        shows_drafts=drafts,
        shows_future=future,
        is_strict=strict,
        asks_others=external,
        tells_stale=translations,
    )
    try:
        checked = check_site(config_path, options)
    except ConfigError as error:
        if form == "text":
            raise
        _write_problems(error.problems, form, config_path.parent)
        click.get_current_context().exit(WRONG_USE)
    shown = [
        problem
        for problem in checked.problems
        if not kinds or {problem.kind, problem.kind.partition("/")[0]} & {*kinds}
    ]
    if form != "text":
        _write_problems(shown, form, config_path.parent)
    elif kinds or tells_all:
        _tell_each(shown)
    else:
        tell(shown)
    made = checked.made
    if form != "json":
        left = {**list_hidden(made.hidden), "left_out": []}
        _name_hidden(left, "check {} by `--drafts`", "check {} by `--future`")
    if has_mistakes(shown):
        click.get_current_context().exit(MISTAKES)
    if form == "json":
        return
    others = len(checked.problems) - len(shown)
    said = f"{others} problems of other kinds" if others else "no mistakes"
    click.echo(f"{len(made.notes)} notes, {made.pages} pages: {said}")
    unknown = sum(not pair.is_recorded for pair in made.comparisons)
    if translations and unknown:
        remedy = "mark those that are by `notes-site check --mark-current PATH`"
        click.echo(f"pairs of translations never marked as up to date: {unknown}; {remedy}")


def _tell_each(problems: Sequence[Problem]) -> None:
    from notes_site.problems import print_lines, totals, unfolded

    print_lines(unfolded(problems), totals(problems))


def _write_problems(problems: Sequence[Problem], form: str, folder: Path) -> None:
    """Write problems for GitHub or for an editor on standard output."""
    from notes_site.problems import as_annotations, as_json

    if form == "github":
        root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        for line in as_annotations(problems, Path(os.path.relpath(folder.absolute(), root))):
            click.echo(line)
        return
    count = sum(problem.is_warning for problem in problems)
    counts = {"mistakes": len(problems) - count, "warnings": count}
    click.echo(json.dumps({**counts, "problems": list(map(as_json, problems))}, indent=2))


def _mark_current(config_path: Path, paths: tuple[Path, ...]) -> None:
    from notes_site.authoring.mark_current import mark_current
    from notes_site.config import read_config
    from notes_site.translations.record import RECORD

    count = mark_current(read_config(config_path), paths)
    click.echo(f"pairs of translations marked as up to date in {RECORD}: {count}")


@main.command()
@click.argument("kind", type=click.Choice(["site", "note"]), default="site")
def schema(kind: str) -> None:
    """Print the JSON Schema of site.yaml, or of a note's front matter, for editors."""
    from notes_site.authoring.schemas import note_schema, site_schema

    found = site_schema() if kind == "site" else note_schema()
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))


@main.group()
def theme() -> None:
    """Copy files of the theme into the site, and see what has changed in them since."""


@theme.command("list")
@config_option
def list_theme_files(config_path: Path) -> None:
    """List the themes that are installed, and what of the site's one can be copied."""
    from notes_site.authoring.theme_copies import list_theme
    from notes_site.config import read_config
    from notes_site.theme import BUILT_IN, installed_themes

    config = read_config(config_path)
    for name in (BUILT_IN, *installed_themes()):
        click.echo(f"theme {name}{' (of this site)' if name == config.theme.name else ''}")
    for each in list_theme(config):
        click.echo(f"  {each.path}{'   (the site has its own)' if each.own else ''}")


@theme.command("copy")
@click.argument("name")
@config_option
def copy_theme_file(name: str, config_path: Path) -> None:
    """Copy the file NAME of the theme into the site, where it stands in for the theme's."""
    from notes_site.authoring.theme_copies import copy_file, find_file
    from notes_site.config import read_config

    config = read_config(config_path)
    click.echo(str(copy_file(config, find_file(config, name))))


@theme.command("diff")
@click.argument("name", required=False)
@config_option
@click.option("--mark-current", "marks", is_flag=True, help="Remember that the copy is up to date.")
def diff_theme(name: str | None, config_path: Path, marks: bool) -> None:
    """Show what has changed in the theme since files, or NAME, were copied."""
    from notes_site.authoring.theme_copies import (
        find_file,
        list_theme,
        mark_current,
        show_difference,
    )
    from notes_site.config import read_config

    config = read_config(config_path)
    files = [find_file(config, name)] if name else [e for e in list_theme(config) if e.own]
    for each in files:
        if marks:
            mark_current(config, each)
            click.echo(f"{each.path}: marked as up to date")
        else:
            click.echo(show_difference(config, each), nl=False)


@main.group()
def translate() -> None:
    """Hand out what is to be translated, and put it back with proof."""


@translate.command("export")
@click.argument("notes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@config_option
@click.option("--to", "language", required=True, help="Language to translate into.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "po", "json"]),
    default="md",
    show_default=True,
    help="For people and models; for gettext's tools; for programs.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.  [default: standard output]",
)
def export_texts(
    notes: tuple[Path, ...], config_path: Path, language: str, form: str, output: Path | None
) -> None:
    """Write the texts of NOTES that are new, or have changed since they were marked current."""
    from notes_site.authoring.export_texts import export_notes
    from notes_site.config import read_config
    from notes_site.translations.exchange.file import Format, write_exchange

    config = read_config(config_path)
    codes = [each.code for each in config.languages]
    if language not in codes:
        raise click.BadParameter(f"site.yaml has {', '.join(codes)}", param_hint="--to")
    found = export_notes(config, notes, language)
    if not found:
        click.echo(
            "nothing is new, and nothing has changed: there is nothing to translate", err=True
        )
        return
    text = write_exchange(found, Format(form))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    count = sum(len(note.entries) for note in found)
    click.echo(f"{count} texts of {len(found)} notes to translate", err=True)


@translate.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@config_option
@click.option("--partial", is_flag=True, help="Write what is right although not all is.")
@click.option("--by", default="", help="Who translated: a person, or a program.")
def import_texts(file: Path, config_path: Path, partial: bool, by: str) -> None:
    """Put the translations in FILE into their notes, or nothing if one of them holds a mistake."""
    from notes_site.authoring.import_texts import import_notes
    from notes_site.config import read_config
    from notes_site.errors import decode
    from notes_site.translations.exchange.file import find_format, read_exchange

    config = read_config(config_path)
    text = decode(file.read_bytes(), str(file))
    notes = read_exchange(text, str(file), find_format(file.name))
    done = import_notes(config, notes, str(file), by=by, is_partial=partial)
    print_problems(done.left)
    tell(done.differences)
    for path in done.written:
        click.echo(path)
    left = f"; {len(done.left)} mistakes, whose texts were left out" if done.left else ""
    click.echo(f"{done.blocks} texts put into {len(done.written)} notes{left}")


@translate.command("status")
@click.argument("notes", nargs=-1, type=click.Path(path_type=Path, exists=True))
@config_option
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the same as JSON into this file.",
)
def translation_status(notes: tuple[Path, ...], config_path: Path, report: Path | None) -> None:
    """Show how far all articles, or NOTES, are translated; the most to do first."""
    import msgspec
    from rich.console import Console
    from rich.table import Table

    from notes_site.authoring.translation_status import find_status
    from notes_site.config import read_config

    config = read_config(config_path)
    found = find_status(config, notes)
    if report is not None:
        plain = [{**msgspec.to_builtins(each), "state": each.state} for each in found]
        report.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    names = ("note", "into", "state", "texts", "missing", "stale", "drafts", "words")
    rows = [
        (
            f"{each.note}:{each.next_line}" if each.next_line else each.note,
            each.language,
            each.state,
            *map(str, (each.texts, each.missing, each.stale, each.drafts, each.words)),
        )
        for each in found
    ]
    if sys.stdout.isatty():
        table = Table(*names)
        table.columns[0].overflow = "fold"
        for row in rows:
            table.add_row(*row)
        Console().print(table)
    else:
        for row in [names, *rows]:
            click.echo("\t".join(row))
    left = sum(each.words for each in found)
    click.echo(f"{len(found)} translations, {left:,} words to translate")


@main.group(invoke_without_command=True)
@config_option
@click.pass_context
def terms(context: click.Context, config_path: Path) -> None:
    """Show the terms of terms.yaml, and in how many notes each stands."""
    if context.invoked_subcommand:
        return
    from notes_site.authoring.suggest_terms import count_uses
    from notes_site.config import read_config
    from notes_site.translations import read_terms

    config = read_config(config_path)
    uses = count_uses(config)
    found = read_terms(config.folder, [each.code for each in config.languages])
    for term in found:
        words = " = ".join(dict.fromkeys(word for _, word in term.words))
        click.echo(f"{words}\t{uses.get(term.line, 0)}")
    click.echo(f"{len(found)} terms")


@terms.command("suggest")
@config_option
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="Terms at most."
)
def suggest(config_path: Path, most: int) -> None:
    """Print terms that notes in both languages suggest, as lines for terms.yaml."""
    from notes_site.authoring.suggest_terms import suggest_terms
    from notes_site.config import read_config

    for term in suggest_terms(read_config(config_path), most):
        words = ", ".join(f"{code}: {word}" for code, word in term.words)
        click.echo(f"- {{{words}}}  # {term.count} times, first {term.place}")


@main.command("import")
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]", required=False
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(
        ["hexo", "hugo", "jekyll", "quarto", "docsify", "obsidian", "notion", "typora", "folder"]
    ),
    help="The tool that the blog was made with.  [default: found out]",
)
def import_command(source: Path, folder: Path | None, kind: str | None) -> None:
    """Make a site of the blog in SOURCE, which is not touched, in DIR."""
    from notes_site.flow.progress import Listener, progress_bar
    from notes_site.importing import SourceKind, import_blog, summarize, verify_import, write_report

    target = folder or Path(f"{source.resolve().name}-notes")
    with progress_bar() as advance:
        report = import_blog(source, target, SourceKind(kind) if kind else None, advance)
    with progress_bar() as advance:
        verify_import(target.resolve(), report, Listener(advance=advance))
    (target / "import-report.md").write_text(write_report(report, str(target)), encoding="utf-8")
    for line in summarize(report):
        click.echo(line)
    click.echo(f"\nNow: cd {target} && notes-site serve --drafts --open")
