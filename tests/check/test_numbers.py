from collections.abc import Callable
from typing import Any

HEAD = "---\ntitle: T\ndate: 2024-01-01\n---\n"
SITE = "title: T\n"


def test_a_formula_has_the_same_number_in_both_languages(make_site: Callable[..., Any]) -> None:
    built = make_site(
        {
            "site.yaml": SITE,
            "content/zh/a.md": f"{HEAD}$$a\\label{{x}}$$\n\n$$b\\label{{y}}$$\n\n$$c\\tag{{甲}}\\label{{z}}$$\n",
            "content/en/a.md": f"{HEAD}$$b\\label{{y}}$$\n\n$$c\\tag{{A}}\\label{{z}}$$\n",
        }
    )
    assert (
        "content/zh/a.md:5: warning: `y` has the number 2 here and 1 in content/en/a.md; "
        "keep the formulas and figures of both in one order"
    ) in built.warnings


def test_a_figure_has_the_same_number_in_both_languages(make_site: Callable[..., Any]) -> None:
    built = make_site(
        {
            "site.yaml": SITE,
            "static/a.svg": '<svg width="1" height="1"/>',
            "content/zh/a.md": f"{HEAD}![一](/a.svg '一')\n\n![二](/a.svg){{#fig:b}}\n",
            "content/en/a.md": f"{HEAD}![b](/a.svg){{#fig:b}}\n",
        }
    )
    assert (
        "content/zh/a.md:5: warning: `fig:b` has the number 2 here and 1 in content/en/a.md; "
        "keep the formulas and figures of both in one order"
    ) in built.warnings
