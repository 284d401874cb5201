from pathlib import Path

from notes_site.errors import Place, Problem
from notes_site.source_excerpt import source_excerpt


def excerpt(folder: Path, line: int, column: int = 0, path: str = "n.md") -> str:
    return source_excerpt(
        Problem(place=Place(path=path, line=line, column=column), text="wrong"), folder
    )


def test_the_caret_stands_below_the_column(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_bytes("# a\r\n\t式 𝔸 é $\\KLL$\r\n".encode())
    assert excerpt(tmp_path, 2, 9) == "\t式 𝔸 é $\\KLL$\n\t\u3000      ^"
    assert excerpt(tmp_path, 1) == "# a"


def test_what_is_not_there_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("a", encoding="utf-8")
    assert excerpt(tmp_path, 9) == ""
    assert excerpt(tmp_path, 1, path="gone.md") == ""
