"""JSON Schemas: what the readers take is right by them, and what they refuse is not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from notes_site.authoring.schemas import note_schema, site_schema, write_schema
from notes_site.load.front_matter import KEYS as NOTEKEYS
from tests.conftest import MakeSite, Run
from tests.small_site import note

ROOT = Path(__file__).parents[2]
TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def is_right(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401, PLR0911 - one for each keyword of JSON
    """Tell whether `value` is right by those keywords of JSON Schema that are used here."""
    if "anyOf" in schema:
        return any(is_right(value, each) for each in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    names = schema.get("type", [])
    allowed = [names] if isinstance(names, str) else names
    if not any(isinstance(value, TYPES[name]) for name in allowed):
        return False
    if isinstance(value, bool) and "boolean" not in allowed:
        return False
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value))
    if isinstance(value, list):
        return all(is_right(each, schema.get("items", {"type": [*TYPES]})) for each in value)
    if isinstance(value, dict):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", {"type": [*TYPES]})
        return {*schema.get("required", [])} <= value.keys() and all(
            is_right(each, known[key]) if key in known else bool(others) and is_right(each, others)
            for key, each in value.items()
        )
    return bool(value >= schema.get("minimum", value))


def read(text: str) -> Any:  # noqa: ANN401 - YAML
    """Return the values of a YAML text, dates as strings, as JSON has them."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def examples() -> list[str]:
    text = (ROOT / "docs/content/en/configuration.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("example", examples())
def test_the_examples_of_the_handbook_are_right(example: str) -> None:
    assert is_right(read(example), site_schema())


@pytest.mark.parametrize("path", ["site.yaml", "docs/site.yaml", "tests/golden/site/site.yaml"])
def test_sites_are_right(path: str) -> None:
    assert is_right(read((ROOT / path).read_text(encoding="utf-8")), site_schema())


@pytest.mark.parametrize(
    "text",
    [
        "tagline: no title",
        "{title: T, titel: T}",
        "{title: T, index: {per_page: 0}}",
        "{title: T, index: {per_page: many}}",
        "{title: T, index: {untranslated: maybe}}",
        "{title: T, search: perhaps}",
        "{title: T, author: {url: example.org}}",
        "{title: T, social: {gihtub: a}}",
        "{title: T, statistics: {googel: a}}",
        "{title: T, navigation: home}",
        "{title: T, navigation: [{titel: a}]}",
        "{title: T, theme: {font: {title: a}}}",
        "{title: T, comments: {giscus: {repo: a/b}}}",
        "{title: T, warnings: {links: loud}}",
        "{title: T, languages: {en: {tga: en}}}",
    ],
)
def test_what_the_reader_refuses_is_wrong(text: str) -> None:
    assert not is_right(read(text), site_schema())


def test_a_note_has_all_its_keys() -> None:
    assert {*NOTEKEYS} <= note_schema()["properties"].keys()
    head = (
        "title: T\ndate: 2024-05-31\ntags: [a, 1]\npaper: {title: P, year: 2020}\nextra: {a: [1]}"
    )
    assert is_right(read(head), note_schema())
    assert not is_right(read("title: T\ndate: soon"), note_schema())
    assert not is_right(read("title: T"), note_schema())


def test_the_command_prints_both(run: Run) -> None:
    assert json.loads(run("schema").stdout) == site_schema()
    assert json.loads(run("schema", "note").stdout) == note_schema()


def test_each_build_keeps_the_schema_for_editors(make_site: MakeSite, tmp_path: Path) -> None:
    make_site({"content/en/a.md": note()}, uses_cache=True)
    file = tmp_path / ".notes-site/site.schema.json"
    written = file.read_text(encoding="utf-8")
    assert {**site_schema(), "$comment": json.loads(written)["$comment"]} == json.loads(written)
    file.write_text('{"$comment": "of another version"}', encoding="utf-8")
    write_schema(file.parent)
    assert file.read_text(encoding="utf-8") == written


def test_a_new_site_leads_editors_to_it(run: Run, tmp_path: Path) -> None:
    run("init", "blog")
    first = (tmp_path / "blog/site.yaml").read_text(encoding="utf-8").splitlines()[0]
    target = first.partition("$schema=")[2]
    assert json.loads((tmp_path / "blog" / target).read_text(encoding="utf-8"))["properties"]
