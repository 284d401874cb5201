"""The line of `requirements.txt` that installs this very program again, elsewhere."""

import json
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from notes_site import __version__

NAME = "notes-site"


class Requirement(Struct, frozen=True, kw_only=True):
    """A requirement, as pip installs it."""

    line: str
    is_elsewhere: bool
    """False where it was installed from a folder or file that no other machine has."""


def own_requirement() -> Requirement:
    """Return the requirement of the program that runs.

    Rule: `direct_url.json` of an installed distribution says where it came from, unless that
    was the index (Recording the Direct URL Origin, PyPA; PEP 610).
    """
    try:
        record = distribution(NAME).read_text("direct_url.json")
    except PackageNotFoundError:  # run from its folder, never installed
        record = None
    return requirement_of(json.loads(record)) if record else _of_index()


def requirement_of(origin: dict[str, Any]) -> Requirement:
    """Return the requirement of what `direct_url.json` says."""
    url = str(origin["url"])
    below = f"#subdirectory={origin['subdirectory']}" if "subdirectory" in origin else ""
    if "vcs_info" in origin:
        vcs = origin["vcs_info"]
        pinned = f"{vcs['vcs']}+{url}@{vcs['commit_id']}{below}"
        return Requirement(line=f"{NAME} @ {pinned}", is_elsewhere=_is_remote(url))
    if not url.startswith("file:"):
        hashes = origin.get("archive_info", {}).get("hashes", {})
        pin = f"#sha256={hashes['sha256']}" if "sha256" in hashes and not below else below
        return Requirement(line=f"{NAME} @ {url}{pin}", is_elsewhere=True)
    folder = Path(unquote(urlsplit(url).path))
    remote = _ask_git(folder, "remote", "get-url", "origin") if folder.is_dir() else ""
    commit = _ask_git(folder, "rev-parse", "HEAD") if _is_remote(remote) else ""
    if commit:
        return Requirement(line=f"{NAME} @ git+{remote}@{commit}", is_elsewhere=True)
    return Requirement(line=_of_index().line, is_elsewhere=False)


def _of_index() -> Requirement:
    return Requirement(line=f"{NAME}=={__version__}", is_elsewhere=True)


def _is_remote(url: str) -> bool:
    """Tell whether other machines reach `url` without a key of their own."""
    return url.startswith("https://") and "@" not in urlsplit(url).netloc


def _ask_git(folder: Path, *arguments: str) -> str:
    """Return what git answers of a folder; empty where there is no git, or nothing to answer."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the author's own git
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def git_name() -> str:
    """Return the name that the author has told git; empty without one."""
    return _ask_git(Path.cwd(), "config", "user.name")
