"""Which section of a translation is which."""

import pytest
from markupsafe import Markup

from notes_site.model import Heading
from notes_site.pages.counterparts import match_sections
from tests.conftest import MakeSite
from tests.small_site import note


def headings(*shown: str) -> list[Heading]:
    """Return headings written as `2 id`."""
    parts = [each.split() for each in shown]
    return [Heading(level=int(level), id=name, html=Markup(), text="") for level, name in parts]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        pytest.param(
            headings("2 甲", "3 乙", "2 丙"),
            headings("2 a", "3 b", "2 c"),
            {"甲": "a", "乙": "b", "丙": "c"},
            id="by position",
        ),
        pytest.param(
            headings("2 甲", "3 乙", "2 丙"),
            headings("2 a", "2 c"),
            {"甲": "a", "丙": "c"},
            id="a subsection more",
        ),
        pytest.param(
            headings("2 甲", "2 loss", "2 丙"),
            headings("2 loss", "2 c"),
            {"loss": "loss", "丙": "c"},
            id="held together by a given id",
        ),
        pytest.param(headings("2 甲"), [], {}, id="none there"),
    ],
)
def test_sections_are_matched(
    own: list[Heading], other: list[Heading], expected: dict[str, str]
) -> None:
    assert match_sections(own, other) == expected
    assert match_sections(other, own) == {its: mine for mine, its in expected.items()}


def test_of_thousands_of_sections_those_of_one_id_are_matched() -> None:
    own = headings(*(f"2 own{number}" for number in range(1_500)), "2 loss")
    other = headings("2 loss", *(f"2 its{number}" for number in range(1_000)))
    assert match_sections(own, other) == {"loss": "loss"}


def test_contents_lead_to_the_same_section_of_the_counterpart(make_site: MakeSite) -> None:
    toc = (
        "{% for t in page.toc %}{{ t.id }}"
        "{% for c in t.counterparts %} {{ c.label }} {{ c.tag }} {{ c.href }} {{ c.note }}"
        "{% endfor %}{{ '\n' }}{% endfor %}"
    )
    site = make_site(
        {
            "content/zh/a.md": note("## 背景\n\n## 损失\n\n## 只有中文"),
            "content/en/a.md": note("## Background\n\n## Loss"),
            "content/zh/only.md": note("## 一\n\n## 二"),
            "templates/article.html": toc,
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
