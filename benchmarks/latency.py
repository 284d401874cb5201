"""How long readers of a served site wait for a change: from saving a note to the page that has it."""

import re
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.parse import urljoin, urlsplit

from benchmarks.measure import CommandError
from benchmarks.note_text import middle_paragraph
from benchmarks.sites import Note, Site

_ADDRESS = re.compile(rb"http://[\w.:\[\]-]+[^\s\x1b]*")
_LOOK_S = 0.002
_REST_S = 0.4
"""Between saves, so that a server has settled."""

_START_S = 300
_WAIT_S = 30


def can_serve(site: Site) -> bool:
    """Tell whether the generator has the command."""
    help_command = [*site.serve[:-1], "--help"]
    return subprocess.run(help_command, capture_output=True, check=False).returncode == 0


def serve_latencies(site: Site, notes: Sequence[Note]) -> list[float]:
    """Return the seconds from saving each of `notes` to its changed page being served.

    Raises:
        CommandError: the server does not start, or a change does not come.
    """
    latencies = []
    with _server(site) as address:
        for number, note in enumerate(notes):
            word = f"saved{number}times"
            changed = middle_paragraph(note.file.read_text(encoding="utf-8")).with_sentence(word)
            url = urlsplit(urljoin(address, note.url))
            _wait_for(url.netloc, url.path, "<html")
            sleep(_REST_S)
            saved = perf_counter()
            note.file.write_text(changed, encoding="utf-8")
            _wait_for(url.netloc, url.path, word)
            latencies.append(perf_counter() - saved)
    return latencies


@contextmanager
def _server(site: Site) -> Iterator[str]:
    """Serve `site` on a free port, and give its address, which the server prints when ready."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = [*site.serve, str(_free_port())]
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield _read_address(process, log)
        finally:
            process.terminate()
            process.wait()


def _read_address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = monotonic() + _START_S
    while monotonic() < end and process.poll() is None:
        if address := _ADDRESS.search(log.read_bytes()):
            return address[0].decode().rstrip("/") + "/"
        sleep(_LOOK_S)
    raise CommandError(f"no address of a server:\n{log.read_text(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(host: str, path: str, text: str) -> None:
    """Ask for a page until `text` is in it."""
    wanted = text.encode()
    end = monotonic() + _WAIT_S
    connection = HTTPConnection(host, timeout=_WAIT_S)
    try:
        while monotonic() < end:
            try:
                connection.request("GET", path)
                if wanted in connection.getresponse().read():
                    return
            except (HTTPException, OSError):  # a server that is busy with a build
                connection.close()
            sleep(_LOOK_S)
    finally:
        connection.close()
    raise CommandError(f"http://{host}{path} never had {text!r}")
