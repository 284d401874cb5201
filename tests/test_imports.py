"""Who may import whom, and what a command does not load."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_site import note, write_files

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "notes_site"

COMMON = {
    "__version__",
    "closest",
    "encoding",
    "errors",
    "folders",
    "memory",
    "model",
    "program",
    "slug",
    "store",
    "theme",
    "words",
    "workers",
    "yaml_map",
}
STAGES = [
    "config",
    "load",
    "parse",
    "translations",
    "pictures",
    "search",
    "render",
    "cards",
    "pages",
    "write",
    "check",
]
"""In the order of the flow; a stage imports `COMMON` and the stages before it."""


def imports(path: Path) -> set[str]:
    """Return the modules and folders of `notes_site` that a file imports, by first part."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "notes_site":
                names = [f"notes_site.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("notes_site.")}
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_later_one(stage: str) -> None:
    allowed = COMMON | set(STAGES[: STAGES.index(stage) + 1])
    for path in (PACKAGE / stage).rglob("*.py"):
        assert imports(path) <= allowed, path.relative_to(ROOT)


def test_only_commands_import_the_flow() -> None:
    flow = {"build", "notes", "jobs", "cli", "serve"}
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if imports(path) & flow
    }
    assert {user for user in users if not user.startswith("serve/")} == {
        "__main__.py",
        "build.py",
        "cli.py",
        "notes.py",
    }


def test_every_stage_is_listed() -> None:
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders - {"serve", "katex", "mermaid"} == set(STAGES)


HEAVY = [
    "babel",
    "jinja2",
    "markdown_it",
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
