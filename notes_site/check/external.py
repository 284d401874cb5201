"""Addresses of other sites: asked politely, and not again before a week has passed."""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from msgspec import Struct

from notes_site import __version__
from notes_site.errors import Place, Problem

_AGENT = f"notes-site/{__version__} (checks the links of a site)"
_TIMEOUT_S = 15
_PAUSE_S = 1.0
"""Between two questions to one host."""

_HOSTS_AT_ONCE = 8
_FRESH = timedelta(days=7)
_GONE = frozenset([HTTPStatus.NOT_FOUND, HTTPStatus.GONE])
# Hosts that answer a HEAD so may well answer a GET.
_NO_HEAD = frozenset(
    [
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.NOT_IMPLEMENTED,
    ]
)


class Answer(Struct, frozen=True):
    """The answer for an address."""

    status: int
    """Of HTTP; 0 where the host could not be reached."""

    reason: str


def check_external(
    links: Mapping[str, Place],
    memory: Path,
    now: datetime,
    ask: Callable[[str], Answer] | None = None,
    pause_s: float = _PAUSE_S,
) -> list[Problem]:
    """Return a mistake for each address that is gone, and a warning for each that does not answer.

    Args:
        links: address → where it stands.
        memory: JSON file of the addresses that answered, and when.
        now: the time.
        ask: gets an address and tells what came of it; by default over the network.
        pause_s: seconds between two questions to one host.
    """
    known = _read_memory(memory, now)
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in sorted(links.keys() - known.keys()):
        by_host[urlsplit(url).netloc].append(url)

    def ask_host(urls: Sequence[str]) -> dict[str, Answer]:
        answers = {}
        for index, url in enumerate(urls):
            if index:
                time.sleep(pause_s)
            answers[url] = (ask or _ask)(url)
        return answers

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        answered = {
            url: answer
            for answers in pool.map(ask_host, by_host.values())
            for url, answer in answers.items()
        }
    problems = {url: _problem(url, answer, links[url]) for url, answer in answered.items()}
    known |= {url: now.isoformat() for url, problem in problems.items() if problem is None}
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(known, indent=0, sort_keys=True), encoding="utf-8")
    return [problem for problem in problems.values() if problem]


def _problem(url: str, answer: Answer, place: Place) -> Problem | None:
    """Return what is told of an address; None where it answers."""
    if answer.status in _GONE:
        text = f"{url} is gone ({answer.status}); name another address, or remove it"
        return Problem(place=place, kind="external", text=text)
    if not answer.status or answer.status >= HTTPStatus.BAD_REQUEST:
        text = f"{url} does not answer ({answer.reason}); look whether it is right"
        return Problem(place=place, kind="external", text=text, is_warning=True)
    return None


def _read_memory(memory: Path, now: datetime) -> dict[str, str]:
    """Return the addresses that answered of late."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        return {
            url: asked
            for url, asked in known.items()
            if now - datetime.fromisoformat(asked) < _FRESH
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # missing or damaged: everything is asked again


def _ask(url: str) -> Answer:
    answer = _request(url, "HEAD")
    return _request(url, "GET") if answer.status in _NO_HEAD else answer


def _request(url: str, method: str) -> Answer:
    request = Request(url, method=method, headers={"User-Agent": _AGENT})  # noqa: S310 - http(s)
    try:
        with urlopen(request, timeout=_TIMEOUT_S) as response:  # noqa: S310 - http(s) only
            return Answer(response.status, response.reason)
    except HTTPError as error:
        return Answer(error.code, f"{error.code} {error.reason}")
    except (URLError, OSError, ValueError) as error:
        return Answer(0, str(getattr(error, "reason", error)))
