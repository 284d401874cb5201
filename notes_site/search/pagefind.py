"""Pagefind's program: pages in, the files of their indexes out. The one module that knows it.

It runs as a service: messages of JSON in Base64 on its standard input, a comma behind each, and
answers of the same form in the same order. It could also write the files itself, but does not
wait for the last ones, so that some come out cut.
"""

import base64
import binascii
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any, cast

import msgspec

from notes_site.search.record import (
    ENTRY,
    RUNTIME,
    Index,
    NoRoomError,
    PagefindError,
    Record,
)

_RUNTIME_FILES = ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""What a reader's browser runs. Pagefind's own user interfaces are not published."""

_PATIENCE_S = 60.0
"""Without any answer."""

_AT_ONCE = 2**20
"""Bytes of answers that are read at once."""

_PAUSE_S = 0.004
"""Between two looks at what is answered."""


class Pagefind:
    """Makes indexes one after the other, in a process beside this one."""

    def __init__(self, batches: Mapping[str, Sequence[Record]]) -> None:
        """Begin.

        Args:
            batches: name of an index → its pages. The names of its files begin with it. To
                Pagefind it is a language, one without word stems.

        Raises:
            PagefindError: there is no program, or it does not run on this machine.
        """
        self._batches = batches
        program = find_program()
        # No threads, since workers are forked meanwhile. It reads whatever it is given, and its
        # answers go to a file: a pipe would hold it up until somebody reads. The file loses its
        # name, so nothing is left of it even where this process is killed, as by a save in `serve`.
        descriptor, name = tempfile.mkstemp()
        self._name = Path(name)
        self._answers = Path(name).open("rb", buffering=0)  # noqa: SIM115 - `stop` closes it
        with suppress(PermissionError):  # Windows: `stop` removes it
            self._name.unlink()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the program of a dependency
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=descriptor,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._leave_answers()
            raise PagefindError(f"its program does not run here: {error.strerror}") from error
        finally:
            os.close(descriptor)
        self._input = cast("IO[bytes]", self._process.stdin)
        with suppress(BrokenPipeError):  # it is gone, and `wait` will find answers missing
            self._send()

    def wait(self) -> dict[str, Index]:
        """Return the indexes by name, and at `RUNTIME` what a reader's browser runs.

        Raises:
            PagefindError: it ended too early, or refused a page.
        """
        payloads = [_read_answer(answer) for answer in self._receive()]
        for payload in payloads:
            if payload["type"] == "Error":
                raise PagefindError(f"it says: {payload['message']}")
        contents = [
            {file["path"]: base64.b64decode(file["content"]) for file in payload["files"]}
            for payload in payloads
            if payload["type"] == "GetFiles"
        ]
        if len(contents) < len(self._batches):
            raise self._gave_up("its program ended too early")
        made = {
            name: _read_index(name, files)
            for name, files in zip(self._batches, contents, strict=True)
        }
        return {**made, RUNTIME: _read_runtime(contents[0])}

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        with suppress(BrokenPipeError):
            self._input.close()
        self._leave_answers()

    def _leave_answers(self) -> None:
        self._answers.close()
        self._name.unlink(missing_ok=True)

    def _send(self) -> None:
        for payload in self._requests():
            message = msgspec.json.encode({"message_id": 0, "payload": payload})
            self._input.write(base64.b64encode(message) + b",")
        self._input.flush()  # and stays open: Pagefind ends with it, whatever is still to do

    def _requests(self) -> Iterator[Mapping[str, object]]:
        for number, (name, records) in enumerate(self._batches.items()):
            yield {"type": "NewIndex", "config": {}}
            for record in records:
                yield {
                    "type": "AddRecord",
                    "index_id": number,
                    "url": record.url,
                    "content": record.text,
                    "language": name,
                    "meta": {"title": record.title},
                }
            yield {"type": "GetFiles", "index_id": number}
            yield {"type": "DeleteIndex", "index_id": number}  # or it stays in memory

    def _receive(self) -> list[bytes]:
        """Return the answers, as soon as all are there or the process has ended.

        Raises:
            PagefindError: none comes any more: it goes on in silence where it cannot write them.
        """
        heard = monotonic()
        missing = sum(len(records) + 3 for records in self._batches.values())
        parts: list[bytes] = []
        while missing > 0:
            has_ended = self._process.poll() is not None
            part = self._answers.read(_AT_ONCE)
            parts.append(part)
            heard = monotonic() if part else heard
            if monotonic() - heard > _PATIENCE_S:
                raise self._gave_up("it gives no answer")
            missing -= part.count(b",")
            if has_ended and not part:
                break
            if not part:
                sleep(_PAUSE_S)
        return b"".join(parts).split(b",")[:-1]

    def _gave_up(self, what: str) -> PagefindError:
        """Return the error of answers that are missing: where there is no room, that is why."""
        folder = tempfile.gettempdir()
        if shutil.disk_usage(folder).free:
            return PagefindError(what)
        return NoRoomError(f"there is no room left in {folder}")


def _read_answer(answer: bytes) -> Mapping[str, Any]:
    """Return what an answer says.

    Raises:
        PagefindError: parts of it are missing.
    """
    try:
        message: dict[str, Mapping[str, Any]] = msgspec.json.decode(base64.b64decode(answer))
    except (binascii.Error, msgspec.DecodeError) as error:
        raise PagefindError("its answers are not whole") from error
    return message["payload"]


def _read_index(name: str, files: Mapping[str, bytes]) -> Index:
    languages = msgspec.json.decode(files[ENTRY])["languages"]
    own = (f"pagefind.{name}_", f"fragment/{name}_", f"index/{name}_")
    return Index(
        entry=languages.get(name, {}),
        files={path: content for path, content in files.items() if path.startswith(own)},
    )


def _read_runtime(files: Mapping[str, bytes]) -> Index:
    entry = msgspec.json.decode(files[ENTRY])
    del entry["languages"]
    return Index(entry=entry, files={path: files[path] for path in _RUNTIME_FILES})


def find_program() -> Path:
    """Return where Pagefind's program is.

    Raises:
        PagefindError: it is not installed.
    """
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError) as error:
        raise PagefindError("it is not installed") from error
