"""Tags and series that would share a page."""

from tests.conftest import MakeSite
from tests.small_site import note

FILES = {
    "content/en/a.md": note(tags="[C, deep learning]", series="A*"),
    "content/en/b.md": note(tags="[Deep-Learning, C++]", series="A"),
    "content/en/c.md": note(tags="[c++, C#]"),
}


def test_different_tags_with_one_address_are_reported(make_site: MakeSite) -> None:
    def warning(line: str, written: str, address: str, first: str, word: str) -> str:
        return (
            f"content/en/{line}: warning: `{written}` shares the page /{address}/ with {first}; "
            f"give it a word of its own in site.yaml: `{word}: {{a-word: {written}}}`"
        )

    assert make_site(FILES).warnings == [
        warning("b.md:4", "C++", "tags/c", "`C` at content/en/a.md:4", "tags"),
        warning("b.md:5", "A", "series/a", "`A*` at content/en/a.md:5", "series"),
        warning("c.md:4", "C#", "tags/c", "`C` at content/en/a.md:4", "tags"),
    ]


def test_a_word_in_site_yaml_gives_each_a_page(make_site: MakeSite) -> None:
    names = "tags: {cpp: C++, csharp: C#}\nseries: {a-star: A*}\n"
    site = make_site({**FILES, "site.yaml": f"title: T\n{names}"})
    assert site.warnings == []
    for path in ("tags/c", "tags/cpp", "tags/csharp", "series/a", "series/a-star"):
        assert f"en/{path}/index.html" in site
    assert 'href="/en/tags/cpp/">C++</a>' in site["en/notes/c/index.html"]
