"""A mapping from the text of a YAML file, or of what can be read of it."""

import re
from collections.abc import Sequence

import yaml
from msgspec.structs import replace
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, ScalarEvent
from yaml.nodes import MappingNode

from notes_site.errors import Place, SourceError
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.yaml_map import NULL_TAG, TAG, YamlMap

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_DEEPEST = 100
_HAS_CONTROL = "a control character stands in the YAML; remove it"
_TOO_DEEP = "the YAML is nested too deeply; write it flatter"
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_KEY = re.compile(r"""["']?(?P<key>[\w.-]+)["']?\s*:""")
_CONTINUED = " \t#-]}"
"""Characters at the margin with which no key begins."""


def parse_yaml_map(text: str, document: YamlDocument) -> YamlMap:
    """Return the mapping that `text` holds; an empty text is an empty mapping.

    Aliases (`*name`) are refused, so that a few lines cannot stand for millions of
    values, and so is nesting that no author writes. A tag that is not plain YAML makes
    a value of no type: nothing is ever constructed.

    Raises:
        SourceError: `text` is not YAML, or not a mapping, or holds what is refused.
    """
    try:
        _refuse_traps(text, document)
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or "this is not YAML"
        line = document.first_line + (mark.line if mark else 0)
        place = Place(path=document.path, line=line, column=mark.column + 1 if mark else 0)
        if "nesting depth" in what:  # of libyaml's own scanner, which looks far ahead for a key
            document.add(replace(place, column=0), _TOO_DEEP)
            raise SourceError(document.problems) from error
        if mark and text.split("\n", mark.line + 1)[mark.line][mark.column :].startswith("\t"):
            what = "a tab cannot indent YAML"
        remedy = "correct the YAML here, or quote the value"
        document.add(place, f"{what}; {remedy}")
        raise SourceError(document.problems) from error
    except yaml.reader.ReaderError as error:  # a character that YAML forbids, such as NUL
        before, _, _ = text.partition(chr(error.character))
        place = Place(path=document.path, line=document.first_line + before.count("\n"))
        document.add(place, _HAS_CONTROL)
        raise SourceError(document.problems) from error
    if root is None or root.tag == NULL_TAG:
        mark = yaml.Mark(document.path, 0, 0, 0, None, 0)
        root = MappingNode(TAG + "map", [], mark, mark)
    if not isinstance(root, MappingNode):
        document.report(root, "this is not a mapping; write `key: value` lines")
        raise SourceError(document.problems)
    return YamlMap(root, document)


def read_yaml_map(text: str, document: YamlDocument) -> YamlMap:
    """Return what can be read of the mapping that `text` shall hold; write the mistakes down.

    Keys whose lines are no YAML are left out one after the other, so that all other
    mistakes are found in the same run.
    """
    lines = text.split("\n")
    lost: set[str] = set()
    while True:
        try:
            mapping = parse_yaml_map("\n".join(lines), document)
        except SourceError as error:
            found = _find_entry(lines, _faulty_line(error, document) - document.first_line)
            if found is None:
                mapping = parse_yaml_map("", document)
                mapping.lost = None
                return mapping
            first, end = found
            key = _KEY.match(lines[first])
            lost.add(key["key"] if key else "")
            lines[first:end] = [""] * (end - first)
        else:
            mapping.lost = None if "" in lost else frozenset(lost)
            return mapping


def _faulty_line(error: SourceError, document: YamlDocument) -> int:
    """Return the line where the value begins that is no YAML.

    The parser tells of a bracket or quotation mark that nothing closes far below it.
    """
    cause = error.__cause__
    mark = cause.context_mark if isinstance(cause, yaml.MarkedYAMLError) else None
    if mark is None or "block mapping" in str(getattr(cause, "context", "")):
        return document.problems[-1].place.line
    return document.first_line + int(mark.line)


def _find_entry(lines: Sequence[str], index: int) -> tuple[int, int] | None:
    """Return the lines from a key at the margin up to the next one, around line `index`; 0-based.

    None where nothing stands there any more.
    """
    first = min(index, len(lines) - 1)
    while first > 0 and (not lines[first] or lines[first][0] in _CONTINUED):
        first -= 1
    if not lines[first].strip():
        return None
    end = first + 1
    while end < len(lines) and (not lines[end] or lines[end][0] in _CONTINUED):
        end += 1
    return first, end


def _refuse_traps(text: str, document: YamlDocument) -> None:
    """Raise SourceError if `text` holds an alias, a control character, or is nested too deeply.

    YAML's own escapes write such a character, which belongs into no page.

    Looked for among the events of the parser: libyaml composes by recursion, and ends
    the whole process where the stack does (test_deep_nesting_is_refused).
    """
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if isinstance(event, AliasEvent):
            document.report(event, "a YAML alias repeats a value; write the value out")
            raise SourceError(document.problems)
        if isinstance(event, ScalarEvent) and _CONTROL.search(event.value):
            document.report(event, _HAS_CONTROL)
            raise SourceError(document.problems)
        if depth > _DEEPEST:
            document.report(event, _TOO_DEEP)
            raise SourceError(document.problems)
