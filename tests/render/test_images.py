"""What a page says of its pictures."""

import re

import pytest
from PIL import Image

from notes_site.errors import BuildErrors
from tests.conftest import MakeSite
from tests.pictures.made import encode, gradient
from tests.small_site import FIRST_LINE, Files, note

PHOTO = encode(gradient(1600, 400), "PNG")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"/>'


def images(html: str) -> list[str]:
    return re.findall(r"<img [^>]*>", html)


def test_pictures_of_static_and_beside_the_note_have_their_size(make_site: MakeSite) -> None:
    site = make_site({
        "content/zh/a/index.md": note("字 ![一](b.svg) ![二](/f/c.svg?v=1) ![三](https://e.org/d.png)"),
        "content/zh/a/b.svg": SVG,
        "static/f/c.svg": SVG.replace("300", "100"),
    })  # fmt: skip
    assert images(site["notes/a/index.html"]) == [
        '<img src="/notes/a/b.svg" alt="一" width="300" height="200" decoding="async">',
        '<img src="/f/c.svg?v=1" alt="二" width="100" height="200" loading="lazy" decoding="async">',
        '<img src="https://e.org/d.png" alt="三" loading="lazy" decoding="async">',
    ]
    assert site.warnings == []


def test_a_picture_of_pixels_comes_in_several_widths(make_site: MakeSite) -> None:
    site = make_site({
        "site.yaml": "title: Notes\nbase_url: https://e.org/sub/\n",
        "content/zh/a.md": note("![一张](/图.png)"),
        "static/图.png": PHOTO,
    })  # fmt: skip
    html = site["notes/a/index.html"]
    (image,) = images(html)
    assert 'src="/sub/%E5%9B%BE.png"' in image
    assert 'sizes="(max-width: 712px) calc(100vw - 32px), 680px"' in image
    choices = re.findall(r"/sub/(assets/pictures/[0-9a-f]{16}\.webp) (\d+)w", image)
    assert [width for _, width in choices] == ["720", "1440"]
    for path, width in choices:
        with Image.open(site.output / path) as copy:
            assert copy.width == int(width)
    assert '<a class="zoom" href="/sub/%E5%9B%BE.png"' in html
    assert "srcset" not in site["feed.xml"]


def test_a_picture_stands_beside_its_copies_where_it_is_the_widest(make_site: MakeSite) -> None:
    webp = encode(gradient(1000, 600), "WEBP", quality=70)  # no copy of this width is smaller
    site = make_site({"content/zh/a.md": note("![一](/a.webp)"), "static/a.webp": webp})
    (image,) = images(site["notes/a/index.html"])
    assert re.search(r'srcset="[^ ]+\.webp 720w, /a\.webp 1000w"', image)


def test_nothing_is_made_again_but_of_a_picture_that_changed(make_site: MakeSite) -> None:
    files: Files = {"content/zh/a.md": note("![一](/a.png)"), "static/a.png": PHOTO}
    first = make_site(files)
    before = first["notes/a/index.html"]
    again = make_site({})
    assert (again.report.published.written, again.report.published.removed) == (0, 0)
    changed = make_site({"static/a.png": encode(gradient(1000, 500), "PNG")})
    assert 'width="1000" height="500"' in changed["notes/a/index.html"]
    # The page, its Markdown's copy stays; the picture, and two copies in place of two others.
    assert changed.report.published.removed == 2
    back = make_site({"static/a.png": PHOTO})
    assert back["notes/a/index.html"] == before


def test_a_picture_that_is_mended_gives_its_size(make_site: MakeSite) -> None:
    make_site({"content/zh/a/index.md": note("![一](b.svg)"), "content/zh/a/b.svg": "<svg/>"})
    site = make_site({"content/zh/a/b.svg": SVG})
    assert 'width="300" height="200"' in site["notes/a/index.html"]


def test_typed_images_get_what_they_lack(make_site: MakeSite) -> None:
    site = make_site({
        "content/zh/a.md": note(
            '<img src="/a.svg" alt="">\n<img alt="x" src="/a.svg" width="60"/>\n'
            '<IMG src=/a.svg alt height=40>\n<img src="/a.svg" alt="" width="9" height="9">\n'
            '<img src="/a.svg" alt="" width="50%">\n<!-- <img src="/a.svg"> -->'
        ),
        "static/a.svg": SVG,
    })  # fmt: skip
    html = site["notes/a/index.html"]
    assert '<img src="/a.svg" alt="" width="300" height="200">' in html
    assert '<img alt="x" src="/a.svg" width="60" height="40"/>' in html
    assert '<IMG src="/a.svg" alt height=40 width="60">' in html
    assert '<img src="/a.svg" alt="" width="9" height="9">' in html
    assert '<img src="/a.svg" alt="" width="50%">' in html
    assert '<!-- <img src="/a.svg"> -->' in html


def test_a_picture_without_a_description_is_a_warning(make_site: MakeSite) -> None:
    site = make_site({
        "content/zh/a.md": note('字\n![](/a.svg)\n\n<p>\n<img src="/a.svg"></p>\n\n<img src="/a.svg" alt="">'),
        "static/a.svg": SVG,
    })  # fmt: skip
    warned = "warning: the picture /a.svg has no description; write"
    remedies = (
        'one in the brackets, or `<img src="…" alt="">` if it only decorates',
        'alt="what it shows", or alt="" if it only decorates',
    )
    assert site.warnings == [
        f"content/zh/a.md:{FIRST_LINE + 1}: {warned} {remedies[0]}",
        f"content/zh/a.md:{FIRST_LINE + 4}: {warned} {remedies[1]}",
    ]


def test_a_damaged_picture_is_a_warning_at_its_image(make_site: MakeSite) -> None:
    site = make_site({
        "content/zh/a.md": note("![一](/a.png)\n\n![二](/b.svg)"),
        "static/a.png": PHOTO[:9000],
        "static/b.svg": "no",
    })  # fmt: skip
    raster = "the picture /a.png may not show: it is no picture, or a damaged one; save it anew"
    svg = "the picture /b.svg may not show: it is no SVG; save it anew, or with the suffix it needs"
    assert site.warnings == [
        f"content/zh/a.md:{FIRST_LINE}: warning: {raster}",
        f"content/zh/a.md:{FIRST_LINE + 2}: warning: {svg}",
    ]


def test_formulas_of_captions_are_typeset_and_their_mistakes_have_a_place(
    make_site: MakeSite,
) -> None:
    text = '字\n\n![一](/a.svg "当 $\\alpha_1$ 时")'
    site = make_site({"content/zh/a.md": note(text), "static/a.svg": SVG})
    caption = site["notes/a/index.html"].partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert caption.startswith(
        '<span class="figure-number">图 1</span> 当 <span class="math-inline">'
    )
    assert "图 1" not in site["index.html"]
    with pytest.raises(BuildErrors) as caught:
        make_site({"content/zh/a.md": note(text.replace("alpha", "alpah"))})
    (problem,) = caught.value.problems
    assert str(problem).startswith(f"content/zh/a.md:{FIRST_LINE + 2}:17: KaTeX does not know")


def test_an_id_stands_at_one_place(make_site: MakeSite) -> None:
    with pytest.raises(BuildErrors) as caught:
        make_site({
            "content/zh/a.md": note("## 一 {#x}\n\n![一](/a.svg){#x}"),
            "static/a.svg": SVG,
        })  # fmt: skip
    (problem,) = caught.value.problems
    assert str(problem) == (
        f"content/zh/a.md:{FIRST_LINE + 2}: the id `x` stands at a heading or another figure too; "
        "rename one"
    )
