"""Clients that mean harm, or are many, do not stop the server."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.serve_process import ask, note, serving, write_site

CROWD = 300
LONG_CROWD = 2_000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site: Path = write_site(tmp_path_factory.mktemp("crowd"), {"content/en/a.md": note("A", "x")})
    with serving(site, "--no-watch") as server:
        yield server.url


def connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname, parts.port), timeout=20)


@pytest.mark.parametrize(
    "request_text",
    [
        b"GET /" + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000,
        b"\x16\x03\x01\x02\x00\x01\x00" * 100,
        b"GET / HTTP/9.9\r\n\r\n",
        b"\r\n" * 10_000,
    ],
    ids=["address", "header", "headers", "TLS", "version", "blank lines"],
)
def test_requests_beyond_measure_are_refused(url: str, request_text: bytes) -> None:
    with connect(url) as client:
        try:
            client.sendall(request_text + b"\r\n\r\n")
            assert b"200 OK" not in client.recv(100)
        except ConnectionError:
            pass  # refused before all of it was sent
    assert ask(url, "/notes/")[0] == 200


def test_slow_clients_and_many_that_follow_hold_up_nobody(url: str, *, is_long: bool) -> None:
    with ExitStack() as stack:
        for number in range(LONG_CROWD if is_long else CROWD):
            client = stack.enter_context(connect(url))
            if number % 3:
                client.sendall(b"GET /.notes-site/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            else:
                client.sendall(b"GET / HTTP/1.1\r\nHost: loc")  # and never the rest
        assert ask(url, "/notes/")[0] == 200
    assert ask(url, "/notes/")[0] == 200
