"""HTTP: the files of the output, the script that keeps pages current, and its events."""

import asyncio
import ipaddress
import mimetypes
import re
from collections.abc import AsyncIterator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from hashlib import blake2b
from pathlib import Path
from socket import socket
from urllib.parse import quote, urlsplit

import h11
import msgspec
import uvicorn
from markupsafe import Markup
from msgspec import Struct
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from notes_site.serve.files import find_file
from notes_site.serve.messages import Mistake, Unshown
from notes_site.serve.translations_page import TranslationsPage

RESERVED = "/.notes-site"
"""Below it lies what is not of the site. The output has no hidden folder."""

_RELOAD_JS = Path(__file__).with_name("reload.js")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_GRACE_S = 2
_REQUEST_S = 10
_UNSHOWN = """\
<!doctype html><html lang="en" data-unshown><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>%s</title>
<style>body { max-width: 45rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui; }
li { margin: .8rem 0; } pre { overflow-x: auto; padding: .5rem; border: 1px solid; }</style>
<h1>%s is %s</h1>
%s<p>%s</p>
"""
_NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>notes-site</title><p>Nothing was built here yet."
)


class State(Struct, frozen=True, kw_only=True):
    """The state that open pages are told of."""

    mistakes: tuple[Mistake, ...] = ()
    is_new_frame: bool = False
    """True when templates or `site.yaml` changed: a page that differs is loaded anew."""


class Preview:
    """The site as it is served, and the state that pages follow."""

    def __init__(self, output: Path, host: str, config_path: Path) -> None:
        """Serve `output`, once it is built, to browsers that ask for `host`, or for this machine.

        `config_path` is the `site.yaml` that it is built from.
        """
        self.output = output
        self.translations = TranslationsPage(config_path)
        self.host = host
        self.base_path = ""
        self.is_built = asyncio.Event()
        self.state = State()
        """What pages are told now."""

        self.unshown: Mapping[str, Unshown] = {}
        """As `Outcome.unshown`."""

        self._count = 0
        self._is_closed = False
        self._changed = asyncio.Condition()

    async def show(self, state: State) -> None:
        """Make `state` what pages are told."""
        async with self._changed:
            self.state = state
            self._count += 1
            self._changed.notify_all()

    async def close(self) -> None:
        """End `follow` for all, and let nobody wait for the build."""
        self.is_built.set()
        async with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    async def follow(self) -> AsyncIterator[State]:
        """Yield the state once the site is built, then each newer one but those overtaken."""
        seen = 0
        while True:
            async with self._changed:
                while self._count == seen and not self._is_closed:
                    await self._changed.wait()
                if self._is_closed:
                    return
                seen, state = self._count, self.state
            yield state


@asynccontextmanager
async def serving(preview: Preview, listening: socket) -> AsyncIterator[None]:
    """Answer requests while the context lasts."""
    config = uvicorn.Config(
        make_app(preview),
        http=_PunctualProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        await preview.close()
        server.should_exit = True
        await task


class _PunctualProtocol(H11Protocol):
    """Cuts off whoever has not sent a whole request within `_REQUEST_S`.

    uvicorn lets an open connection wait for ever until its first request is whole.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        has_begun = self.conn.their_state is h11.SEND_BODY or (
            self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        )
        if not has_begun:
            self._end_waiting()
        elif self._deadline is None:
            self._begin_waiting()

    def _begin_waiting(self) -> None:
        self._deadline = self.loop.call_later(_REQUEST_S, self.transport.close)

    def _end_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class _Server(uvicorn.Server):
    """Leaves signals to the program: uvicorn would raise SIGTERM again before the builder ends."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def make_app(preview: Preview) -> ASGIApp:
    """Return the application that shows `preview`."""

    async def reload_script(_: Request) -> Response:
        return FileResponse(_RELOAD_JS, media_type="text/javascript")

    async def events(_: Request) -> Response:
        return StreamingResponse(_write_events(preview), media_type="text/event-stream")

    async def translations(_: Request) -> Response:
        content = await asyncio.to_thread(preview.translations.show)
        return _show_html(content, 200)

    async def page(request: Request) -> Response:
        path = request.scope["path"]
        if path.startswith(f"{preview.base_path}/"):
            await preview.is_built.wait()
        return _answer(preview, path, request.url.query)

    app = Starlette(
        routes=[
            Route(f"{RESERVED}/reload.js", reload_script),
            Route(f"{RESERVED}/events", events),
            Route(f"{RESERVED}/translations", translations),
            Route("/{path:path}", page),
        ]
    )
    return _guard(app, preview.host)


async def _write_events(preview: Preview) -> AsyncIterator[bytes]:
    yield b"retry: 500\n\n"
    async for state in preview.follow():
        yield b"data: " + msgspec.json.encode(state) + b"\n\n"


def _answer(preview: Preview, path: str, query: str) -> Response:
    base = preview.base_path
    if base and path in {"/", base}:
        return RedirectResponse(f"{quote(base)}/", status_code=302)
    if not path.startswith(f"{base}/"):
        # As the web will answer, since nothing of the site lies there: say where it does.
        text = f"This is outside of the site, which begins at {base}/"
        return PlainTextResponse(text, status_code=404)
    below = path.removeprefix(f"{base}/")
    file = find_file(preview.output, below)
    if file is None and find_file(preview.output, f"{below}/"):
        address = quote(f"{base}/{below}/") + (f"?{query}" if query else "")
        return RedirectResponse(address, status_code=302)
    if file is None:
        return _show_html(_missing(preview, below), 404)
    if file.suffix == ".html":
        return _show_html(file.read_bytes(), 200)
    # Names below assets/ hold a digest of the content.
    keep = "max-age=31536000, immutable" if below.startswith("assets/") else "no-store"
    return FileResponse(file, media_type=_media_type(file), headers={"cache-control": keep})


def _missing(preview: Preview, below: str) -> bytes:
    """Return the page at an address where no file is."""
    for address in (f"/{below}", f"/{below}/"):
        if address in preview.unshown:
            return _tell_unshown(preview.unshown[address])
    page = find_file(preview.output, "404.html")
    return page.read_bytes() if page else _NOT_BUILT.encode()


def _tell_unshown(note: Unshown) -> bytes:
    """Return the page at the address of a note that is not shown: it says why, and what to do."""
    path = Markup("<code>%s</code>") % note.path
    mistakes = Markup().join(
        Markup("<li>%s%s</li>") % (each.text, Markup("<pre>%s</pre>") % each.source)
        if each.source
        else Markup("<li>%s</li>") % each.text
        for each in note.mistakes
    )
    told = Markup("<ol>%s</ol>") % mistakes if note.mistakes else Markup()
    page = Markup(_UNSHOWN) % (note.path, path, note.what, told, Markup(note.remedy))
    return page.encode()


def _show_html(content: bytes, status: int) -> Response:
    """Return a page with the script that keeps it current, which runs before those that are deferred.

    It stands behind `</html>`, so that whatever a template leaves out, it is found: a parser
    puts it at the end of the body (HTML standard, 13.2.6.4.22, "after after body").
    """
    version = blake2b(content, digest_size=8).hexdigest()
    script = f'<script src="{RESERVED}/reload.js" data-version="{version}"></script>\n'
    return HTMLResponse(
        content + script.encode(), status_code=status, headers={"cache-control": "no-store"}
    )


def _media_type(file: Path) -> str:
    known = {".woff2": "font/woff2", ".js": "text/javascript", ".md": "text/markdown"}
    return (
        known.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    )


def _guard(app: ASGIApp, host: str) -> ASGIApp:
    """Return `app` for requests that the author's own browser makes for its pages.

    A foreign page could reach this server through the author's browser: under a name that it
    lets point here (DNS rebinding), which the Host header shows; or as itself, which Origin
    shows. Where it sends none (`<script src>`), Cross-Origin-Resource-Policy stops it.
    """

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        asked = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin")
        is_foreign = origin is not None and _netloc(origin.decode("latin-1")) != asked.lower()
        _, port = scope["server"]
        if is_foreign or not _is_own_host(asked, host, port):
            refusal = PlainTextResponse("This server answers its own pages only.", 403)
            await refusal(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [
                    (b"cross-origin-resource-policy", b"same-origin"),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        await app(scope, receive, send_marked)

    return guarded


def _netloc(origin: str) -> str:
    return urlsplit(origin).netloc.lower() if origin.startswith(("http://", "https://")) else ""


_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?")
"""`uri-host [ ":" port ]` without user or escapes: RFC 9110, 7.2."""


def _is_own_host(asked: str, host: str, port: int) -> bool:
    """Tell whether a Host header names this machine and the port that is served.

    Once the author opened the server to the network, any plain IP address will do, at any port, which
    may be forwarded; only names can be rebound.
    """
    match = _HOST.fullmatch(asked)
    if match is None:
        return False
    name = match["name"].strip("[]").lower()
    if not is_loopback(host) and _is_ip(name):
        return True
    return (name in _LOOPBACK or name == host.lower()) and int(match["port"] or 80) == port


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server at `host`."""
    if _is_ip(host):
        return ipaddress.ip_address(host).is_loopback
    return host.lower() == "localhost"


def _is_ip(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
