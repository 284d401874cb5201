"""Files of other tools: front matter of any kind, lists of files, configurations."""

import json
import os
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import Any

import yaml

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_YAML = re.compile(
    r"\A\s*---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TOML = re.compile(
    r"\A\s*\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_UNOPENED = re.compile(r"\A(?P<head>(?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|- .*\n)+)---[ \t]*(?:\n|\Z)")
_JSON = re.compile(r"\A\s*(?P<head>\{\s*\n.*?^\})[ \t]*\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*[:：][ \t]*(?P<value>.*)$")
_SKIPPED = {
    "node_modules",
    "public",
    "_site",
    "docs/_site",
    ".git",
    ".obsidian",
    "venv",
    "__pycache__",
}


def read_text(path: Path) -> str:
    r"""Return the text of a file in UTF-8, or in GB 18030 where it is none, lines ended by `\\n`."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter of a file, in YAML, TOML or JSON, and the text behind it."""
    for pattern, parse in (
        (_YAML, _parse_yaml),
        (_TOML, _parse_toml),
        (_JSON, _parse_json),
        (_UNOPENED, _parse_yaml),
    ):
        if match := pattern.match(text):
            return parse(match["head"]), text[match.end() :]
    return {}, text


def _parse_yaml(head: str) -> dict[str, Any]:
    try:
        found = yaml.load(head.replace("\t", "    "), _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, OverflowError):
        return _parse_lines(head)
    return _text_keys(found) if isinstance(found, dict) else _parse_lines(head)


def _parse_lines(head: str) -> dict[str, Any]:
    """Return keys and values of what is nearly YAML: a title that holds `: `, say."""
    found: dict[str, Any] = {}
    last = ""
    for line in head.split("\n"):
        if match := _KEY.match(line):
            last = match["key"]
            value = match["value"].strip()
            found[last] = _parse_value(value) if value else None
        elif last and (item := re.match(r"\s*-\s+(.*)", line)):
            known = found[last]
            found[last] = [
                *(known if isinstance(known, list) else []),
                item[1].strip().strip("\"'"),
            ]
    return found


def _parse_value(value: str) -> Any:  # noqa: ANN401 - whatever YAML holds
    try:
        found = yaml.load(value, _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, OverflowError):
        return value.strip("\"'")
    return value if isinstance(found, dict) and not value.startswith("{") else found


def _parse_toml(head: str) -> dict[str, Any]:
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError:
        return _parse_lines(head.replace(" = ", ": "))


def _parse_json(head: str) -> dict[str, Any]:
    try:
        found = json.loads(head)
    except JSONDecodeError:
        return {}
    return _text_keys(found) if isinstance(found, dict) else {}


def _text_keys(found: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in found.items()}


def read_settings(folder: Path, *names: str) -> dict[str, Any]:
    """Return what the first of these files in `folder` says: YAML, TOML or JSON by its suffix."""
    for name in names:
        path = folder / name
        if path.is_file():
            text = read_text(path)
            if path.suffix == ".toml":
                return _parse_toml(text)
            return _parse_json(f"{text}\n") if path.suffix == ".json" else _parse_yaml(text)
    return {}


def read_data(folder: Path, *names: str) -> object:
    """Return what the first of these files in `folder` holds, in YAML: a mapping, or a list; None for none."""
    for name in names:
        path = folder / name
        if path.is_file():
            try:
                return yaml.load(read_text(path), _Loader)  # noqa: S506 - a safe loader
            except (yaml.YAMLError, ValueError, OverflowError):
                return None
    return None


def list_left(config: Mapping[str, Any], read: Collection[str]) -> dict[str, int]:
    """Return the keys of a configuration that say something and are not read → their values.

    Args:
        config: as read.
        read: keys that are, in lower case; `params.author` for one in a mapping.
    """
    left: dict[str, int] = {}
    for key, value in config.items():
        if key.lower() in read:
            continue
        if isinstance(value, Mapping) and any(name.startswith(f"{key.lower()}.") for name in read):
            nested = {f"{key}.{name}": each for name, each in value.items()}
            left |= list_left(nested, read)
        elif count := _count_values(value):
            left[key] = count
    return left


def _count_values(value: object) -> int:
    """Return how many values that say something a value of a configuration holds."""
    if isinstance(value, Mapping):
        return sum(map(_count_values, value.values()))
    if isinstance(value, list):
        return sum(map(_count_values, value))
    return int(value not in (None, False, "", 0))


def list_files(folder: Path, *suffixes: str) -> Iterator[Path]:
    """Yield the files in `folder` and below with one of `suffixes`, or all, by path.

    Hidden ones, what tools make, and what is no file (a symbolic link that leads nowhere, a pipe) are
    left out.
    """
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED
        )
        for name in sorted(files):
            is_wanted = not name.startswith(".") and (
                not suffixes or name.lower().endswith(suffixes)
            )
            if is_wanted and (path := Path(root) / name).is_file():
                yield path


def below(path: Path, folder: Path) -> str:
    """Return `path` as seen from `folder`, `/`-separated."""
    return path.relative_to(folder).as_posix()


def text_of(value: object) -> str:
    """Return a value of a configuration as text; empty for none, the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = next(iter(value.values()), None)
    return "" if value is None else str(value).strip()
