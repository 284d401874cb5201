"""Addresses of other sites, asked of a server on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from notes_site.check.external import check_external
from notes_site.errors import Place

NOW = datetime(2025, 6, 15, tzinfo=UTC)
HERE = Place(path="content/en/a.md", line=7)


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer({"/ok": 200, "/moved": 301, "/no-head": 405, "/gone": 404, "/broken": 500})

    def do_GET(self) -> None:
        self._answer({"/ok": 200, "/no-head": 200, "/gone": 404})

    def _answer(self, statuses: dict[str, int]) -> None:
        self.asked.append(f"{self.command} {self.path}")
        self.send_response(statuses[self.path], "Oops")
        if statuses[self.path] == 301:
            self.send_header("Location", "/ok")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def base() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def check(base: str, memory: Path, *paths: str, now: datetime = NOW) -> list[str]:
    links = {f"{base}{path}": HERE for path in paths}
    return [str(each).replace(base, "") for each in check_external(links, memory, now, pause_s=0)]


def test_what_is_gone_is_a_mistake_and_what_fails_a_warning(base: str, tmp_path: Path) -> None:
    paths = ["/ok", "/moved", "/no-head", "/gone", "/broken"]
    assert check(base, tmp_path / "memory.json", *paths) == [
        "content/en/a.md:7: warning: /broken does not answer (500 Oops); look whether it is right",
        "content/en/a.md:7: /gone is gone (404); name another address, or remove it",
    ]
    assert "GET /no-head" in Site.asked


def test_a_host_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    (problem,) = check("http://127.0.0.1:9", tmp_path / "memory.json", "/x")
    assert "warning: /x does not answer" in problem


def test_what_answered_is_not_asked_again_for_a_week(base: str, tmp_path: Path) -> None:
    memory = tmp_path / "cache" / "memory.json"
    check(base, memory, "/ok", "/gone")
    Site.asked.clear()
    check(base, memory, "/ok", "/gone", now=NOW + timedelta(days=6))
    assert Site.asked == ["HEAD /gone", "GET /gone"]
    check(base, memory, "/ok", now=NOW + timedelta(days=8))
    assert Site.asked[-1] == "HEAD /ok"
    memory.write_text("[damaged")
    assert check(base, memory, "/ok") == []
