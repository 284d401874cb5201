"""`notes-site serve` as authors run it: a process of its own, at a port of its own."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
PATIENCE_S = 30


class ServeProcess:
    """A running server and what it prints, on both streams."""

    def __init__(self, site: Path, *options: str, environment: Mapping[str, str] = {}) -> None:
        command = [sys.executable, "-m", "notes_site", "serve", "--config", str(site / "site.yaml")]
        self.process = subprocess.Popen(
            [*command, *(options if "--port" in options else ("--port", "0", *options))],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.printed: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for line in stream:
                self._lines.put(line.rstrip("\n"))

    def wait_for(self, pattern: str) -> str:
        """Return the next line that `pattern` is found in."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE_S)
            except queue.Empty:
                printed = "\n".join(self.printed)
                raise AssertionError(f"no line with {pattern!r} in:\n{printed}") from None
            self.printed.append(line)
            if re.search(pattern, line):
                return line

    @property
    def url(self) -> str:
        """The address that it prints, once the site is built; call it once."""
        url = self.wait_for("^http://")
        ask(url, f"{urlsplit(url).path}robots.txt")  # which waits for the build
        return url

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Stop it and return its exit status."""
        self.process.send_signal(by)
        return self.wait()

    def wait(self) -> int:
        """Return its exit status once it has ended."""
        status = self.process.wait(PATIENCE_S)
        self._reader.join()
        while not self._lines.empty():
            self.printed.append(self._lines.get())
        return status


@contextmanager
def serving(
    site: Path, *options: str, environment: Mapping[str, str] = {}
) -> Iterator[ServeProcess]:
    """Serve `site` until the context ends."""
    server = ServeProcess(site, *options, environment=environment)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
        server.wait()


def write_site(folder: Path, files: Mapping[str, str]) -> Path:
    """Write `files` and, unless among them, a `site.yaml`; return `folder`."""
    for path, text in {"site.yaml": SITE_YAML, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


SITE_YAML = "title: Notes\nbase_url: https://example.org/notes/\nsearch: false\n"


def note(title: str, text: str) -> str:
    """Return the text of a note."""
    return f"---\ntitle: {title}\ndate: 2024-05-01\n---\n{text}\n"


def ask(url: str, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers (names in lower case) and body of the answer to a request."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    try:
        connection.request(
            "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        answer = connection.getresponse()
        body = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
    finally:
        connection.close()
