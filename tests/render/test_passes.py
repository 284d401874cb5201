"""The passes of rendering, one by one and all together."""

from collections.abc import Sequence
from typing import Any

import pytest
from markdown_it.token import Token

from notes_site.cache import Store
from notes_site.config import default_config
from notes_site.flow.fragment import make_settings, render_fragment
from notes_site.load import NoteFile, read_source
from notes_site.model import Kind, Note, Url
from notes_site.parse import NoteParser, parse_settings
from notes_site.pictures import PictureFiles
from notes_site.render import Addresses, NoteLabels
from notes_site.render.katex import LazyKatex
from notes_site.render.note import NoteRenderer
from notes_site.render.passes import BODY_PASSES, Pass, run_passes

CONFIG = default_config()
FILE = NoteFile(
    path="content/zh/a.md", language="zh", kind=Kind.NOTE, name="a", folder="", attachments=()
)
ADDRESSES = Addresses(
    notes={FILE.path: Url("/notes/a/"), "content/zh/clip.md": Url("/notes/clip/")},
    titles={FILE.path: "A", "content/zh/clip.md": "CLIP"},
    hidden={},
    files={},
    pictures=PictureFiles({}),
    base_path="",
    labels=NoteLabels({}, lambda _: {}),
)
ALL_CONSTRUCTS = r"""---
title: The $\E$ of [[clip]]
date: 2024-05-31
excerpt: So $x$, see \eqref{eq:a}.
---
## A heading with $x$, and a comma

See \eqref{eq:a} and [](#fig:a), [a link](clip.md), [[clip]], [[clip|its paper]],
<a href="/x/">raw</a>, a footnote[^1], `code` and ![a picture](b.png).

$$x = 1 \label{eq:a}$$

![Figure](a.png "With a caption of $y$") {#fig:a}

> [!NOTE]
> A callout without a title.

| $a$ |   | b |
| --- | - | - |
| 1   | 2 | 3 |

- [x] done, as in [@smith2020] and @smith2020

> [!theorem] Named $z$ {#thm:a}
> See [](#thm:a).

```algorithm {#alg:a caption="Steps"}
\If{$x$} \State a \EndIf
```

```python {hl=1}
print(1)
```

```mermaid
flowchart LR
```

<img src="c.png">

[^1]: Its text.
"""


def parse(text: str) -> Note:
    return NoteParser(parse_settings(CONFIG)).parse(read_source(FILE, text.encode()))


def as_values(tokens: Sequence[Token]) -> list[Any]:
    return [token.as_dict(as_upstream=False, meta_serializer=dict) for token in tokens]


def test_rendering_leaves_the_tokens_of_a_note_as_they_were() -> None:
    note = parse(ALL_CONSTRUCTS)
    heads = [note.title, *([note.own_excerpt] if note.own_excerpt else [])]
    before = as_values([*note.tokens, *heads])
    with Store(None) as store, LazyKatex() as katex:
        settings = make_settings(CONFIG, "zh", store)
        in_feeds = frozenset([FILE.path])
        NoteRenderer(settings, ADDRESSES, in_feeds, store, katex).render(note)
    assert as_values([*note.tokens, *heads]) == before


@pytest.mark.parametrize("one", BODY_PASSES, ids=lambda one: one.__name__)
def test_no_pass_changes_the_tokens_that_it_is_given(one: Pass) -> None:
    with Store(None) as store, LazyKatex() as katex:
        settings = make_settings(CONFIG, "zh", store)
        renderer = NoteRenderer(settings, ADDRESSES, frozenset(), store, katex)
        note = parse(ALL_CONSTRUCTS)
        context = renderer.begin(note)
        given = run_passes(BODY_PASSES[: BODY_PASSES.index(one)], note.tokens, context)
        before = as_values(given)
        made = one(given, context)
        assert as_values(given) == before
        assert as_values(made) != before, "a pass that nothing here is for"


def test_tokens_that_no_pass_has_something_to_add_to_stay_themselves() -> None:
    text = ALL_CONSTRUCTS.split("##", maxsplit=1)[0] + "Text with *emphasis* alone.\n\n1. An item\n"
    note = parse(text)
    with Store(None) as store, LazyKatex() as katex:
        settings = make_settings(CONFIG, "zh", store)
        renderer = NoteRenderer(settings, ADDRESSES, frozenset(), store, katex)
        made = run_passes(BODY_PASSES, note.tokens, renderer.begin(note))
    assert all(one is other for one, other in zip(made, note.tokens, strict=True))


def test_a_formula_that_cannot_be_read_is_spoken_of_as_a_formula() -> None:
    text = "---\ntitle: A\ndate: 2024-05-31\n---\n| $\\rule{1em}{1em}$ |\n| - |\n| 1 |\n"
    html, _ = render_fragment(text.encode(), "a.md", "zh", CONFIG)
    assert '<span class="hidden">[公式]</span><span aria-hidden="true">' in html
