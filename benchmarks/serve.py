"""Time from saving a note to the changed page being served, and memory after many builds.

Run by hand: `python benchmarks/serve.py path/to/site path/to/note.md [saves]`. The site is copied.
"""

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Print both tables."""
    saves = int(sys.argv[3]) if len(sys.argv) > 3 else 100  # noqa: PLR2004 - the third argument
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        hidden = shutil.ignore_patterns(".*", "public")
        shutil.copytree(sys.argv[1], site, ignore=hidden, copy_function=shutil.copyfile)
        command = [sys.executable, "-m", "notes_site", "serve", "--port", "0", "--config"]
        with Popen([*command, str(site / "site.yaml")], cwd=ROOT, stdout=PIPE, text=True) as server:
            assert server.stdout is not None  # noqa: S101 - for mypy
            url = urlsplit(server.stdout.readline().strip())
            try:
                measure(
                    f"{url.hostname}:{url.port}", url.path, site / sys.argv[2], saves, server.pid
                )
            finally:
                server.terminate()


def measure(host: str, base: str, note: Path, saves: int, pid: int) -> None:
    """Save `note` again and again, each time once its last text is served."""
    address = f"{base}{'' if note.parts[-2] == 'zh' else 'en/'}notes/{note.stem}/"
    events = HTTPConnection(host)
    events.request("GET", "/.notes-site/events")
    stream = events.getresponse()
    text = note.read_text(encoding="utf-8")
    wait(stream)
    took = []
    print(f"memory before, server and builder: {memory(pid)} MB")
    for number in range(saves):
        word = f"word{number}-{time.time_ns()}"
        started = time.perf_counter()
        note.write_text(f"{text}\n\n{word}\n", encoding="utf-8")
        while True:
            state = wait(stream)
            if state["mistakes"]:
                sys.exit(str(state))
            pages = HTTPConnection(host)
            pages.request("GET", address)
            if word.encode() in pages.getresponse().read():
                break
        took.append((time.perf_counter() - started) * 1000)
        time.sleep(0.05)
    took.sort()
    at_95 = took[int(len(took) * 0.95)]
    print(
        f"{saves} saves: median {statistics.median(took):.0f} ms, 95% {at_95:.0f}, max {took[-1]:.0f}"
    )
    print(f"memory after: {memory(pid)} MB")


def wait(stream: HTTPResponse) -> dict[str, Any]:
    """Return the next state that `stream` tells of."""
    while not (line := stream.readline()).startswith(b"data: "):
        pass
    return json.loads(line[6:])


def memory(pid: int) -> list[int]:
    """Return the resident memory of the process and its children in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    page = os.sysconf("SC_PAGE_SIZE")
    pages = [int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in [pid, *children]]
    return [round(each * page / 2**20) for each in pages]


if __name__ == "__main__":
    main()
