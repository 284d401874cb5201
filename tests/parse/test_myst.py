"""Roles, targets and directives of MyST."""

import re

import pytest

from notes_site.errors import BuildErrors
from tests.conftest import MakeSite
from tests.small_site import note

BIB = "@misc{hu2022, author={Hu, Edward and Shen, Yelong}, title={LoRA}, year=2022}\n"
CHAPTER = """\
(intro)=
## Introduction

By {prf:ref}`main`, {eq}`loss` and {cite:t}`hu2022` ({cite}`hu2022`), see {ref}`intro` or {ref}`there <intro>`.

$$
x = 1
$$ (loss)

```{math}
:label: gain

y = 2
```

````{prf:theorem} Main result
:label: main

For {math}`z > 0`:

```python
print(1)
```
````

```{prf:lemma}
:nonumber:
None.
```

```{exercise-start}
:label: ex1
```

Show {eq}`gain`.

```{exercise-end}
```

```{solution-start} ex1
```

Done, by {prf:ref}`ex1`.

```{solution-end}
```

```{note}
Mind {numref}`Thm. %s <main>`.
```

```{tip}
```
"""


def test_a_chapter_has_its_numbers(make_site: MakeSite) -> None:
    site = "title: T\nlanguages: {en: {label: English, tag: en}}\n"
    built = make_site({"site.yaml": site, "references.bib": BIB, "content/en/a.md": note(CHAPTER)})
    page = built["notes/a/index.html"]
    said = [
        re.sub(r"<[^>]+>", "", text)
        for text in re.findall(
            r'<a [^>]*href="#(?:main|loss|gain|ex1|intro|ref-hu2022)"[^>]*>(.*?)</a>', page
        )
    ]
    for text in ("Theorem 1 (Main result)", "(1)", "(2)", "1", "there", "Exercise 1"):
        assert text in said, text
    assert '<h2 id="intro"' in page
    assert "Thm. <a" in page
    assert page.count("callout-title") == 1 + 1
    assert "Lemma" in page
    assert "Lemma 1" not in page
    assert [each for each in built.warnings if "role" in each or "directive" in each] == []


def test_others_are_told_of(make_site: MakeSite) -> None:
    built = make_site({"content/zh/a.md": note("A {term}`x`.\n\n```{code-cell}\n1\n```\n")})
    assert [each.split("; ")[0] for each in built.warnings] == [
        "content/zh/a.md:6:3: warning: `{term}`` is a role",
        "content/zh/a.md:8: warning: ````{code-cell}` is a cell that is to be run, or a directive",
        "content/zh/a.md:8: warning: code has no attribute `code-cell`",
    ]


def test_what_only_looks_like_it_stays(make_site: MakeSite) -> None:
    built = make_site({"content/zh/a.md": note("Take {x}`code` and f(x)= 1.\n\n(x) = 1\n")})
    assert "{x}<code>code</code> and f(x)= 1." in built["notes/a/index.html"]
    assert "(x) = 1" in built["notes/a/index.html"]


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("```{note}\nText.\n\n## Lost", "```"),
        (":::{note}\nText.\n\n## Lost", ":::"),
        ("~~~~{prf:remark} Main\nText.\n\n## Lost", "~~~~"),
        ("```{exercise-start}\nText.", "```"),
        ("```{exercise-start}\n```\nText.", "```{exercise-end}"),
        ("```{exercise-start}\n```\nText.\n```{exercise-end}", "```"),
    ],
)
def test_a_directive_that_nothing_closes_is_told_of(
    make_site: MakeSite, text: str, lacking: str
) -> None:
    with pytest.raises(BuildErrors) as caught:
        make_site({"content/zh/a.md": note(f"A.\n\n{text}\n")})
    first, _, _ = text.partition("\n")
    assert [str(problem) for problem in caught.value.problems] == [
        f"content/zh/a.md:8: `{first}` is not closed; write a line `{lacking}` behind it"
    ]
