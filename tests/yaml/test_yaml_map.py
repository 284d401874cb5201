"""YAML values that know their line, and YAML that is refused."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from notes_site.errors import SourceError
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from notes_site.yaml.yaml_map import YamlMap


def parse(text: str, first_line: int = 1) -> YamlMap:
    return parse_yaml_map(text, YamlDocument(path="a.yaml", first_line=first_line))


def problems(values: YamlMap) -> list[str]:
    return [str(problem) for problem in values.document.problems]


def refusal(text: str) -> str:
    with pytest.raises(SourceError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return str(problem)


# Values


def test_an_empty_text_is_an_empty_mapping() -> None:
    for text in ("", "\n", "# nothing\n", "---\n", "~\n"):
        assert parse(text).keys() == []


def test_numbers_and_dates_are_texts_as_they_are_written() -> None:
    values = parse("a: 2024\nb: 1.50\nc: 2024-05-31\nd: text\n")
    assert [values.text(key) for key in "abcd"] == ["2024", "1.50", "2024-05-31", "text"]
    assert problems(values) == []


def test_what_yaml_takes_for_a_truth_value_is_no_text() -> None:
    values = parse("title: no\n")
    assert values.text("title") == ""
    assert problems(values) == ['a.yaml:1: `title` is not text: no; write it as title: "no"']


def test_a_null_counts_as_absent() -> None:
    values = parse("a:\nb: ~\nc: null\n")
    assert not any(key in values for key in "abc")
    assert values.text("a", "default") == "default"
    assert values.texts("b") == ()
    assert values.boolean("c", default=True)


def test_one_text_is_a_list_of_one() -> None:
    values = parse("a: x\nb: [x, 1]\nc: []\n")
    assert (values.texts("a"), values.texts("b"), values.texts("c")) == (("x",), ("x", "1"), ())


@pytest.mark.parametrize("written", ["true", "True", "yes", "on"])
def test_yaml_knows_several_words_for_true(written: str) -> None:
    assert parse(f"a: {written}\n").boolean("a", default=False)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-05-31", datetime(2024, 5, 31, tzinfo=UTC)),
        ("2024-05-31 08:30", datetime(2024, 5, 31, 8, 30, tzinfo=UTC)),
        ("2024-05-31T08:30:00Z", datetime(2024, 5, 31, 8, 30, tzinfo=UTC)),
        (
            "2024-05-31T08:30:00+08:00",
            datetime(2024, 5, 31, 8, 30, tzinfo=timezone(timedelta(hours=8))),
        ),
        ("'2024-05-31'", datetime(2024, 5, 31, tzinfo=UTC)),
    ],
)
def test_a_moment_without_offset_is_utc(written: str, moment: datetime) -> None:
    found = parse(f"a: {written}\n").moment("a")
    assert found == moment
    assert found is not None
    assert found.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("written", ["yesterday", "2024-02-30", "2024", "31.05.2024"])
def test_what_is_no_date_says_how_to_write_one(written: str) -> None:
    values = parse(f"a: 1\nb: {written}\n")
    assert values.moment("b") is None
    assert problems(values) == [f"a.yaml:2: `b` is not a date: {written}; write it as 2024-05-31"]


@pytest.mark.parametrize(
    ("text", "read", "message"),
    [
        (
            "a: [x]",
            lambda v: v.text("a"),
            "`a` is not text, it is a list; write it as a: some text",
        ),
        ("a: {}", lambda v: v.texts("a"), "`a` is not a list, it is a mapping; write it as a: [fi"),
        ("a: [[x]]", lambda v: v.texts("a"), "`a` is not text, it is a list; write it as a: some"),
        ("a: x", lambda v: v.map("a"), "`a` is not a mapping: x; write it as a: {…}"),
        ("a: 1.5", lambda v: v.integer("a", 3), "`a` is not a whole number from 0 on: 1.5; write "),
        ("a: -1", lambda v: v.integer("a", 3), "`a` is not a whole number from 0 on: -1; write it"),
        ("a: [x]", lambda v: v.moment("a"), "`a` is not a date, it is a list; write it as 2024-05"),
        ("a: x", lambda v: v.boolean("a", default=True), "`a` is not true or false: x; write it a"),
        ("a: x", lambda v: v.choice("a", ["y"], "y"), "`a` is not one of its values: x; write `y`"),
    ],
)
def test_a_value_of_another_type_is_a_mistake(
    text: str, read: Callable[[YamlMap], object], message: str
) -> None:
    values = parse(text)
    read(values)
    (found,) = problems(values)
    assert found.startswith(f"a.yaml:1: {message}")


def test_lines_count_from_the_top_of_the_file() -> None:
    values = parse("a: 1\nb:\n  c: 2\n  d: [1]\n", first_line=10)
    assert values.lines() == {"a": 10, "b": 11}
    values.map("b").text("d")
    assert problems(values)[0].startswith("a.yaml:13: `b.d` is not text")


def test_free_values_are_plain_python() -> None:
    values = parse("a: {n: 1, x: 0x10, f: 1.5, b: yes, s: text, l: [1, {k: v}], z: null}\n")
    assert values.map("a").plain() == {
        "n": 1,
        "x": 16,
        "f": 1.5,
        "b": True,
        "s": "text",
        "l": [1, {"k": "v"}],
        "z": None,
    }


@pytest.mark.parametrize("written", ["99999999999999999999999", "017", "1:30", ".nan", "-.inf"])
def test_a_free_number_that_not_every_program_reads_alike_stays_text(written: str) -> None:
    assert parse(f"a: {{n: {written}}}\n").map("a").plain() == {"n": written}


def test_a_free_mapping_with_a_key_that_is_no_word_is_a_mistake() -> None:
    values = parse("a:\n  b: {[1]: 2}\n")
    values.map("a").plain()
    assert problems(values) == ["a.yaml:2: a key must be a single word; write `key: value`"]


# Keys


def test_an_unknown_key_is_reported_with_the_closest_one_that_exists() -> None:
    values = parse("titel: x\nzzz: 1\n")
    values.text("title")
    values.reject_unread()
    assert problems(values) == [
        "a.yaml:1: unknown key `titel`; write `title`",
        "a.yaml:2: unknown key `zzz`; remove it",
    ]


def test_an_unknown_key_may_be_a_warning() -> None:
    values = parse("titel: x\n")
    values.text("title")
    values.warn_unread()
    assert problems(values) == ["a.yaml:1: warning: unknown key `titel`; write `title`"]
    assert len(values.document.finish()) == 1


def test_a_key_that_stands_twice_is_a_mistake() -> None:
    assert problems(parse("a: 1\nb: 2\na: 3\n")) == [
        "a.yaml:3: `a` stands here again; keep this or line 1"
    ]


def test_a_missing_key_is_reported_where_its_mapping_begins() -> None:
    values = parse("x: 1\na:\n  b: 1\n")
    values.map("a").require("c", "2")
    assert problems(values) == ["a.yaml:3: `c` is missing in `a`; write `c: 2`"]


def test_finish_raises_all_that_was_found() -> None:
    values = parse("a: [1]\nb: [2]\n")
    values.text("a")
    values.text("b")
    with pytest.raises(SourceError) as caught:
        values.document.finish()
    assert len(caught.value.problems) == 2


# What is refused


def test_an_alias_is_refused() -> None:
    message = "a YAML alias repeats a value; write the value out"
    assert refusal("a: &x [1]\nb: *x\n") == f"a.yaml:2: {message}"


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert "a YAML alias repeats a value" in refusal("\n".join(lines))


def test_an_alias_of_itself_is_refused() -> None:
    assert "a YAML alias repeats a value" in refusal("a: &x [*x]\n")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!python/name:os", "!own"])
def test_a_tag_constructs_nothing(tag: str) -> None:
    values = parse(f"a: {tag} x\n")
    values.text("a")
    assert problems(values) == ['a.yaml:1: `a` is not text: x; write it as a: "x"']


def test_a_tab_cannot_indent() -> None:
    assert refusal("a:\n\tb: 1\n").startswith("a.yaml:2:1: a tab cannot indent YAML; ")


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1b"])
def test_a_control_character_is_told_by_its_line(character: str) -> None:
    text = f"title: 标题标题标题标题\nb: 1\nc: a{character}b\n"
    assert refusal(text) == "a.yaml:3: a control character stands in the YAML; remove it"


@pytest.mark.parametrize("depth", [150, 1_000, 50_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_deep_nesting_is_refused(opening: str, closing: str, depth: int) -> None:
    text = "\na: " + opening * depth + "1" + closing * depth
    assert refusal(text) == "a.yaml:2: the YAML is nested too deeply; write it flatter"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1\n", "a.yaml:2:1: did not find expected ',' or ']'; correct the YAML here"),
        ("a: 'x\n", "a.yaml:2:1: found unexpected end of stream; correct the YAML here"),
        ("a: b: c\n", "a.yaml:1:5: mapping values are not allowed in this context; correct"),
        ("a: @x\n", "a.yaml:1:4: found character that cannot start any token; correct the YAML"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2:1: but found another document; correct the YAML here"),
        ("just text\n", "a.yaml:1: this is not a mapping; write `key: value` lines"),
        ("- a\n", "a.yaml:1: this is not a mapping; write `key: value` lines"),
    ],
)
def test_what_is_no_yaml_mapping_is_told_by_its_place(text: str, message: str) -> None:
    assert refusal(text).startswith(message)
