"""The law of the cache."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes_site.cache import Session
from notes_site.errors import SourceError
from tests.small_site import build, note, read_tree, write_files

pytestmark = pytest.mark.property

NAMES = ["zh/a", "zh/b", "zh/c", "en/a", "en/b"]
TEXTS = [
    "纯文字。",
    "$x$ 与 $\\own$，见 [另一篇](a.md#h)。\n\n## h\n",
    "[B](b.md) ![图](/dot.svg)\n\n```python\nx\n```\n",
    "$x$ 与 $y$\n\n\\begin{align}a&=b\\label{e}\\end{align}\n\n\\eqref{e}",
]
DATES = ["2024-01-01", "2024-01-02T23:00:00-08:00", "2025-06-16"]
NOTES = st.builds(
    note,
    st.sampled_from(TEXTS),
    title=st.sampled_from(["甲", "$z$"]),
    date=st.sampled_from(DATES),
    tags=st.sampled_from(["[]", "[t]", "[t, U]"]),
    series=st.sampled_from(["''", "s"]),
    slug=st.sampled_from(["''", "''", "d"]),
    draft=st.sampled_from(["false", "false", "true"]),
)
EDITS = st.one_of(
    st.tuples(st.sampled_from([f"content/{name}.md" for name in NAMES]), NOTES | st.none()),
    st.tuples(
        st.just("site.yaml"),
        st.builds(
            "title: T\nbase_url: https://example.org{}\nmath: {{macros: {{'\\own': {}}}}}\n"
            "index: {{per_page: {}, untranslated: {}}}\ntags: {{t: {}}}\n".format,
            st.sampled_from(["", "/blog"]),
            st.sampled_from("op"),
            st.sampled_from("12"),
            st.sampled_from(["show", "hide"]),
            st.sampled_from("tT"),
        ),
    ),
    st.tuples(st.just("templates/parts/footer.html"), st.sampled_from(["one", "two"])),
    st.tuples(st.just("locales/zh.yaml"), st.sampled_from(["home: 一\n", "home: 二\n"])),
    st.tuples(st.just("static/dot.svg"), st.sampled_from(["<svg/>", "<svg></svg>"])),
    st.tuples(st.just("static/assets/style.css"), st.sampled_from(["a{}", "b{}"])),
)


def outcome(
    folder: Path, session: Session | None = None, *, uses_cache: bool = True
) -> dict[str, bytes] | str:
    """Return the output of a build, or its mistakes."""
    try:
        return read_tree(build(folder, session=session, uses_cache=uses_cache).output)
    except SourceError as error:
        return str(error)


@settings(max_examples=12)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=2, max_size=4))
def test_a_warm_build_gives_what_a_cold_one_gives(steps: list[list[tuple[str, str]]]) -> None:
    """After any edits, the cache of the builds before changes no byte of the output.

    Nor does the session of a process that has made them all, and publishes file by file.
    """
    with (
        tempfile.TemporaryDirectory() as warm,
        tempfile.TemporaryDirectory() as remembering,
        tempfile.TemporaryDirectory() as cold,
        Session() as session,
    ):
        files: dict[str, str | None] = {"static/dot.svg": "<svg/>"}
        files["site.yaml"] = "title: T\nmath: {macros: {'\\own': o}}\n"
        files |= {
            f"content/{name}.md": note("## h\n\n[b](b.md#h) $\\own$", title=name) for name in NAMES
        }
        for folder in (warm, remembering):
            write_files(Path(folder), files)
        build(Path(warm))
        build(Path(remembering), session=session, is_preview=True)
        for edits in steps:
            for path, text in edits:
                is_there = files.get(path) is not None
                files[path] = text
                if text is not None or is_there:
                    write_files(Path(warm), {path: text})
                    write_files(Path(remembering), {path: text})
            fresh = Path(cold) / str(len(list(Path(cold).iterdir())))
            write_files(fresh, {path: text for path, text in files.items() if text is not None})
            expected = outcome(fresh, uses_cache=False)
            assert outcome(Path(warm)) == expected
            assert outcome(Path(remembering), session) == expected
