"""The server as a process: its lines, its answers, its end."""

import asyncio
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes_site.serve.messages import Mistake
from notes_site.serve.run import bind, draw
from notes_site.serve.server import _is_own_host
from tests.serve_process import PATIENCE_S, SITE_YAML, ServeProcess, ask, note, serving, write_site

BROKEN = note("A", "第一 $\\wrong$\n\nSecond $\\alsowrong$")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {"content/en/a.md": note("A", "First.")})


def test_it_says_where_it_is_and_answers_there(site: Path) -> None:
    write_site(site, {"static/data.json": "{}"})
    with serving(site) as server:
        url = server.url
        assert url.endswith("/notes/")
        assert ask(url, "/")[1]["location"] == "/notes/"
        assert ask(url, "/notes")[1]["location"] == "/notes/"
        assert ask(url, "/notes/en/notes/a?q=1")[1]["location"] == "/notes/en/notes/a/?q=1"
        status, headers, body = ask(url, "/notes/en/notes/a/")
        assert status == 200
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert b"First." in body
        assert ask(url, "/notes/data.json")[1]["content-type"] == "application/json"
        assert ask(url, "/notes/en/missing/")[0] == 404
        assert ask(url, "/en/notes/a/")[0] == 404


def test_a_page_is_the_built_one_and_the_script(site: Path) -> None:
    with serving(site) as server:
        _, _, body = ask(server.url, "/notes/en/notes/a/")
        page, script, rest = body.partition(b'<script src="/.notes-site/reload.js" ')
    assert page == (site / ".notes-site/preview/en/notes/a/index.html").read_bytes()
    assert script
    assert rest.endswith(b"></script>\n")
    assert not (site / "public").exists()


def test_each_save_is_built_and_told_in_a_line(site: Path) -> None:
    with serving(site) as server:
        url = server.url
        for word in ("Second.", "Third."):
            (site / "content/en/a.md").write_text(note("A", word))
            line = server.wait_for("content/en/a.md: ")
            assert line.endswith(" ms")
            assert " written" in line
            assert word.encode() in ask(url, "/notes/en/notes/a/")[2]
        server.stop()
        assert [line for line in server.printed if " ms" in line] == [
            line for line in server.printed if "content/en/a.md: " in line
        ], "a rebuild may not lead to another"


def test_mistakes_are_told_with_their_lines_and_the_last_page_stays(site: Path) -> None:
    with serving(site) as server:
        url = server.url
        (site / "content/en/a.md").write_text(BROKEN)
        server.wait_for("content/en/a.md: 2 mistakes, the last good pages stay, ")
        at = next(i for i, line in enumerate(server.printed) if "a.md:5:5: " in line)
        assert server.printed[at + 1 : at + 3] == ["    第一 $\\wrong$", "          ^"]
        assert any("content/en/a.md:7:9: " in line for line in server.printed)
        assert b"First." in ask(url, "/notes/en/notes/a/")[2]
        (site / "content/en/a.md").write_text(note("A", "Mended."))
        server.wait_for("content/en/a.md: ")
        assert b"Mended." in ask(url, "/notes/en/notes/a/")[2]


def test_a_broken_site_yaml_or_template_does_not_end_it(site: Path) -> None:
    with serving(site) as server:
        url = server.url
        (site / "site.yaml").write_text("title: [\n")
        server.wait_for("site.yaml: 1 mistake, ")
        assert b"First." in ask(url, "/notes/en/notes/a/")[2]
        (site / "site.yaml").write_text(SITE_YAML.replace("/notes/", "/other/"))
        server.wait_for("site.yaml: ")
        assert b"First." in ask(url, "/other/en/notes/a/")[2]
        (site / "templates").mkdir()
        (site / "templates/article.html").write_text("{% if %}")
        server.wait_for(r"templates.*: 1 mistake, ")
        assert b"First." in ask(url, "/other/en/notes/a/")[2]


def test_it_begins_with_a_note_that_holds_mistakes(site: Path) -> None:
    (site / "content/en/a.md").write_text(BROKEN)
    with serving(site) as server:
        url = server.url
        status, _, body = ask(url, "/notes/en/notes/a/")
        assert status == 404
        assert b"reload.js" in body
        assert b"<code>content/en/a.md</code> is a note with mistakes" in body
        assert ask(url, "/notes/")[0] == 200, "all other pages are there"
        (site / "content/en/a.md").write_text(note("A", "Mended."))
        server.wait_for("content/en/a.md: ")
        assert ask(url, "/notes/en/notes/a/")[0] == 200


def test_wrong_use_is_told_at_once(site: Path) -> None:
    unknown = ServeProcess(site, "--host", "192.0.2.1")
    assert unknown.wait() == 2
    assert "cannot serve at 192.0.2.1:0" in unknown.printed[-1]
    (site / "content/en/a.md").write_text(BROKEN)
    unwatched = ServeProcess(site, "--no-watch")
    assert unwatched.wait() == 1
    (site / "site.yaml").write_text("title: [\n")
    broken = ServeProcess(site)
    assert broken.wait() == 2
    assert broken.printed[0].startswith("site.yaml:")


def test_without_watching_it_stays_as_it_is(site: Path) -> None:
    with serving(site, "--no-watch") as server:
        url = server.url
        (site / "content/en/a.md").write_text(note("A", "Second."))
        assert b"First." in ask(url, "/notes/en/notes/a/")[2]
        assert server.stop() == 0


@pytest.mark.parametrize("options", [[], ["--no-watch"]])
def test_the_search_is_made_when_the_author_pauses(site: Path, options: list[str]) -> None:
    write_site(site, {"site.yaml": SITE_YAML.replace("search: false", "search: true")})
    with serving(site, *options) as server:
        url = server.url
        assert ask(url, "/notes/en/notes/a/")[0] == 200
        end = time.monotonic() + PATIENCE_S
        while ask(url, "/notes/pagefind/pagefind-entry.json")[0] != 200:
            assert time.monotonic() < end
            time.sleep(0.1)
        server.stop()
        assert server.printed == [url], "it is no rebuild that an author is told of"


def test_drafts_and_notes_to_come_are_shown_unless_unwanted(site: Path) -> None:
    draft = note("Draft", "x").replace("title:", "draft: true\ntitle:")
    future = note("Future", "x").replace("2024-05-01", "2999-01-01")
    write_site(site, {"content/en/draft.md": draft, "content/en/future.md": future})
    with serving(site, "--no-drafts") as server:
        url = server.url
        status, _, body = ask(url, "/notes/en/notes/draft/")
        assert status == 404
        assert b"<code>content/en/draft.md</code> is a draft" in body
        assert ask(url, "/notes/en/notes/future/")[0] == 404
    with serving(site) as server:
        url = server.url
        for address, mark in (("draft", b">Draft<"), ("future", b">Scheduled<")):
            assert mark in ask(url, f"/notes/en/notes/{address}/")[2]
            assert mark in ask(url, "/notes/en/")[2]


def test_foreign_hosts_and_origins_are_refused(site: Path) -> None:
    with serving(site) as server:
        url = server.url
        port = url.split(":")[2].split("/")[0]
        for path in ("/notes/", "/.notes-site/reload.js", "/.notes-site/events"):
            assert ask(url, path, Host="attacker.example")[0] == 403
            assert ask(url, path, Host=f"127.0.0.1.attacker.example:{port}")[0] == 403
            assert ask(url, path, Host="[")[0] in {400, 403}
            assert ask(url, path, Origin="https://attacker.example")[0] == 403
            assert ask(url, path, Origin="null")[0] == 403
            assert ask(url, path, Origin=f"http://127.0.0.1:{int(port) - 1}")[0] == 403
        assert ask(url, "/notes/", Host=f"localhost:{port}")[0] == 200
        assert ask(url, "/notes/", Origin=f"http://127.0.0.1:{port}")[0] == 200
        assert ask(url, "/notes/")[1]["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/../site.yaml",
        "/notes/../../../site.yaml",
        "/notes/..%2f..%2f..%2fsite.yaml",
        "/notes/%2e%2e/%2e%2e/site.yaml",
        "/notes/%252e%252e/site.yaml",
        "/notes/..%5c..%5csite.yaml",
        "/notes//etc/passwd",
        "/notes/%00",
        "/notes/.notes-site.json",
        "/.notes-site/store.sqlite",
        "/.notes-site/../site.yaml",
        "//attacker.example/..",
        "/notes//attacker.example",
    ],
)
def test_nothing_outside_the_output_is_served(open_site: str, path: str) -> None:
    status, headers, body = ask(open_site, path)
    assert status == 404
    assert "location" not in headers
    assert b"title: Notes" not in body


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = write_site(tmp_path_factory.mktemp("open"), {"content/en/a.md": note("A", "First.")})
    with serving(site, "--no-watch") as server:
        yield server.url


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_while_a_page_follows(site: Path, by: signal.Signals) -> None:
    server = ServeProcess(site)
    url = server.url
    port = int(url.split(":")[2].split("/")[0])
    with socket.create_connection(("127.0.0.1", port)) as page:
        page.sendall(b"GET /.notes-site/events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % port)
        assert b"200 OK" in page.recv(4096)
        builder = _children(server.process.pid)
        assert builder
        assert server.stop(by) == 0
    assert server.printed == [url]
    assert not any(Path(f"/proc/{each}").exists() for each in builder)
    assert {path.name for path in site.iterdir()} == {".notes-site", "content", "site.yaml"}
    assert not list((site / ".notes-site").glob(".preview*"))


def test_it_stops_in_the_middle_of_a_build(site: Path) -> None:
    notes = {f"content/en/{n}.md": note(f"{n}", f"$x_{{{n}}}$ " * 200) for n in range(100)}
    write_site(site, notes)
    server = ServeProcess(site)
    while not _children(server.process.pid):
        time.sleep(0.01)
    assert server.stop(signal.SIGINT) == 0
    assert len(server.printed) == 1, "its address"
    assert not list(site.glob(".notes-site/.preview*"))


def test_what_is_asked_for_during_the_first_build_is_answered_when_it_is_there(site: Path) -> None:
    notes = {f"content/en/{n}.md": note(f"Note {n}", f"$x_{{{n}}}$") for n in range(60)}
    write_site(site, notes)
    with serving(site) as server:
        url = server.wait_for("^http://")
        status, _, body = ask(url, "/notes/en/notes/7/")
        assert status == 200
        assert b"katex" in body
        assert b"reload.js" in body
        assert ask(url, "/notes/en/archive/")[2].count(b"Note ") >= 60


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def test_a_taken_port_leads_to_the_next() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with bind("127.0.0.1", port) as other:
            assert other.getsockname()[1] != port


def test_no_answer_waits_until_its_beginning_is_acknowledged() -> None:
    def delays(connection: socket.socket) -> bool:
        return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0

    async def serve_one() -> bool:
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            answered.set_result(delays(writer.get_extra_info("socket")))
            writer.close()

        with bind("127.0.0.1", 0) as listening:
            async with await asyncio.start_server(answer, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                writer.close()
                return await answered

    assert not asyncio.run(serve_one())


def test_the_browser_is_opened(site: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.new && mv {told}.new {told}\n')
    browser.chmod(0o755)
    with serving(site, "--open", environment={"BROWSER": str(browser)}) as server:
        url = server.url
        (site / "content/en/a.md").write_text(note("A", "x"))
        server.wait_for("content/en/a.md: ")
        assert told.read_text().strip() == url


@pytest.mark.parametrize(
    ("asked", "host", "is_own"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("[::1]:8000", "127.0.0.1", True),
        ("LOCALHOST:8000", "127.0.0.1", True),
        ("localhost", "127.0.0.1", False),  # port 80
        ("localhost:8001", "127.0.0.1", False),
        ("localhost:", "127.0.0.1", False),
        ("192.168.1.7:8000", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("[", "127.0.0.1", False),
        ("user@localhost:8000", "127.0.0.1", False),
        ("evil.example@127.0.0.1:8000", "127.0.0.1", False),
        ("127.0.0.1:8000@evil.example", "127.0.0.1", False),
        ("127.0.0.1:8000/evil.example", "127.0.0.1", False),
        ("localhost:8000\n", "127.0.0.1", False),
        ("localhost\u0661:8000", "127.0.0.1", False),
        ("localhost.evil.example:8000", "127.0.0.1", False),
        ("192.168.1.7:8000", "0.0.0.0", True),  # noqa: S104 - what an author may ask for
        ("192.168.1.7:9000", "0.0.0.0", True),  # noqa: S104
        ("attacker.example:8000", "0.0.0.0", False),  # noqa: S104
        ("desk.example:8000", "desk.example", True),
    ],
)
def test_only_names_of_this_machine_are_answered(asked: str, host: str, *, is_own: bool) -> None:
    assert _is_own_host(asked, host, 8000) is is_own


def test_a_request_that_never_ends_is_cut_off(open_site: str) -> None:
    port = int(open_site.split(":")[2].split("/", maxsplit=1)[0])
    head = f"GET /robots.txt HTTP/1.1\r\nHost: localhost:{port}\r\n".encode()
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as silent,
        socket.create_connection(("127.0.0.1", port), timeout=20) as slow,
        socket.create_connection(("127.0.0.1", port), timeout=20) as endless,
        socket.create_connection(("127.0.0.1", port), timeout=20) as again,
    ):
        endless.sendall(head + b"Content-Length: 9\r\n\r\n1")
        slow.sendall(head)
        again.sendall(head + b"\r\n")
        assert again.recv(65_536).startswith(b"HTTP/1.1 ")
        again.sendall(head)
        begun = time.monotonic()
        assert silent.recv(1) == b""
        assert slow.recv(1) == b""
        while endless.recv(65_536):
            pass
        again.settimeout(20)
        while again.recv(65_536):
            pass
        assert 8 < time.monotonic() - begun < 15


def test_a_caret_stands_below_its_character() -> None:
    mistake = Mistake(text="a.md:1:3: wrong", source="中文x", column=3)
    assert list(draw(mistake)) == ["a.md:1:3: wrong", "    中文x", "        ^"]


def test_a_host_other_than_loopback_is_warned_of(site: Path) -> None:
    with serving(site, "--host", "0.0.0.0") as server:  # noqa: S104 - the test is about it
        server.wait_for("^warning: --host 0.0.0.0 shows this site, drafts too, to your network")
