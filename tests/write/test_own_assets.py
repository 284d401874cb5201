"""Files of `static/assets/`, where other tools keep pictures."""

from tests.conftest import MakeSite
from tests.small_site import note

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'


def test_a_picture_there_has_its_address(make_site: MakeSite) -> None:
    site = make_site(
        {"content/zh/a.md": note("![甲](/assets/img/x.svg)"), "static/assets/img/x.svg": SVG}
    )
    assert site.warnings == []
    assert site["assets/img/x.svg"] == SVG
    assert 'width="30"' in site["notes/a/index.html"]


def test_what_stands_in_for_a_file_of_the_theme_is_that(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note(), "static/assets/style.css": "a { color: red }"})
    assert "assets/style.css" not in site
