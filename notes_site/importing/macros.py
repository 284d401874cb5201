"""TeX macros that a blog gives MathJax or KaTeX in its layouts."""

import re
from pathlib import Path

from notes_site.importing.reading import list_files, read_text

_BLOCK = re.compile(
    r"\bmacros\s*:\s*\{(?P<body>(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", re.IGNORECASE
)
_MACRO = re.compile(
    r"""(?:["']?\\{0,2}(?P<name>[A-Za-z]+)["']?)\s*:\s*(?:\[\s*(?P<q>["'])(?P<body>.*?)(?P=q)[^\]]*\]|(?P<r>["'])(?P<text>.*?)(?P=r))"""
)
_PLACES = ("_includes", "_layouts", "layouts", "themes", "_data", "assets/js", "src", "docs", ".")
_MOST_FILES = 600


def find_macros(folder: Path) -> dict[str, str]:
    r"""Return the macros of a blog, `\KL` → `\mathrm{KL}`, from its layouts and configurations."""
    found: dict[str, str] = {}
    for place in _PLACES:
        root = folder / place
        files = (
            list_files(root, ".html", ".js", ".yml", ".yaml", ".toml", ".mjs", ".ts", ".json")
            if place != "."
            else (
                path
                for path in sorted(root.glob("*"))
                if path.suffix in {".yml", ".mjs", ".js", ".html", ".toml"}
            )
        )
        for number, path in enumerate(files):
            if number > _MOST_FILES:
                break
            if path.is_file() and path.stat().st_size < 200_000:  # noqa: PLR2004 - no script of a library
                text = read_text(path)
                if "macros" in text.lower():
                    found |= _read_macros(text)
    return found


def _read_macros(text: str) -> dict[str, str]:
    found = {}
    for block in _BLOCK.finditer(text):
        for match in _MACRO.finditer(block["body"]):
            body = match["body"] if match["body"] is not None else match["text"]
            found[f"\\{match['name']}"] = body.replace("\\\\", "\\")
    return found
