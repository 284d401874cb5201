"""Front matter of other tools, read as this one's."""

import re

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from notes_site.foreign.keys import ADDRESSES, READ_AS
from notes_site.yaml.yaml_map import YamlMap

_TAG = "tag:yaml.org,2002:"
_WIDE_COMMA = re.compile(r"[，、；]")
_ADDRESS = re.compile(r"/|https?://")
_LISTS = ("tags", "authors")
_PAGE = re.compile(r"(?:/index)?\.html?$")


def adopt_foreign_keys(head: YamlMap) -> None:
    """Let keys of other tools, and values in their forms, be those that notes have here."""
    for key, own in READ_AS.items():
        if head.has(key) and not head.has(own):
            head.rename(key, own)
            if own == "pinned":
                _pin(head)
        elif head.has(key) and own == "tags":
            _add_items(head, key, own)
    if _is_false(head.peek("published")):
        head.put("draft", _scalar("true", "bool", head.peek("published")))
    head.forget("published")
    for key in _LISTS:
        node = head.peek(key)
        if isinstance(node, SequenceNode) or (isinstance(node, MappingNode) and _has_name(node)):
            head.put(key, SequenceNode(f"{_TAG}seq", _items(node), node.start_mark, node.end_mark))
    _warn_of_commas(head)
    _drop_names(head)
    _plain_values(head)


def read_former_names(head: YamlMap) -> tuple[str, ...]:
    """Return the last parts of addresses that other tools were told to give a note."""
    given = (head.peek(key) for key in ADDRESSES)
    written = (node.value for node in given if isinstance(node, ScalarNode))
    names = (_PAGE.sub("", each).rstrip("/").rpartition("/")[2] for each in written)
    return tuple(name for name in names if name and ":" not in name)  # of `/:year/:title/` none


def _plain_values(head: YamlMap) -> None:
    """Let a list of one series be that series, and the depth of contents be whether there are any."""
    series = head.peek("series")
    if isinstance(series, SequenceNode) and len(series.value) == 1:
        head.put("series", series.value[0])
    toc = head.peek("toc")
    if isinstance(toc, (MappingNode, SequenceNode)) or (
        isinstance(toc, ScalarNode) and toc.value.isdecimal()
    ):
        head.put("toc", _scalar("true", "bool", toc))


def _pin(head: YamlMap) -> None:
    """Let a number, by which other tools order what stands on top, be true or false."""
    node = head.peek("pinned")
    if isinstance(node, ScalarNode) and node.value.isdecimal():
        head.put("pinned", _scalar("true" if int(node.value) else "false", "bool", node))


def _add_items(head: YamlMap, key: str, own: str) -> None:
    """Add the items of a list of another name to those of `own`."""
    given, more = head.peek(own), head.peek(key)
    head.forget(key)
    if given is not None and more is not None:
        items = [*_items(given), *_items(more)]
        head.put(own, SequenceNode(f"{_TAG}seq", items, given.start_mark, given.end_mark))


def _has_name(node: MappingNode) -> bool:
    return any(isinstance(key, ScalarNode) and key.value == "name" for key, _ in node.value)


def _items(node: Node) -> list[Node]:
    if isinstance(node, SequenceNode):
        return [item for inner in node.value for item in _items(inner)]
    if isinstance(node, MappingNode):
        named = {key.value: value for key, value in node.value if isinstance(key, ScalarNode)}
        return _items(named["name"]) if "name" in named else [node]
    is_empty = isinstance(node, ScalarNode) and (
        node.tag == f"{_TAG}null" or not node.value.strip()
    )
    return [] if is_empty else [node]


def _warn_of_commas(head: YamlMap) -> None:
    node = head.peek("tags")
    items = node.value if isinstance(node, SequenceNode) else [node]
    for item in items:
        if not isinstance(item, ScalarNode):
            continue
        is_one = not isinstance(node, SequenceNode) and "," in item.value
        if is_one or _WIDE_COMMA.search(item.value):
            parts = ", ".join(filter(None, map(str.strip, re.split(r"[,，、；]", item.value))))
            text = f"`{item.value}` is one tag; write `tags: [{parts}]` for several"
            head.document.warn(item, text)


def _drop_names(head: YamlMap) -> None:
    """Leave other names of a note out of `aliases`, which are old addresses here."""
    node = head.peek("aliases")
    if not isinstance(node, SequenceNode):
        return
    names = [
        item
        for item in node.value
        if isinstance(item, ScalarNode) and not _ADDRESS.search(item.value)
    ]
    for item in names:
        text = f"`{item.value}` is no old address but another name, which means nothing here; remove it"
        head.document.warn(item, text)
    kept = [item for item in node.value if item not in names]
    head.put("aliases", SequenceNode(node.tag, kept, node.start_mark, node.end_mark))


def _is_false(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value.lower() in {"false", "no"}


def _scalar(value: str, kind: str, like: Node | None) -> ScalarNode:
    mark = like.start_mark if like else None
    return ScalarNode(f"{_TAG}{kind}", value, mark, mark)
