"""JSON Schemas of YAML files, made by the readers that check them.

A reader asks a `YamlMap` for its keys, each by its type. Asked by it, an `AskedMap` writes down
what it was asked for; that is the schema. So a key that can be written is in it, and no other.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import Any

import yaml
from msgspec import Struct, field
from yaml.nodes import MappingNode, Node

from notes_site.errors import Place
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.yaml_map import YamlMap

Schema = dict[str, Any]

_ANY = "*"
"""Stands for a key that is the author's own, such as a language's."""

_TEXT: Schema = {"type": ["string", "number"]}
_WEB_ADDRESS: Schema = {"type": "string", "pattern": "^https?://"}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"}
_DEPTH = 4
"""How many mappings lie in one another, and one more for what the keys of a mapping are."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
"""What editors know best."""


class _Asked(Struct):
    """The questions that readers asked of one mapping."""

    keys: dict[str, list[Schema]] = field(default_factory=dict)
    """Key → the forms that its value may have."""

    maps: dict[str, "_Asked"] = field(default_factory=dict)
    """Key → what was asked of the mapping there."""

    items: dict[str, "_Asked"] = field(default_factory=dict)
    """Key → what was asked of the mappings in the list there."""

    required: list[str] = field(default_factory=list)
    is_item: bool = False
    """Whether it stands in a list, where what one lacks may depend on what it has."""

    is_closed: bool = False

    def add(self, key: str, schema: Schema) -> None:
        """Write down a form of the value at `key`."""
        forms = self.keys.setdefault(key, [])
        if key and schema not in forms:
            forms.append(schema)

    def schema(self) -> Schema:
        """Return the schema of the mapping."""
        forms: dict[str, list[Schema]] = {key: [*each] for key, each in self.keys.items()}
        for key, asked in self.maps.items():
            forms.setdefault(key, []).append(asked.schema())
        for key, asked in self.items.items():
            items: Schema = {"anyOf": [_TEXT, asked.schema()]}
            forms.setdefault(key, []).append({"type": "array", "items": items})
        forms.pop("", None)
        own = forms.pop(_ANY, None)
        found: Schema = {"type": "object"}
        if forms:
            found["properties"] = {key: _any_of(each) for key, each in forms.items()}
        if own:
            found["additionalProperties"] = _any_of(own)
        elif self.is_closed:
            found["additionalProperties"] = False
        if self.required and not self.is_item:
            found["required"] = self.required
        return found


def _any_of(forms: Sequence[Schema]) -> Schema:
    return forms[0] if len(forms) == 1 else {"anyOf": [*forms]}


class AskedMap(YamlMap):
    """A mapping that holds nothing, and writes down what it is asked for."""

    def __init__(self, asked: _Asked, forms: Sequence[bool]) -> None:
        """Take values that may be a mapping or a text for a mapping where `forms` says so, by depth."""
        mark = yaml.Mark("", 0, 0, 0, None, 0)
        super().__init__(
            MappingNode("tag:yaml.org,2002:map", [], mark, mark), YamlDocument(path="")
        )
        self._given = asked
        self._forms = forms

    def __contains__(self, key: str) -> bool:
        return True

    def keys(self, known: Iterable[str] = ()) -> list[str]:
        return [*known] or [_ANY]

    def lines(self) -> dict[str, int]:
        return {_ANY: 1} if self._forms[-1] else {}

    def find(self, key: str) -> Node | None:  # noqa: ARG002 - there is none
        return None

    def report(self, key: str, text: str) -> None:
        """Ignore it: what holds nothing has no mistakes."""

    def place(self, key: str) -> Place:  # noqa: ARG002 - it is nowhere
        return Place(path="", line=1)

    def require(self, key: str, example: str) -> None:  # noqa: ARG002 - as above
        if key not in self._given.required:
            self._given.required.append(key)

    def text(self, key: str, default: str = "") -> str:
        is_given = default and _ANY not in default
        self._given.add(key, {**_TEXT, "default": default} if is_given else _TEXT)
        return default

    def web_address(self, key: str) -> str:
        self._given.add(key, _WEB_ADDRESS)
        return ""

    def is_blank(self, key: str) -> bool:  # noqa: ARG002 - as above
        return False

    def boolean(self, key: str, *, default: bool) -> bool:
        self._given.add(key, {"type": "boolean", "default": default})
        return default

    def integer(self, key: str, default: int, *, minimum: int = 0) -> int:
        self._given.add(key, {"type": "integer", "minimum": minimum, "default": default})
        return default

    def choice(self, key: str, values: Sequence[str], default: str) -> str:
        # YAML 1.1 reads a plain `off` as false, and so do editors.
        switches = [False] if "off" in values else []
        schema: Schema = {"enum": [*values, *switches]}
        self._given.add(key, {**schema, "default": default} if default else schema)
        return default

    def moment(self, key: str) -> datetime | None:
        self._given.add(key, _DATE)
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        self._given.add(key, {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]})
        return ()

    def map(self, key: str) -> YamlMap:
        return AskedMap(self._given.maps.setdefault(key, _Asked()), self._forms[1:])

    def maps(self, key: str, *, short: str) -> tuple[YamlMap, ...]:  # noqa: ARG002 - a text may stand for each
        item = self._given.items.setdefault(key, _Asked(is_item=True))
        return (AskedMap(item, self._forms[1:]),)

    def is_map(self, key: str) -> bool:  # noqa: ARG002 - one or the other for all
        return self._forms[0]

    def plain(self) -> dict[str, object]:
        return {}

    def reject_unread(self, known: Iterable[str] = ()) -> None:  # noqa: ARG002 - those are asked for too
        self._given.is_closed = True

    warn_unread = reject_unread


def make_schema(title: str, *readers: Callable[[YamlMap], object]) -> Schema:
    """Return the schema of a file that `readers` read."""
    asked = _Asked()
    for read in readers:
        for forms in product((True, False), repeat=_DEPTH):
            read(AskedMap(asked, forms))
    return {"$schema": _DRAFT, "title": title, **asked.schema()}
