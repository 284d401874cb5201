"""TOML values that know their line, as a mapping of YAML: `+++` at the head of Hugo's notes."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time

from yaml import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from notes_site.yaml.yaml_map import YamlMap

_TAG = "tag:yaml.org,2002:"
_KEY = re.compile(r"\s*(?:\[+\s*)?[\"']?([\w.-]+)[\"']?\s*[=\].]")
_AT_LINE = re.compile(r"line (\d+), column (\d+)")


def read_toml_map(text: str, document: YamlDocument) -> YamlMap:
    """Return the mapping that `text` holds; what is wrong with it is written down."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        last = min(int(found[1]) if found else 1, text.count("\n") + 1)
        mark = Mark(document.path, 0, last - 1, 0, None, 0)
        what = str(error).partition(" (at")[0]
        document.report(ScalarNode(f"{_TAG}str", "", mark, mark), f"{what}; correct the TOML here")
        lost = parse_yaml_map("", document)
        lost.lost = None
        return lost
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n")):
        if match := _KEY.match(line):
            lines.setdefault(match[1].partition(".")[0], number)
    start = Mark(document.path, 0, 0, 0, None, 0)
    pairs = []
    for key, value in values.items():
        mark = Mark(document.path, 0, lines.get(key, 0), 0, None, 0)
        pairs.append((ScalarNode(f"{_TAG}str", key, mark, mark), _as_node(value, mark)))
    return YamlMap(MappingNode(f"{_TAG}map", pairs, start, start), document)


def _as_node(value: object, mark: Mark) -> Node:
    if isinstance(value, Mapping):
        pairs = [
            (ScalarNode(f"{_TAG}str", str(key), mark, mark), _as_node(inner, mark))
            for key, inner in value.items()
        ]
        return MappingNode(f"{_TAG}map", pairs, mark, mark)
    if isinstance(value, list):
        items = [_as_node(inner, mark) for inner in value]
        return SequenceNode(f"{_TAG}seq", items, mark, mark)
    if isinstance(value, bool):
        return ScalarNode(f"{_TAG}bool", "true" if value else "false", mark, mark)
    if isinstance(value, (datetime, date, time)):
        return ScalarNode(f"{_TAG}timestamp", value.isoformat(), mark, mark)
    kind = {int: "int", float: "float"}.get(type(value), "str")
    return ScalarNode(f"{_TAG}{kind}", str(value), mark, mark)
