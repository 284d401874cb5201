r"""References of bookdown: `\@ref(thm:core)`."""

import re

import pytest

from notes_site.errors import BuildErrors
from tests.conftest import MakeSite
from tests.small_site import note

TEXT = r"""
::: {.lemma #small}
First.
:::

::: {.theorem #core name="Main"}
By Lemma \@ref(lem:small) and \@ref(eq:loss).
:::

\begin{equation}
x = 1 (\#eq:loss)
\end{equation}

## Results {#results}

Theorem \@ref(thm:core) in \@ref(results); `\@ref(thm:core)` is how to write it.
"""


def test_references_say_the_number(make_site: MakeSite) -> None:
    page = make_site({"content/zh/a.md": note(TEXT)})["notes/a/index.html"]
    found = re.findall(r'<a [^>]*href="#(small|core|eq:loss|results)"[^>]*>([^<]+)</a>', page)
    said = [each for each in found if each[1] not in {"Results", "#"}]
    assert said == [("small", "1"), ("eq:loss", "1"), ("core", "1")]
    assert 'in <a href="#results">Results</a>' in page
    assert r"<code>\@ref(thm:core)</code>" in page


def test_what_is_not_there_is_a_mistake(make_site: MakeSite) -> None:
    with pytest.raises(BuildErrors) as raised:
        make_site({"content/zh/a.md": note(TEXT + r"\@ref(thm:small)")})
    assert "nothing in this note has the id `thm:small`; give a block" in str(raised.value)
