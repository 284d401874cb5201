"""Files of CSL JSON."""

import json

from notes_site.citations.csl_json import parse_csl_json

PATH = "references.json"


def test_entries_are_read() -> None:
    item = {
        "id": "hu2022",
        "type": "paper-conference",
        "title": "LoRA: <i>Low</i>-rank &amp; $r$ *x*",
        "author": [{"family": "Hu", "given": "Edward"}, {"literal": "Team"}],
        "issued": {"date-parts": [[2022, 4]]},
        "container-title": "ICLR",
        "DOI": "10.1/x",
        "page": "1-3",
    }
    found, problems = parse_csl_json(json.dumps([item], indent=1), PATH)
    assert not problems
    entry = found[0].entry
    assert (entry.key, entry.kind, entry.year, entry.month) == (
        "hu2022",
        "inproceedings",
        "2022",
        "4",
    )
    assert entry.title == r"LoRA: *Low*-rank \& $r$ \*x\*"
    assert [name.full for name in entry.authors] == ["Edward Hu", "Team"]
    assert (entry.container, entry.pages, entry.doi) == ("ICLR", "1–3", "10.1/x")
    assert found[0].place.line == 3


def test_what_is_wrong_is_told_with_its_line() -> None:
    _, problems = parse_csl_json('[\n{"id": "a",}]', PATH)
    assert str(problems[0]).startswith("references.json:2:")
    _, problems = parse_csl_json('[\n{"id": "a"},\n{"id": "a"}]', PATH)
    assert str(problems[0]) == (
        "references.json:3: warning: the key `a` stands at line 2 too; rename one, or take it out"
    )
