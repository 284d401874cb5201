"""The law of whole sites: front matter, Markdown and configuration together."""

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from notes_site.errors import SourceError
from tests.small_site import build, read_tree, write_files
from tests.trouble import COUNTS

pytestmark = pytest.mark.property

Texts = dict[str, str]
"""Key of YAML, or path of a file → what stands there."""

_LINE = re.compile(r".+?(:\d+){0,2}: .+; .+")
"""What is wrong where, and what to write instead."""

PLACES = ["zh/a", "en/a", "zh/b", "en/b", "zh/sub/a", "en/about"]
VALUES = st.sampled_from(
    [
        "",
        "~",
        "[]",
        "{}",
        "[a, 甲]",
        "{a: b}",
        "true",
        "-1",
        "0",
        ".nan",
        "1e999",
        "2024-02-30",
        "2024-05-31",
        "9999-12-31T23:59:59-12:00",
        "0001-01-01T00:00:00+14:00",
        "&x [*x]",
        "*nowhere",
        "!!python/name:os.system",
        "|\n  two\n  lines",
        "'../../x'",
        "'/'",
        "'a/../b'",
        "'%2e%2e/x'",
        "'$x<y$ **b** </script><script>'",
        '"\\0\\x1b\\ud800"',
        '"\\u202e\\u2028"',
        "'{{ 7 * 7 }}'",
        "'javascript:alert(1)'",
        "'https://example.org:99999/['",
        "'" + "长" * 300 + "'",
    ]
) | st.text(max_size=12).map("'{}'".format)


@st.composite
def draw_keys(draw: st.DrawFn, plausible: dict[str, list[str]]) -> Texts:
    """Return some of the keys; one value in thirty is anything at all."""
    names = draw(st.lists(st.sampled_from(sorted(plausible)), max_size=5, unique=True))
    return {
        name: draw(st.sampled_from(plausible[name]) if draw(st.integers(0, 29)) != 7 else VALUES)
        for name in names
    }


FRONT = draw_keys(
    {
        "title": ["甲", "'$\\alpha$ and `code`'", "A note"],
        "date": ["2024-01-01", "2025-06-14T23:00:00-08:00"],
        "updated": ["2025-01-01", "2025-06-15"],
        "slug": ["''", "b", "路"],
        "description": ["'a < b & c'", "''"],
        "excerpt": ["'short, $x$'", "''"],
        "tags": ["[]", "[t, U]", "[机器学习]"],
        "series": ["s", "''"],
        "authors": ["[A, 乙]", "[]"],
        "aliases": ["[/old/]", "[]"],
        "translation_key": ["k", "''"],
        "draft": ["true", "false"],
        "pinned": ["true"],
        "toc": ["false"],
        "extra": ["{a: [1, {b: c}]}"],
        "paper": ["{title: P, year: 2020, arxiv: '2001.00001'}", "{doi: 10.1/x}"],
        "unknown": ["1"],
    }
)
SITE = draw_keys(
    {
        "title": ["T", "{en: A}"],
        "base_url": ["https://example.org", "https://example.org/路/blog"],
        "languages": ["{en: {}, zh: {}}", "{zh: {tag: zh-Hans}, en: {label: E}}"],
        "author": ["{name: A, url: 'https://example.org', email: a@example.org}"],
        "excerpt": ["{length: 1}", "{length: 20, ellipsis: …}", "{math: omit}"],
        "feed": ["{entries: 1}", "{content: excerpt}"],
        "index": ["{per_page: 1}", "{untranslated: hide}"],
        "markdown": ["{html: false}"],
        "math": ["{macros: {'\\own': x}}", "{macros: {'\\own': '\\own'}}"],
        "code": ["{light: default}"],
        "tags": ["{t: T, U: {zh: 优, en: U}}"],
        "series": ["{s: S}"],
        "urls": ["{note: '/{slug}/'}", "{note: '/x/{slug}/'}"],
        "bilingual": ["false"],
        "comments": ["{giscus: {repo: a/b, repo_id: i, category: c, category_id: d}}"],
        "unknown": ["1"],
    }
)
PIECES = st.sampled_from(
    [
        "A sentence of English. 一句中文。",
        "## Heading {#h}",
        "# Same\n\n# Same",
        "$\\own + x_1$ and \\(y\\)",
        "$$\nx\\label{e}\n$$\n\nsee \\eqref{e}",
        "$\\href{javascript:alert(1)}{x}$ $}{$",
        "\\begin{align}a&=b",
        "```python\nprint(1)\n```",
        "~~~{.x #y z=\nnever closed",
        "```mermaid\ngraph TD; A-->B\n```",
        "[b](b.md#h) [up](../../x.md) [j](javascript:alert(1)) [v](http://[::1)",
        "[[b]] [[a#h|text]] [[nowhere]] [[|]]",
        "![图](dot.svg) ![](../../../x.png)",
        "<div onclick='x'>\n\n<script>1</script>",
        "<!-- more -->",
        "<!-- never closed",
        "a[^1] b[^1]\n\n[^1]: note $x$\n\n    more",
        "[^2]\n\n[^2]: [^2]",
        "| a | b |\n| - | :-: |\n| $x|y$ | `|` |",
        "> - 1\n>   - [ ] x\n>     > y",
        "> [!NOTE]\n> 注意",
        "::: theorem\nx\n:::",
        "{{ site }} {% raw %}",
        "---\ntitle: again\n---",
        "&#0; &nbsp; \\\\ \t \u2028 \ufeff \u202e",
    ]
) | st.text(max_size=30)
TEXTS = st.lists(PIECES, max_size=4).map("\n\n".join)


def to_yaml(values: Texts) -> str:
    """Return the keys as YAML."""
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def to_note(front: Texts, text: str) -> str:
    """Return the text of a note, whose head says what it must unless `front` has other values."""
    head = to_yaml({"title": "A note", "date": "2024-05-31", **front})
    return f"---\n{head}---\n\n{text}\n"


NOTES = st.dictionaries(
    st.sampled_from(PLACES).map("content/{}.md".format),
    st.builds(to_note, FRONT, TEXTS),
    min_size=1,
    max_size=4,
)
SITES = st.builds(
    lambda site, notes: {"site.yaml": to_yaml({"title": "T", **site}), **notes}, SITE, NOTES
)


def outcome(files: Texts) -> dict[str, bytes] | list[str]:
    """Return the output of a build in a folder of its own, or the lines of its mistakes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pictures = {f"content/{language}/dot.svg": "<svg/>" for language in ("zh", "en")}
        encoded = {path: text.encode(errors="replace") for path, text in files.items()}
        write_files(folder, {**pictures, **encoded})
        try:
            return read_tree(build(folder).output)
        except SourceError as error:
            problems = error.problems
        last = max(text.count(b"\n") + text.count(b"\r") + 1 for text in encoded.values())
        assert problems
        assert all(0 <= problem.place.line <= last for problem in problems)
        assert all(_LINE.fullmatch(str(problem)) for problem in problems)
        assert not (folder / "public").exists()
        # A line may show the folder, which is another one each time.
        return [str(problem).replace(name, "") for problem in problems]


def obeys(files: Texts) -> bool:
    """Build a site twice, and tell whether it is written: wholly, or not at all; always alike."""
    first = outcome(files)
    assert outcome(files) == first
    if isinstance(first, list):
        return False
    assert {"404.html", "robots.txt"} <= first.keys()
    return True


def try_sites(count: int) -> None:
    """Try as many made-up sites."""

    @settings(max_examples=count, suppress_health_check=list(HealthCheck))
    @given(SITES)
    def law(files: Texts) -> None:
        kind = "built" if obeys(files) else "refused"
        event(kind)
        COUNTS[f"made-up sites {kind}"] += 1

    law()


def test_a_site_is_written_wholly_or_its_mistakes_are_told(*, is_long: bool) -> None:
    """Whatever the files hold, a build ends in one of the two, and a second one in the same."""
    try_sites(1_000 if is_long else 40)
