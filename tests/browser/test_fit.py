"""What is wide fits: displays, titles with formulas, lines that end in a formula, the phone's menu."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

WIDE = r"J(\theta) = \frac1G \sum_{i=1}^G \frac{1}{|o_i|} \sum_{t=1}^{|o_i|} \min(r_t A_t, c(r_t) A_t) - \beta D_i + \gamma H(\pi)"
FORMULAS = [
    WIDE,
    r"P(w_i) = \max\left(1 - \sqrt{\frac{t}{f(w_i)}}, 0\right) \sqrt{n}",
    r"\int\int l(f(x), y) p(y \mid x) p(x) \;dx dy = \iint l(f(x), y) q(y \mid x) \tag{1}",
    r"I_{\text{std}} \approx \frac{4N^2d\ \text{FLOP}}{8N^2\ \text{byte}} = \frac d2\ \text{FLOP/byte}",
    r"\Delta W_1x' = -\eta s\,\operatorname{sign}(g)\,\vec{AB}\widehat{xyz} \text{ with probability } p",
    r"\mathbf{v}_{A,i} = g([\mathbf{a}_i]), i = 1, \ldots, m \\ \mathbf{v} = 0. \tag{2}",
]
NATURAL = """.math-display[style] { font-size: 1em !important; inline-size: max-content !important; }
.math-display .katex { inline-size: max-content !important; white-space: nowrap !important; }
.katex-sides, .katex-side { max-inline-size: none !important; padding: 0 !important; text-indent: 0 !important; white-space: nowrap !important; }"""
SHORT = (
    "$$N + M - K = a \\tag{1}$$\n\n$$a + b - c - d + e = 0 \\tag{2}$$\n\n$$a + b - c - d = 0$$\n"
)
TITLE = (
    r"$f(x)=\operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V_{\mathrm{all}}$ 与别的"
)
TABLE = """| 字段 | 种类 | 类型 | 含义 |
| --- | --- | --- | --- |
| `{% post_link attention %}` | `link-tags` | 文本 | 见 Electroencephalography，写成 `[text](name.md)`，或用 `[[name]]` 显示它的标题 |
"""
TEXT = (
    "\n".join(
        f"{'文' * count}$a$，{'字' * count}$a+b=c$；{'语' * 9}[^n]。\n" for count in range(8, 40)
    )
    + f"\n$$ {WIDE} \\label{{eq}} $$\n\n"
    + "\n\n".join("段落" * 90 for _ in range(9))
    + "\n\n见 \\eqref{eq}。\n\n[^n]: 注。\n"
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("fit")
    files = {
        f"content/{language}/a.md": note(TEXT, title=TITLE, paper="{title: P, year: 2024}")
        for language in ("zh", "en")
    }
    formulas = "".join(f"$$ {tex} $$\n\n" for tex in FORMULAS)
    files |= {
        "content/zh/b.md": note(TEXT, title=TITLE),
        "content/zh/c.md": note(formulas),
        "content/zh/short.md": note(SHORT),
        "content/zh/table.md": note(TABLE),
    }
    write_files(folder, files)
    with serving_files(build(folder).output) as address:
        yield address


@pytest.fixture(params=[360, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    size = ViewportSize(width=request.param, height=800)
    context = browser.new_context(viewport=size, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "notes/a/",
        "notes/a/bilingual/",
        "archive/",
        "papers/",
        "tags/",
        "404.html",
        "notes/table/",
    ],
)
def test_no_page_scrolls_sideways(url: str, page: Page, path: str) -> None:
    page.goto(f"{url}/{path}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_wide_display_is_whole_and_its_number_seen(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/a/")
    display = page.locator(".math-display")
    box = display.bounding_box()
    number = display.locator(".katex-tag").bounding_box()
    width = page.evaluate("innerWidth")
    assert box is not None
    assert number is not None
    assert number["x"] + number["width"] <= min(box["x"] + box["width"] + 2, width)
    if width == 1280:
        assert display.evaluate("display => display.scrollWidth <= display.clientWidth + 1")


def test_formulas_are_as_wide_as_their_pages_say(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/c/")
    page.add_style_tag(content=NATURAL)
    page.evaluate("document.fonts.ready.then(() => 1)")
    found = page.locator(".math-display[style]").evaluate_all(
        """displays => displays.map((display) => {
          const html = display.querySelector(".katex-html");
          const em = parseFloat(getComputedStyle(html).fontSize);
          return html.getBoundingClientRect().width / em / display.style.getPropertyValue("--wide");
        })"""
    )
    assert len(found) == len(FORMULAS)
    assert all(0.95 < ratio < 1.04 for ratio in found), found


def test_a_number_stands_beside_rows_that_their_author_has_broken(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/c/")
    display = page.locator(".math-display").last
    rows, number = (display.locator(name).bounding_box() for name in (".katex-rows", ".katex-tag"))
    assert rows is not None
    assert number is not None
    assert rows["x"] + rows["width"] <= number["x"] + 1
    tops = display.locator(".katex-rows > .katex-base").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect().bottom)"
    )
    assert max(tops) - min(tops) > 15


def test_a_display_with_a_short_side_is_one_row(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/short/")
    page.evaluate("document.fonts.ready.then(() => 1)")
    rows = page.locator(".math-display").evaluate_all(
        """displays => displays.map(display => {
          const signs = [...display.querySelectorAll(".katex-html :is(.mbin, .mrel)")];
          const bottoms = signs.map(sign => sign.getBoundingClientRect().bottom);
          return Math.max(...bottoms) - Math.min(...bottoms);
        })"""
    )
    assert max(rows) < 9, rows


def test_no_line_begins_with_a_mark_behind_a_formula(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/a/")
    found = page.evaluate(
        """() => [...document.querySelectorAll(".tied")].filter((tied) => {
          const base = [...tied.querySelectorAll(".katex-base")].at(-1)?.getBoundingClientRect();
          if (!base || tied.lastChild.nodeType !== Node.TEXT_NODE) return false;
          const range = document.createRange();
          range.selectNodeContents(tied.lastChild);
          return range.getClientRects()[0].left < base.left;
        }).length"""
    )
    assert page.locator(".tied").count() > 60
    assert found == 0


def test_a_narrow_column_holds_two_han_beside_each_other_and_words_of_code(
    url: str, page: Page
) -> None:
    page.goto(f"{url}/notes/table/")
    lines = page.locator("td").evaluate_all(
        """cells => cells.slice(0, 3).map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell.querySelector("code") ?? cell);
          return new Set([...range.getClientRects()].map((box) => box.top)).size;
        })"""
    )
    code, word, han = lines
    assert code <= len(["{% post", "_link at", "tention", " %}"])
    assert word <= len(["link-", "tags"])
    assert han == 1


def test_a_reference_shows_its_formula_and_escape_closes_it(url: str, page: Page) -> None:
    page.goto(f"{url}/notes/a/")
    page.locator(".math-ref").hover()
    expect(page.locator(".peek .katex")).to_have_count(1)
    assert page.locator(".peek [id]").count() == 0
    page.keyboard.press("Escape")
    expect(page.locator(".peek")).to_have_count(0)


def test_an_excerpt_has_as_many_lines_as_its_list_has_room_for(url: str, page: Page) -> None:
    page.goto(f"{url}/")
    lines = page.locator(".entry:has(.more) .excerpt").evaluate_all(
        "texts => texts.map(text => text.clientHeight / parseFloat(getComputedStyle(text).lineHeight))"
    )
    assert max(lines) < (5 if page.evaluate("innerWidth") == 1280 else 6)


def test_the_menu_is_one_row(url: str, page: Page) -> None:
    page.goto(f"{url}/en/")
    tops = page.locator(".site-nav li").evaluate_all("items => items.map(item => item.offsetTop)")
    assert len(set(tops)) == 1
