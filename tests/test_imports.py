"""Who may import whom, and what a command does not load."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import note, write_files

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "notes_site"

ORDER = [
    "__init__",
    "errors",
    "problems",
    "text",
    "theme",
    "inputs",
    "cache",
    "yaml",
    "foreign",
    "config",
    "model",
    "notebooks",
    "locales",
    "citations",
    "load",
    "parse",
    "translations",
    "authoring",
    "pictures",
    "search",
    "render",
    "cards",
    "pages",
    "write",
    "check",
    "flow",
    "importing",
    "serve",
    "cli",
    "__main__",
]
"""Every module and folder of the package; each imports only those that stand before it."""


def find_modules() -> dict[str, Path]:
    """Return every module of the package by its name below `notes_site`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        *folders, stem = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(folders if folders and stem == "__init__" else [*folders, stem])] = path
    return found


MODULES = find_modules()


def imports(path: Path) -> set[str]:
    """Return the modules of `notes_site` that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            deeper = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [
                name if name.removeprefix("notes_site.") in MODULES else node.module
                for name in deeper
            ]
        else:
            continue
        for name in names:
            if name == "notes_site" or name.startswith("notes_site."):
                found.add(name.removeprefix("notes_site").lstrip(".") or "__init__")
    return found


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_stands_before_it(name: str) -> None:
    room = name.partition(".")[0]
    allowed = {*ORDER[: ORDER.index(room) + 1]}
    assert {each.partition(".")[0] for each in imports(MODULES[name])} <= allowed


def test_every_module_has_its_place() -> None:
    assert {name.partition(".")[0] for name in MODULES} == set(ORDER)


def test_no_module_has_the_name_of_a_folder() -> None:
    # Python would load the folder, and nobody the module.
    assert [path for path in PACKAGE.rglob("*.py") if path.with_suffix("").is_dir()] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_handbook_lists_the_folders_in_order(language: str) -> None:
    page = ROOT / "docs" / "content" / language / "architecture.md"
    listed = re.findall(r"^\| `(\w+)/` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [name for name in ORDER if (PACKAGE / name).is_dir()]


def test_no_module_imports_itself_through_others() -> None:
    waiting = {name: imports(path) & MODULES.keys() - {name} for name, path in MODULES.items()}
    while free := {name for name, needed in waiting.items() if not needed & waiting.keys()}:
        waiting = {name: needed for name, needed in waiting.items() if name not in free}
    # Those of a circle, and those that import one; `imports` sees local and typing ones too.
    assert sorted(waiting) == []


HEAVY = [
    "babel",
    "bibtexparser",
    "jinja2",
    "markdown_it",
    "nbformat",
    "nh3",
    "notes_site.cli.check",  # as any other command
    "PIL",
    "py_mini_racer",
    "pygments.lexers",
    "rapidfuzz",
    "rich",
    "starlette",
    "uvicorn",
    "watchdog",
]


def loaded(code: str, folder: Path) -> set[str]:
    """Return those of `HEAVY` that are loaded after `code` in a process of its own."""
    program = f"import sys\n{code}\nprint(*[m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(result.stdout.decode().splitlines()[-1].split())


def test_the_command_line_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded("import notes_site.cli", tmp_path) == set()


def test_a_build_without_changes_loads_no_engine(tmp_path: Path) -> None:
    text = "$x^2$\n\n```python\n1\n```"
    write_files(tmp_path, {"content/zh/a.md": note(text), "content/en/a.md": note(text)})
    build = "from notes_site.cli import main\nmain(['build'], standalone_mode=False)"
    assert {"py_mini_racer", "markdown_it", "jinja2"} <= loaded(build, tmp_path)
    assert loaded(build, tmp_path) <= {"babel"}  # which writes the dates
