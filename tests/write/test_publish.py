"""One step from a site to the next: nothing is lost, whatever happens."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.cache import FileDigests, content_digest
from notes_site.cache.file_digests import _stamp
from notes_site.errors import ConfigError, SourceError
from notes_site.model import OutputFile
from notes_site.write import hash_output, publish
from tests.conftest import MakeSite
from tests.small_site import note, read_tree

MANIFEST = ".notes-site.json"


def file(path: str, text: str = "x") -> OutputFile:
    return OutputFile(path=path, content=text.encode())


def files_of(output: Path) -> dict[str, bytes]:
    tree = read_tree(output)
    tree.pop(MANIFEST, None)
    return tree


def without_conflicts(files: dict[str, str]) -> dict[str, str]:
    """Return `files` without those that lie where another has a folder."""
    folders = {parent.as_posix() for path in files for parent in Path(path).parents}
    return {path: text for path, text in files.items() if path not in folders}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


def test_the_folder_holds_exactly_the_files(tmp_path: Path, output: Path) -> None:
    first = publish([file("a/b.html"), file("c.txt")], output, tmp_path, FileDigests())
    assert (first.written, first.unchanged, first.removed) == (2, 0, 0)
    second = publish([file("a/b.html", "new"), file("d/e.txt")], output, tmp_path, FileDigests())
    assert (second.written, second.unchanged, second.removed) == (2, 0, 1)
    assert files_of(output) == {"a/b.html": b"new", "d/e.txt": b"x"}
    assert json.loads((output / MANIFEST).read_text(encoding="utf-8")) == ["a/b.html", "d/e.txt"]


def test_it_says_what_it_left(tmp_path: Path, output: Path) -> None:
    publish([file("a"), file("b")], output, tmp_path, FileDigests())
    kept = OutputFile(path="a", content=None)
    (tmp_path / "c").write_bytes(b"copied")
    copied = OutputFile(path="c", content=tmp_path / "c")
    for _ in range(2):  # the second time nothing is written
        done = publish([kept, file("b", "new"), copied], output, tmp_path, FileDigests())
        tree = read_tree(output)
        assert done.digests == {path: content_digest(tree[path]) for path in tree}


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path, output: Path) -> None:
    publish([file("a"), file("b/c")], output, tmp_path, FileDigests())
    publish([file("a/c"), file("b")], output, tmp_path, FileDigests())
    assert files_of(output) == {"a/c": b"x", "b": b"x"}


def test_an_unchanged_file_is_linked_and_keeps_its_time(tmp_path: Path, output: Path) -> None:
    publish([file("a"), file("b")], output, tmp_path, FileDigests())
    before = (output / "a").stat()
    done = publish([file("a"), file("b", "new")], output, tmp_path, FileDigests())
    after = (output / "a").stat()
    assert (done.written, done.unchanged) == (1, 1)
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_linked_is_not_read_again(tmp_path: Path, output: Path) -> None:
    """A new link is a change of the file, though not of its bytes."""
    publish([file("a"), file("b")], output, tmp_path, FileDigests())
    digests = FileDigests()
    digests.recall({f"{output}/a": (_stamp((output / "a").stat()), content_digest(b"x"))})
    assert hash_output(output, digests)["a"] == content_digest(b"x")
    publish([file("a"), file("b", "new")], output, tmp_path, digests, tmp_path / "spare")
    assert digests.below(output)[f"{output}/a"][0] == _stamp((output / "a").stat())


FILES = st.dictionaries(
    st.sampled_from(["a", "a/b", "a/c", "b/c", "b/d/e", "f"]), st.sampled_from(["1", "2"])
)


@given(st.lists(st.tuples(FILES.map(without_conflicts), st.booleans()), min_size=2, max_size=5))
def test_a_spare_site_becomes_the_next_one(sites: list[tuple[dict[str, str], bool]]) -> None:
    """Whatever lies in the spare folder, what is published is the new site, and the old one stays."""
    with TemporaryDirectory() as folder:
        output, spare = Path(folder) / "public", Path(folder) / "spare"
        for site, is_damaged in sites:
            if is_damaged and spare.is_dir():
                (spare / "f").unlink(missing_ok=True)
                (spare / "foreign").write_text("x", encoding="utf-8")
            before = files_of(output)
            made = [file(path, text) for path, text in site.items()]
            done = publish(made, output, Path(folder), FileDigests(), spare)
            assert files_of(output) == {path: text.encode() for path, text in site.items()}
            if before and done.written + done.removed:
                assert files_of(spare) == before


def test_a_spare_site_takes_a_link_for_each_change_alone(tmp_path: Path, output: Path) -> None:
    spare = tmp_path / "spare"
    for text in ("1", "2", "3"):
        publish([file("a"), file("b", text)], output, tmp_path, FileDigests(), spare)
    assert (spare / "a").stat().st_ino == (output / "a").stat().st_ino
    assert (output / "a").stat().st_nlink == 2
    assert (output / "b").stat().st_nlink == 1


def test_nothing_is_left_beside_the_folder(tmp_path: Path, output: Path) -> None:
    publish([file("a")], output, tmp_path, FileDigests())
    left = tmp_path / ".public.new-killed"
    left.mkdir()
    (left / "a").write_text("half a site", encoding="utf-8")
    publish([file("a", "new")], output, tmp_path, FileDigests())
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_the_folder_can_be_read_by_a_web_server(tmp_path: Path, output: Path) -> None:
    publish([file("a")], output, tmp_path, FileDigests())
    assert output.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", ["mine.txt", "a/mine.txt", ".git/HEAD", "0.txt"])
def test_a_folder_with_files_of_someone_else_is_refused(
    tmp_path: Path, output: Path, name: str
) -> None:
    publish([file("a/b")], output, tmp_path, FileDigests())
    mine = output / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", encoding="utf-8")
    before = read_tree(output)
    with pytest.raises(ConfigError) as caught:
        publish([file("a/b", "new")], output, tmp_path, FileDigests())
    assert str(caught.value) == (
        f"public: the output folder holds files that notes-site did not write, such as {name}; "
        "move them away, put them into `static/`, or name another folder by --output"
    )
    assert read_tree(output) == before


def test_a_link_that_someone_put_there_is_not_removed(tmp_path: Path, output: Path) -> None:
    publish([file("a")], output, tmp_path, FileDigests())
    (output / "link").symlink_to(tmp_path)
    with pytest.raises(ConfigError, match="such as link"):
        publish([file("a", "new")], output, tmp_path, FileDigests())


def test_a_folder_that_was_there_before_is_refused_unless_empty(
    tmp_path: Path, output: Path
) -> None:
    output.mkdir()
    publish([file("a")], output, tmp_path, FileDigests())
    (output / MANIFEST).unlink()
    with pytest.raises(ConfigError, match="such as a"):
        publish([file("a")], output, tmp_path, FileDigests())


def test_mistakes_leave_the_old_site_as_it_was(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("old")})
    before = read_tree(site.output)
    with pytest.raises(SourceError):
        make_site({"content/zh/a.md": note("new"), "content/zh/b.md": note("$\\nope$")})
    assert read_tree(site.output) == before


def test_removed_notes_are_removed_and_counted(make_site: MakeSite) -> None:
    files = {"content/zh/a.md": note(), "content/zh/b/index.md": note(), "content/zh/b/x": ""}
    make_site({"site.yaml": "title: Notes\nsearch: false\n", **files})
    site = make_site({"content/zh/b/index.md": None, "content/zh/b/x": None})
    assert site.report.published.removed == 3  # the page, its Markdown, the attachment
    assert not (site.output / "notes/b").exists()


# clean
