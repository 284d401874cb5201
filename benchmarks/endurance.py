"""Whether `serve` grows: the memory of its processes after hundreds of rebuilds.

    python benchmarks/endurance.py SITE [--saves 500]

Serves a copy of the site, saves one of its notes again and again, each time another, and prints
the resident memory of the server and of the process that builds.
"""

import argparse
import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from benchmarks.note_text import middle_paragraph
from benchmarks.sites import copy_site

_RSS = re.compile(r"VmRSS:\s+(\d+) kB")
_TOLD = 10
"""Lines that are printed."""


def main() -> None:
    """Serve, save, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--saves", type=int, default=500)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        copy_site(options.site, site)
        endure(site, options.saves)


def endure(site: Path, saves: int) -> None:
    """Save notes of the served `site`, and print how much memory its processes have."""
    command = [sys.executable, "-m", "notes_site", "serve", "--port", "0"]
    where = ["--config", str(site / "site.yaml")]
    notes = sorted((site / "content").rglob("*.md"))
    texts = [middle_paragraph(note.read_text(encoding="utf-8")) for note in notes]
    with subprocess.Popen(
        [*command, *where], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        if server.stdout is None:
            raise RuntimeError("the server was started without a pipe")
        try:
            _wait_until_built(server.stdout.readline().strip())
            print("saves  server MB  builder MB")
            for number in range(saves + 1):
                if number % (saves // _TOLD) == 0:
                    sizes = [_resident_mb(pid) for pid in (server.pid, *_children(server.pid))]
                    print(f"{number:5}", *(f"{size:9.1f}" for size in sizes), flush=True)
                sentence = f"Saved {number} times: $x_{{{number}}}$."
                text = texts[number % len(notes)].with_sentence(sentence)
                notes[number % len(notes)].write_text(text, encoding="utf-8")
                while not re.search(r": .* \d+ ms$", server.stdout.readline()):
                    pass
        finally:
            server.terminate()


def _wait_until_built(address: str) -> None:
    url = urlsplit(address)
    connection = HTTPConnection(url.netloc)
    connection.request("GET", f"{url.path}robots.txt")
    connection.getresponse().read()


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = _RSS.search(status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
