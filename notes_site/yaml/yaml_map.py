"""YAML values that know their line, for `site.yaml` and for front matter.

A `YamlMap` hands out typed values by key. What is missing or of another type is
written down as a `Problem` and stands in for by an empty value, so that one pass
reports every mistake; `YamlDocument.finish` raises them all, and nothing that was
read before it may be used if it does.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import datetime

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from notes_site.errors import Place
from notes_site.text.suggest import closest
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.moments import read_moment

TAG = "tag:yaml.org,2002:"
"""Beginning of the tags of YAML's own types."""

NULL_TAG = TAG + "null"
_TEXT_TAGS = frozenset(TAG + kind for kind in ("str", "int", "float", "timestamp"))
_KINDS = {MappingNode: "a mapping", SequenceNode: "a list", ScalarNode: "a single value"}
_HTTP = re.compile(r"https?://[^\s<>\"]+")


class YamlMap:
    """A mapping of YAML whose values are asked for by key and type."""

    def __init__(self, node: MappingNode, document: YamlDocument, name: str = "") -> None:
        self.node = node
        self.document = document
        self.name = name
        """The key that leads here, dotted, for messages; empty at the top."""
        self.lost: frozenset[str] | None = frozenset()
        """Keys that are there and could not be read; None where nobody knows which."""

        self._values: dict[str, tuple[Node, Node]] = {}
        self._asked: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                document.report(key, "a key must be a single word; write `key: value`")
            elif key.value in self._values:
                first = document.place(self._values[key.value][0]).line
                text = f"`{self._dotted(key.value)}` stands here again; keep this or line {first}"
                document.report(key, text)
            else:
                self._values[key.value] = (key, value)

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def __contains__(self, key: str) -> bool:
        """Tell whether `key` is given with a value other than null."""
        return self.find(key) is not None

    def keys(self, known: Iterable[str] = ()) -> list[str]:  # noqa: ARG002 - for schemas
        """Return all keys in the order of the file, and count them as asked for.

        Args:
            known: the keys that there can be, where they are not the author's own.
        """
        self._asked.update(self._values)
        return list(self._values)

    def has(self, key: str) -> bool:
        """Tell whether `key` is given, without asking for it."""
        return key in self._values

    def peek(self, key: str) -> Node | None:
        """Return the node of `key`, without asking for it."""
        _, node = self._values.get(key, (None, None))
        return node

    def rename(self, key: str, name: str) -> None:
        """Let the value at `key` be that of `name`."""
        self._values[name] = self._values.pop(key)

    def put(self, key: str, value: Node) -> None:
        """Let `key` have this value."""
        key_node, _ = self._values.get(key, (ScalarNode(TAG + "str", key, value.start_mark), value))
        self._values[key] = (key_node, value)

    def forget(self, key: str) -> None:
        """Let `key` not be given."""
        self._values.pop(key, None)

    def lines(self) -> dict[str, int]:
        """Return the 1-based line of each key."""
        return {key: self.place(key).line for key in self._values}

    @property
    def start(self) -> Place:
        """Place where the mapping begins."""
        return self.document.place(self.node)

    def find(self, key: str) -> Node | None:
        """Return the node of `key`; None when it is absent or null."""
        self._asked.add(key)
        _, node = self._values.get(key, (None, None))
        if node is not None and node.tag == NULL_TAG and isinstance(node, ScalarNode):
            return None
        return node

    def place(self, key: str) -> Place:
        """Return where `key` stands, or where the mapping begins if it is absent."""
        key_node, _ = self._values.get(key, (self.node, self.node))
        return self.document.place(key_node)

    def report(self, key: str, text: str) -> None:
        """Write down a mistake at `key`."""
        self.document.add(self.place(key), text)

    def require(self, key: str, example: str) -> None:
        """Write down a mistake if `key` is absent or blank; `example` shows what to write."""
        node = self.find(key)
        is_blank = isinstance(node, ScalarNode) and not node.value.strip()
        if node is None and (self.lost is None or key in self.lost):
            return  # it is told what is wrong with it
        if node is None or is_blank:
            what = "empty" if is_blank else "missing"
            where = f" in `{self.name}`" if self.name else ""
            self.report(key, f"`{key}` is {what}{where}; write `{key}: {example}`")

    def text(self, key: str, default: str = "") -> str:
        """Return a string; numbers and dates count as they are written."""
        node = self.find(key)
        return default if node is None else self._text_of(key, node)

    def _text_of(self, key: str, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            self._wrong(key, node, "text", f"{key}: some text")
            return ""
        if node.tag not in _TEXT_TAGS:
            self._wrong(key, node, "text", f'{key}: "{node.value}"')
            return ""
        text: str = node.value
        return text

    def web_address(self, key: str) -> str:
        """Return an address that begins with `https://` or `http://`."""
        written = self.text(key)
        if written and not _HTTP.fullmatch(written):
            self.report(key, f"`{written}` is not a web address; write it as https://…")
        return written

    def is_blank(self, key: str) -> bool:
        """Tell whether `key` is given without a value: what begins with `#` is a comment."""
        return key in self._values and self.find(key) is None

    def is_off(self, key: str) -> bool:
        """Tell whether the value at `key` is `false`."""
        node = self.find(key)
        is_switch = isinstance(node, ScalarNode) and node.tag == TAG + "bool"
        return is_switch and not self.boolean(key, default=True)

    def boolean(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        node = self.find(key)
        if node is None:
            return default
        if isinstance(node, ScalarNode) and node.tag == TAG + "bool":
            return node.value.lower() in {"true", "yes", "on"}
        self._wrong(key, node, "true or false", f"{key}: true")
        return default

    def integer(self, key: str, default: int, *, minimum: int = 0) -> int:
        """Return a whole number of at least `minimum`."""
        node = self.find(key)
        if node is None:
            return default
        if isinstance(node, ScalarNode) and re.fullmatch(r"-?\d{1,9}", node.value):
            number = int(node.value)
            if number >= minimum:
                return number
        kind = f"a whole number from {minimum} on"
        self._wrong(key, node, kind, f"{key}: {max(default, minimum)}")
        return default

    def choice(self, key: str, values: Sequence[str], default: str) -> str:
        """Return one of `values`."""
        node = self.find(key)
        if node is None:
            return default
        if isinstance(node, ScalarNode) and node.value in values:
            chosen: str = node.value
            return chosen
        listed = " or ".join(f"`{value}`" for value in values)
        self._wrong(key, node, f"one of its values; write {listed}", "")
        return default

    def moment(self, key: str) -> datetime | None:
        """Return a time with its offset, the document's where none is written; a date is its midnight."""
        node = self.find(key)
        if node is None:
            return None
        written = node.value if isinstance(node, ScalarNode) else ""
        try:
            return read_moment(written, self.document.zone)
        except ValueError:
            pass  # reported below, as every other text that is no date
        self._wrong(key, node, "a date", "2024-05-31")
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; a single string counts as a list of one."""
        node = self.find(key)
        if node is None:
            return ()
        if isinstance(node, ScalarNode):
            return (self._text_of(key, node),)
        if not isinstance(node, SequenceNode):
            self._wrong(key, node, "a list", f"{key}: [first, second]")
            return ()
        return tuple(self._text_of(key, item) for item in node.value)

    def map(self, key: str) -> "YamlMap":
        """Return the mapping at `key`; an empty one when it is absent."""
        node = self.find(key)
        if node is not None and not isinstance(node, MappingNode):
            self._wrong(key, node, "a mapping", f"{key}: {{…}}")
            node = None
        if node is None:
            node = MappingNode(TAG + "map", [], self.node.start_mark, self.node.end_mark)
        return YamlMap(node, self.document, self._dotted(key))

    def maps(self, key: str, *, short: str) -> "tuple[YamlMap, ...]":
        """Return a list of mappings; a text in it stands for a mapping with the one key `short`."""
        node = self.find(key)
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            self._wrong(key, node, "a list", f"{key}: [first, second]")
            return ()
        return tuple(self._map_of(key, item, short) for item in node.value)

    def _map_of(self, key: str, item: Node, short: str) -> "YamlMap":
        if not isinstance(item, MappingNode):
            name = ScalarNode(TAG + "str", short, item.start_mark, item.end_mark)
            item = MappingNode(TAG + "map", [(name, item)], item.start_mark, item.end_mark)
        return YamlMap(item, self.document, self._dotted(key))

    def is_map(self, key: str) -> bool:
        """Tell whether the value at `key` is a mapping."""
        return isinstance(self.find(key), MappingNode)

    def plain(self) -> dict[str, object]:
        """Return the mapping as plain Python values (str, int, list, …)."""
        return {key: self._plain(self.find(key)) for key in self.keys()}

    def _plain(self, node: Node | None) -> object:
        if isinstance(node, SequenceNode):
            return [self._plain(item) for item in node.value]
        if isinstance(node, MappingNode):
            return YamlMap(node, self.document, self.name).plain()
        if node is None or node.tag == NULL_TAG:
            return None
        constructors: dict[str, Callable[[str], object]] = {
            TAG + "int": _parse_integer,
            TAG + "float": float,
            TAG + "bool": lambda text: text.lower() in {"true", "yes", "on"},
        }
        try:
            return constructors.get(node.tag, str)(node.value)
        except ValueError:
            return str(node.value)

    def _wrong(self, key: str, node: Node, kind: str, example: str) -> None:
        written = f": {node.value}" if isinstance(node, ScalarNode) else ""
        found = written or f", it is {_KINDS[type(node)]}"
        if example:
            text = f"`{self._dotted(key)}` is not {kind}{found}; write it as {example}"
        else:
            what, _, remedy = kind.partition("; ")
            text = f"`{self._dotted(key)}` is not {what}{found}; {remedy}"
        self.document.report(node, text)

    def reject_unread(self, known: Iterable[str] = ()) -> None:
        """Report every key that no one has asked for, with the closest key that exists."""
        for key_node, text in self._unread(known):
            self.document.report(key_node, text)

    def warn_unread(self, known: Iterable[str] = ()) -> None:
        """Warn of every key that no one has asked for."""
        for key_node, text in self._unread(known):
            self.document.warn(key_node, text)

    def warn_misspelt(self, known: Iterable[str], others: Container[str]) -> None:
        """Warn of every key that no one has asked for, is like one of `known` and none of `others`."""
        for key, (key_node, _) in self._values.items():
            if key not in self._asked and key not in others and (close := closest(key, known)):
                self.document.warn(key_node, f"unknown key `{self._dotted(key)}`; write `{close}`")

    def _unread(self, known: Iterable[str]) -> list[tuple[Node, str]]:
        candidates = {*known, *self._asked}
        found = []
        for key, (key_node, _) in self._values.items():
            if key in self._asked:
                continue
            close = closest(key, candidates)
            remedy = f"write `{close}`" if close else "remove it"
            found.append((key_node, f"unknown key `{self._dotted(key)}`; {remedy}"))
        return found


def _parse_integer(text: str) -> int:
    """Return the number; ValueError for one that not every program can hold."""
    number = int(text.replace("_", ""), 0)
    if not -(2**63) <= number < 2**63:
        raise ValueError(text)
    return number
