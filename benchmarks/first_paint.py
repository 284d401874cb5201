"""Print when a phone on a slow line shows a note, beside Hugo with PaperMod; README.md says how to read it."""

import argparse
import gzip
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.measure import CommandError, run
from benchmarks.papermod import dress_in_papermod
from benchmarks.sites import copy_site, hugo_program, make_pair
from notes_site.config import read_config

_PHONE = ViewportSize(width=360, height=740)
_SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""A round trip in ms, and bytes a second: "Slow 4G" of Lighthouse."""

_WATCH = """
window.shifts = window.largest = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; }))
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.largest = entry.startTime; }))
  .observe({ type: "largest-contentful-paint", buffered: true });
"""
_READ = """() => [
  performance.getEntriesByName("first-contentful-paint")[0].startTime,
  window.largest,
  document.querySelectorAll("*").length,
  document.querySelectorAll(".katex").length,
  window.shifts,
]"""
_COLUMNS = ("first text, ms", "largest, ms", "kB", "nodes", "formulas", "shift")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One look at a page, nothing of it in the browser's cache."""

    first_ms: float
    """Until the first text or picture: the First Contentful Paint of the Paint Timing standard."""

    largest_ms: float
    kilobytes: float
    """All that went over the line, compressed as a server sends it."""

    nodes: float
    formulas: float
    """Those set by KaTeX: the same ones have to stand on both pages."""

    shift: float


class _Handler(SimpleHTTPRequestHandler):
    """Serves files below the path of the site's address, text compressed."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type] # as `partial` hands them on

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.removeprefix(self.prefix)))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        kind = "font/woff2" if file.suffix == ".woff2" else self.guess_type(file)
        content = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if kind.startswith("text/") or "javascript" in kind or "svg" in kind:
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def _serving(folder: Path, prefix: str) -> Iterator[str]:
    handler = partial(_Handler, prefix=prefix, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()


def view(browser: Browser, url: str) -> View:
    """Return what a first look at `url` takes on a phone with a slow line."""
    context = browser.new_context(viewport=_PHONE)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _SLOW_LINE)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="networkidle")
    first, largest, nodes, formulas, shift = page.evaluate(_READ)
    context.close()
    return View(
        first_ms=first,
        largest_ms=largest,
        kilobytes=sum(sizes) / 1000,
        nodes=nodes,
        formulas=formulas,
        shift=shift,
    )


def _medians(views: Sequence[View]) -> list[float]:
    return [
        statistics.median(getattr(view, field.name) for view in views) for field in fields(View)
    ]


def _print_table(views: dict[str, list[View]]) -> None:
    rows = {name: _medians(seen) for name, seen in views.items()}
    ours, theirs = rows.values()
    rows["ratio"] = [a / b if b else 0 for a, b in zip(ours, theirs, strict=True)]
    print("| |", " | ".join(_COLUMNS), "|")
    print("| --- " * (len(_COLUMNS) + 1) + "|")
    for name, row in rows.items():
        digits = [2] * 6 if name == "ratio" else [0, 0, 0, 0, 0, 3]
        print(
            f"| {name} |", " | ".join(f"{x:,.{n}f}" for x, n in zip(row, digits, strict=True)), "|"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", default=Path())
    parser.add_argument("--theme", type=Path, required=True, help="a copy of hugo-PaperMod")
    parser.add_argument("--hugo", default="hugo")
    parser.add_argument("--language", help="code of the notes' language; default: the last")
    parser.add_argument("--notes", type=int, default=5, help="how many, spread over the site")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    """Build the site by both, and look at some notes of it in turn."""
    arguments = _arguments()
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name) / "site"
        copy_site(arguments.site, folder)
        config = read_config(folder / "site.yaml")
        pair = make_pair(folder, hugo_program(arguments.hugo))
        hugo = folder.with_name("site-hugo")
        dress_in_papermod(hugo, config, arguments.theme)
        for site in (pair.ours, pair.hugo):
            run(site.build)
        language = arguments.language or config.languages[-1].code
        addresses = [
            note.url
            for note in pair.ours.notes
            if note.file.relative_to(folder / "content").parts[0] == language
            and (hugo / "public" / note.url / "index.html").is_file()
        ]
        step = max(1, len(addresses) // arguments.notes)
        chosen = addresses[::step][: arguments.notes]
        prefix = config.base_path
        roots = {
            "notes-site": stack.enter_context(_serving(folder / "public", prefix)),
            "PaperMod": stack.enter_context(_serving(hugo / "public", prefix)),
        }
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        views: dict[str, list[View]] = {name: [] for name in roots}
        for address in chosen:
            for _ in range(arguments.runs):
                for maker, root in roots.items():
                    views[maker].append(view(browser, f"{root}/{address}"))
        browser.close()
        _print_table(views)


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
