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
    assert built.warnings == [
        (
            "content/zh/a.md:5: warning: the formula `y` is (2) here and (1) in content/en/a.md; "
            "keep the formulas of both in one order"
        )
    ]
