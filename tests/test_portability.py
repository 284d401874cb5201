"""Systems without what only POSIX has: as far as a Linux machine can tell."""

import os
import subprocess
import sys
from pathlib import Path

from tests.small_site import note, read_tree, write_files

ROOT = Path(__file__).parents[1]

WITHOUT_POSIX = """
import os, sys

for name in ("fcntl", "grp", "pwd", "resource", "termios"):
    sys.modules[name] = None
for name in ("fork", "killpg", "nice", "pread", "getuid", "setsid"):
    if hasattr(os, name):
        delattr(os, name)
"""
"""Run before the program: a module that is None cannot be imported."""

FILES = {
    "content/zh/a.md": note("$x^2$ 与 [[b]]。\n\n```python\n1\n```"),
    "content/zh/b.md": note("一句。"),
    "content/en/a.md": note("$x^2$ and more."),
}


def test_the_package_imports_nothing_that_only_posix_has(tmp_path: Path) -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "notes_site").rglob("*.py")
        if path.name != "__main__.py"
    ]
    imports = "\n".join(f"import {name}" for name in sorted(names))
    run_without_posix(f"{imports}\n", tmp_path)


def run_without_posix(program: str, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", f"{WITHOUT_POSIX}\n{program}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )


def test_a_site_is_built_without_what_only_posix_has(tmp_path: Path) -> None:
    outputs = []
    for name in ("here", "there"):
        folder = tmp_path / name
        write_files(folder, FILES)
        program = (
            "from notes_site.cli import main\n"
            f"main(['build', '--config', {str(folder / 'site.yaml')!r}], standalone_mode=False)\n"
        )
        if name == "there":
            run_without_posix(f"{SYSTEM}\n{program}", tmp_path)
            write_files(
                folder, {"content/zh/a.md": note("变了。")}
            )  # and once more, beside what is there
            run_without_posix(f"{SYSTEM}\n{program}", tmp_path)
        else:
            write_files(folder, {"content/zh/a.md": note("变了。")})
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                check=True,
            )
        outputs.append(read_tree(folder / "public"))
    assert outputs[0] == outputs[1]


SYSTEM = """
import contextlib
import notes_site.write.lock as lock
lock.sys = type(sys)("sys")
lock.sys.platform = "win32"
lock._alone_on_windows = lambda _: contextlib.nullcontext()
import notes_site.write.publish as publish
publish.sys = lock.sys
"""
"""Lets those two modules take the way of Windows, but for its own lock."""
