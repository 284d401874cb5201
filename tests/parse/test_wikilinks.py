"""Links by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes_site.parse import make_markdown
from tests.conftest import MakeSite
from tests.small_site import Files, note


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[clip]]", '<a href="clip">clip</a>'),
        ("见[[clip#loss]]。", '见<a href="clip#loss">clip</a>。'),
        ("[[clip|the *paper*]]", '<a href="clip">the *paper*</a>'),
        ("[[#loss]]", '<a href="#loss">loss</a>'),
        ("x[[0]] and [[]] and [[a]b]]", "x[[0]] and [[]] and [[a]b]]"),
        ("[[[foo]]] ![[a]] `[[b]]` \\[[c]]", "[[[foo]]] ![[a]] <code>[[b]]</code> [[c]]"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
        ("[[1,1]] [[0.5]]", "[[1,1]] [[0.5]]"),
        ("见[[1]](https://a.org)。", '见<a href="https://a.org">[1]</a>。'),
        ("[[clip]](../clip.md#a)", '<a href="../clip.md#a">[clip]</a>'),
        ("[[clip]](or so)", '<a href="clip">clip</a>(or so)'),
    ],
)
def test_a_name_in_double_brackets_is_a_link(text: str, html: str) -> None:
    assert make_markdown().render(text) == f"<p>{html}</p>\n"


def test_a_defined_reference_stays_commonmark_s() -> None:
    html = make_markdown().render("[[foo]]\n\n[foo]: /url")
    assert html == '<p>[<a href="/url">foo</a>]</p>\n'


def test_a_reference_may_have_a_text_in_brackets() -> None:
    html = make_markdown().render("[[1]][ref]\n\n[ref]: /url")
    assert html == '<p><a href="/url">[1]</a></p>\n'


FILES: Files = {
    "content/en/rl/ppo.md": note("## Clip {#clip}\n\nText.", title="PPO with $\\epsilon$"),
    "content/zh/only.md": note("文。", title="只有中文"),
}


def test_names_lead_to_notes_and_show_their_titles(make_site: MakeSite) -> None:
    text = "[[ppo#clip]] [[rl/ppo|this]] [[PPO with $\\epsilon$]] [[only]] [[zh/only]]"
    site = make_site(
        {**FILES, "content/en/a.md": note(text)}, base_url="https://name.example/repo/"
    )
    html = site["en/notes/a/index.html"]
    assert '<a href="/repo/en/notes/ppo/#clip">PPO with ε</a>' in html
    assert '<a href="/repo/en/notes/ppo/">this</a>' in html
    assert html.count('<a href="/repo/notes/only/">只有中文</a>') == 2
    assert "PPO with ε" in site["en/index.html"]  # in the excerpt
    base = "https://name.example/repo"
    text = site["en/notes/a/index.md"]
    assert f"[PPO with $\\epsilon$]({base}/en/notes/ppo/#clip) [this]({base}/en/notes/ppo/)" in text
    assert "[[" not in text


def test_a_new_title_shows_where_the_note_is_linked(make_site: MakeSite) -> None:
    make_site({**FILES, "content/en/a.md": note("[[ppo]] [[only|text]]")})
    site = make_site({"content/en/rl/ppo.md": note("Text.", title="Renamed")})
    assert '">Renamed</a>' in site["en/notes/a/index.html"]
    make_site({"content/en/ppo.md": note("Text.", title="Nearer", slug="p")})
    assert '">Nearer</a>' in site["en/notes/a/index.html"]


def test_a_place_that_is_not_there_is_a_mistake(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    (mistake,) = mistakes_of({**FILES, "content/en/a.md": note("[[ppo#clop]]")})
    assert "nothing in content/en/rl/ppo.md has the id `clop`; write `#clip`" in mistake


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "A [[pp]].",
            "content/en/a.md:8:3: warning: no note has the name pp, so it is shown as text; write `[[ppo]]`",
        ),
        (
            "[[nothing like it|*it*]]",
            (
                "content/en/a.md:8:1: warning: no note has the name nothing like it, so it is shown as text; "
                "write that note, or `\\[[nothing like it]]`"
            ),
        ),
    ],
)
def test_a_note_not_written_yet_is_text_and_told_of(
    make_site: MakeSite, text: str, message: str
) -> None:
    site = make_site({**FILES, "content/en/a.md": note(f"Line.\n\n{text}")})
    assert site.warnings == [message]
    page = site["en/notes/a/index.html"]
    shown = "pp" if "pp" in text else "*it*"
    assert f'<span class="unwritten">{shown}</span>' in page
    written = make_site(
        {"content/en/pp.md": note(title="PP"), "content/en/nothing like it.md": note()}
    )
    assert written.warnings == []
    assert "unwritten" not in written["en/notes/a/index.html"]


VAULT: Files = {
    "content/en/Machine Learning.md": note("## What It Is\n\nText.\n\n### Loss {#loss}\n\nText."),
    "content/en/b/grad_descent.md": note("Text.", title="Descent by Gradients"),
}


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[[machine learning]]", "machine-learning/"),
        ("[[machine-learning|it]]", "machine-learning/"),
        ("[[Machine Learning#What It Is]]", "machine-learning/#what-it-is"),
        ("[[Machine Learning#What It Is#Loss]]", "machine-learning/#loss"),
        ("[[Machine Learning#^abc]]", "machine-learning/"),
        ("[[Machine Learning#What It Is\\|it]]", "machine-learning/#what-it-is"),
        ("| [[Machine Learning\\|it]] | b |\n| --- | --- |", "machine-learning/"),
        ("[[Grad_Descent]]", "grad_descent/"),
        ("[[descent by gradients]]", "grad_descent/"),
        ("[[B/grad descent]]", "grad_descent/"),
    ],
)
def test_a_vault_names_notes_without_regard_to_case(
    make_site: MakeSite, text: str, href: str
) -> None:
    site = make_site({**VAULT, "content/en/a.md": note(text)})
    assert site.warnings == []
    assert f'href="/en/notes/{href}"' in site["en/notes/a/index.html"]


def test_words_of_a_heading_of_this_note(make_site: MakeSite) -> None:
    site = make_site({"content/en/a.md": note("[[#The Loss]]\n\n## The loss\n\nText.")})
    assert '<a href="#the-loss">The Loss</a>' in site["en/notes/a/index.html"]
