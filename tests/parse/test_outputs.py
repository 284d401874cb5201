"""Outputs of code cells, as a page shows them."""

from base64 import b64encode
from collections.abc import Callable

import pytest
from PIL import Image

from tests.conftest import MakeSite
from tests.load.test_notebook import body
from tests.pictures.made import encode
from tests.small_site import Cell, code, markdown, notebook, printed, shown

X = "content/zh/x.ipynb"
PNG = b64encode(encode(Image.new("RGB", (30, 20), "red"), "PNG")).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4"/></svg>'
FRAME = (
    "<div><style scoped>.dataframe td {color: red}</style>"
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>loss</th></tr></thead>'
    "<tbody><tr><th>0</th><td>0.25</td></tr></tbody></table><p>1 rows × 1 columns</p></div>"
)


@pytest.fixture
def page(make_site: MakeSite) -> Callable[..., str]:
    def show(*cells: Cell, site_yaml: str = "title: T\n", **metadata: object) -> str:
        site = make_site({X: notebook(*cells, **metadata), "site.yaml": site_yaml})
        return body(site["notes/x/index.html"])

    return show


Page = Callable[..., str]


def test_streams_are_one_text_with_its_colours(page: Page) -> None:
    text = page(code("x", printed("a\x1b[31mred\x1b[0m\n"), printed("10%\r 50%\r100%\n", "stderr")))
    assert '<samp>a<span class="ansi-1">red</span>\n100%</samp>' in text
    assert text.count("<samp>") == 1


def test_a_traceback_is_marked(page: Page) -> None:
    error = {
        "output_type": "error",
        "ename": "E",
        "evalue": "no",
        "traceback": ["\x1b[1;31mE\x1b[0m: no <b>"],
    }
    text = page(code("x", error))
    assert '<div class="output output-error">' in text
    assert '<span class="ansi-1 ansi-b">E</span>: no &lt;b&gt;' in text


def test_a_long_text_is_folded(page: Page) -> None:
    text = page(code("x", printed("line\n" * 41)), code("y", printed("line\n" * 40)))
    assert text.count('<details class="fold"><summary>41 行输出</summary>') == 1


@pytest.mark.parametrize(("mime", "data"), [("image_png", PNG), ("image_svg", SVG)])
def test_pictures_are_figures(page: Page, mime: str, data: str) -> None:
    text = page(code("x", shown(**{mime: data, "text_plain": "<Figure size 640x480>"})))
    assert '<figure><a class="zoom" href="/files/notebooks/' in text
    assert "Figure size" not in text


def test_a_table_of_pandas_is_one_of_the_theme(page: Page) -> None:
    text = page(
        code(
            "#| label: tbl:a\n#| tbl-cap: Losses\ndf",
            shown(text_html=FRAME, text_plain="loss 0.25"),
        ),
        markdown("[](#tbl:a)"),
    )
    assert '<figure class="table-figure" id="tbl:a"' in text
    assert '<div class="table" role="group"' in text
    assert "<td>0.25</td>" in text
    assert "dataframe" not in text
    assert "color: red" not in text
    assert "1 rows" not in text


def test_latex_and_markdown_go_through_the_dialect(page: Page) -> None:
    text = page(
        code("x", shown(text_latex="$\\displaystyle x^2$", text_plain="x**2")),
        code(
            "y",
            shown(
                text_markdown="## A *heading*\n\n- [a](https://a.org) <b>b</b><script>1</script>"
            ),
        ),
    )
    assert 'class="math-inline"' in text
    assert "<em>heading</em>" in text
    assert "<b>b</b>" in text
    assert "<script" not in text


def test_html_is_made_safe_and_left_out_where_none_is_allowed(page: Page) -> None:
    html = '<p onclick="1">Hi <a href="javascript:1">x</a><script>1</script><iframe src="//a.org"></iframe></p>'
    cells = code("x", shown(text_html=html, text_plain="plain text"))
    text = page(cells)
    assert '<div class="output output-html"><p>Hi <a rel="noopener">x</a></p></div>' in text
    text = page(cells, site_yaml="title: T\nmarkdown: {html: false}\n")
    assert "<samp>plain text</samp>" in text
    assert "Hi" not in text


def test_options_and_tags_say_what_shows(page: Page) -> None:
    out = printed("shown")
    assert "secret" not in page(code("#| echo: false\nsecret", out))
    assert "shown" not in page(code("#| output: false\nx", out))
    assert "secret" not in page(code("secret", out, tags=["remove-cell"]))
    assert "secret" not in page(code("#hide\nsecret", out))
    assert '<details class="fold"><summary>1 行代码' in page(code("x", out, tags=["hide-input"]))
    assert '<details class="fold"><summary>输出' in page(code("x", out, tags=["hide-output"]))
    assert "oops" not in page(code("#| warning: false\nx", printed("oops", "stderr"), out))


def test_an_option_that_is_misspelt_is_told_of(make_site: MakeSite) -> None:
    site = make_site({X: notebook(code('#| fig-cpa: "A"\nx'), code("#| a: [\nx"))})
    assert site.warnings == [
        f"{X}:cell 1:1: warning: a cell has no option `fig-cpa`; write `fig-cap`",
        f"{X}:cell 2:1: warning: the option behind `#|` is no YAML; write `#| key: value`, a text in quotes",
    ]


@pytest.mark.parametrize(
    ("kernel", "text", "language"),
    [
        ("python", "x", "python"),
        ("R", "x", "r"),
        ("python", "%%bash\nls", "bash"),
        ("julia 1.9", "x", "julia"),
        ("python", "%%writefile a.yml\na: 1", "yaml"),
    ],
)
def test_code_is_in_the_language_of_the_kernel_or_of_a_magic(
    page: Page, kernel: str, text: str, language: str
) -> None:
    shown_page = page(code(text), kernelspec={"language": kernel, "name": "x"})
    assert f'data-language="{language}"' in shown_page


def test_what_only_a_script_draws_is_told_of(make_site: MakeSite) -> None:
    drawn = {"application/vnd.plotly.v1+json": {"data": []}, "text/html": "<script>draw()</script>"}
    plotly = {"output_type": "display_data", "metadata": {}, "data": drawn}
    site = make_site({X: notebook(code("fig.show()", plotly))})
    (told,) = site.warnings
    assert told == (
        f"{X}:cell 1:1: warning: this output is drawn by a script (Plotly) and has no still picture; "
        'run it with `pio.renderers.default = "png"`'
    )
    plotly["data"] = {**drawn, "image/png": PNG}
    assert not make_site({X: notebook(code("#| fig-alt: Losses\nfig.show()", plotly))}).warnings


def test_a_text_with_backticks_stays_in_its_fence(page: Page) -> None:
    text = page(code('s = """\n```\n# no heading\n```\n"""'), markdown("Behind."))
    assert "<h1" not in text
    assert "<p>Behind.</p>" in text
