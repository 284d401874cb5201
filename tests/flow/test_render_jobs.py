"""Notes in shares for several processes."""

from notes_site.flow.render_jobs import _SHARE_BYTES, _share
from notes_site.load import NoteFile, read_source
from notes_site.model import Kind, Source
from tests.small_site import note


def source(language: str, name: str, size: int) -> Source:
    file = NoteFile(
        path=f"content/{language}/{name}.md",
        language=language,
        kind=Kind.NOTE,
        name=name,
        folder="",
        attachments=(),
    )
    return read_source(file, note("x" * size).encode())


def shares(sources: list[Source]) -> list[list[str]]:
    return [[each.path for each in share] for share in _share(sources)]


def test_few_notes_are_one_share() -> None:
    assert len(shares([source("zh", name, 1_000) for name in "abc"])) == 1


def test_translations_come_to_the_same_process_side_by_side() -> None:
    sources = [
        source(language, name, _SHARE_BYTES // 4)
        for language in ("zh", "en")
        for name in "abcdefgh"
    ]
    made = shares(sources)
    assert len(made) > 1
    assert sorted(path for share in made for path in share) == sorted(each.path for each in sources)
    for share in made:
        names = [path.rpartition("/")[2] for path in share]
        assert names[::2] == names[1::2]


def test_shares_are_of_about_the_same_size() -> None:
    sizes = [9, 1, 1, 1, 3, 3, 5, 5, 2]
    sources = [source("zh", f"n{i}", n * _SHARE_BYTES // 9) for i, n in enumerate(sizes)]
    totals = [sum(len(each.text) for each in share) for share in _share(sources)]
    assert len(totals) == 3
    assert max(totals) < 1.2 * min(totals)


def test_the_order_of_the_files_makes_no_difference() -> None:
    sources = [source("zh", f"n{i}", _SHARE_BYTES // 2) for i in range(12)]
    assert shares(sources) == shares(sources[::-1])
