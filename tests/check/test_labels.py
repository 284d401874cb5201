"""Labels of blocks: used or told of, and the same in links from other notes."""

from collections.abc import Callable

from tests.conftest import MakeSite
from tests.small_site import Files, note

THEOREM = "> [!theorem] Bound {#thm:x}\n> Text."


def test_a_label_that_nothing_refers_to_is_told(make_site: MakeSite) -> None:
    built = make_site(
        {"content/zh/a.md": note(f"{THEOREM}\n\n> [!lemma] {{#lem:y}}\n> By [](#thm:x).")}
    )
    assert built.warnings == [
        "content/zh/a.md:9: warning: nothing refers to `lem:y`; write `[](#lem:y)`, or take `{#lem:y}` out"
    ]


def test_a_reference_by_number_or_from_another_note_uses_it(make_site: MakeSite) -> None:
    built = make_site(
        {
            "content/zh/a.md": note(f"{THEOREM}\n\n> [!lemma] {{#lem:y}}\n> By \\ref{{lem:y}}."),
            "content/zh/b.md": note("See [](a.md#thm:x) in [](a.md).", "Other"),
        }
    )
    assert built.warnings == []
    assert ">定理 1（Bound）</a>" in built["notes/b/index.html"]
    assert ">A note</a>" in built["notes/b/index.html"]


def test_another_note_s_number_is_followed(make_site: MakeSite) -> None:
    files = {
        "content/zh/a.md": note(THEOREM),
        "content/zh/b.md": note("See [](a.md#thm:x).", "Other"),
    }
    make_site(files)
    files["content/zh/a.md"] = note(f"> [!theorem]\n> First.\n\n{THEOREM.replace('Bound', 'New')}")
    assert ">定理 2（New）</a>" in make_site(files)["notes/b/index.html"]


def test_an_unknown_reference_is_a_mistake(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    said = mistakes_of(
        {"content/zh/a.md": note("See @thm-y.\n\n> [!theorem] {#thm:x}\n> [](#thm:x)")}
    )
    assert said == ["content/zh/a.md:6:5: nothing in this note has the id `thm-y`; write `@thm:x`"]


def test_numbers_differ_between_translations(make_site: MakeSite) -> None:
    built = make_site(
        {
            "content/zh/a.md": note(f"> [!theorem]\n> 一\n\n{THEOREM}\n\n[](#thm:x)"),
            "content/en/a.md": note(f"{THEOREM}\n\n[](#thm:x)"),
        }
    )
    assert (
        "content/zh/a.md:9: warning: `thm:x` has the number 2 here and 1 in content/en/a.md; "
        "keep the blocks `theorem` of both in one order"
    ) in built.warnings
