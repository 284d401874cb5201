"""Contents lead to the same sections of translations."""

import pytest

from tests.conftest import MakeSite
from tests.small_site import note

TOC = (
    "{% for t in page.toc %}{{ t.id }}"
    "{% for c in t.counterparts %} {{ c.label }} {{ c.tag }} {{ c.href }} {{ c.note }}"
    "{% endfor %}{{ '\n' }}{% for t in t.children %}{{ t.id }}"
    "{% for c in t.counterparts %} {{ c.href }}{% endfor %}{{ '\n' }}{% endfor %}{% endfor %}"
)


def test_contents_lead_to_the_same_section_of_the_counterpart(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a.md": note("## 背景\n\n## 损失\n\n## 只有中文"),
            "content/en/a.md": note("## Background\n\n## Loss"),
            "content/zh/only.md": note("## 一\n\n## 二"),
            "templates/article.html": TOC,
        }
    )
    assert site["notes/a/index.html"].splitlines() == [
        "背景 EN en /en/notes/a/#background 本节的英语版",
        "损失 EN en /en/notes/a/#loss 本节的英语版",
        "只有中文",
    ]
    assert site["en/notes/a/index.html"].splitlines() == [
        "background ZH zh-CN /notes/a/#背景 This section in Chinese",
        "loss ZH zh-CN /notes/a/#损失 This section in Chinese",
    ]
    assert site["notes/only/index.html"].splitlines() == ["一", "二"]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        pytest.param(
            "## 甲\n\n### 乙\n\n## 丙",
            "## a\n\n### b\n\n## c",
            {"甲": "a", "乙": "b", "丙": "c"},
            id="by position",
        ),
        pytest.param(
            "## 甲\n\n### 乙\n\n## 丙",
            "## a\n\n## c",
            {"甲": "a", "丙": "c"},
            id="a subsection more",
        ),
        pytest.param(
            "## 甲\n\n## 乙 {#loss}\n\n## 丙",
            "## Loss {#loss}\n\n## c",
            {"loss": "loss", "丙": "c"},
            id="held together by a given id",
        ),
        pytest.param(
            "## 甲\n\n$$a$$\n\n## 乙\n\n$$b$$\n\n## 丙\n\n$$c$$",
            "## a\n\n$$a$$\n\n## c\n\n$$c$$",
            {"甲": "a", "丙": "c"},
            id="held together by what stands in them",
        ),
        pytest.param(
            "## 甲\n\n```python\na = 1\n```\n\n## 丙\n\n```python\nc = 3\n```",
            "## a\n\n```python\na = 1\n```\n\n## b\n\n```python\nb = 2\n```\n\n"
            "## c\n\n```python\nc = 3\n```",
            {"甲": "a", "丙": "c"},
            id="one that only the translation has",
        ),
    ],
)
def test_sections_are_matched_as_translations_are_compared(
    make_site: MakeSite, own: str, other: str, expected: dict[str, str]
) -> None:
    site = make_site(
        {
            "content/zh/a.md": note(own),
            "content/en/a.md": note(other),
            "templates/article.html": "{% for t in page.toc recursive %}{% for c in t.counterparts %}"
            "{{ t.id }} {{ c.href.split('#')[1] }}\n{% endfor %}{{ loop(t.children) }}{% endfor %}",
        }
    )

    def pairs(path: str) -> dict[str, str]:
        return dict(line.split() for line in site[path].splitlines() if line)

    assert pairs("notes/a/index.html") == expected
    assert pairs("en/notes/a/index.html") == {its: mine for mine, its in expected.items()}


def test_contents_follow_a_translation_whose_sections_change(make_site: MakeSite) -> None:
    make_site(
        {
            "content/zh/a.md": note("## 甲\n\n$$a$$\n\n## 乙\n\n$$b$$"),
            "content/en/a.md": note("## a\n\n$$a$$\n\n## b\n\n$$b$$"),
            "templates/article.html": TOC,
        }
    )
    site = make_site({"content/en/a.md": note("## b\n\n$$b$$\n\n## c\n\n$$c$$")})
    assert site["notes/a/index.html"].splitlines() == [
        "甲",
        "乙 EN en /en/notes/a/#b 本节的英语版",
    ]
