"""Nothing keeps a reader out: axe-core on every kind of page, and nothing moves while it loads."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

TEXT = r"""
WORDS $\pi_\theta(a \mid s)$ `code`[^1] and **strong** ~~gone~~.

> [!WARNING]
> WORDS

$$ \KL(p \,\|\, q) = \sum_x p(x) \log \frac{p(x)}{q(x)} + \sum_x q(x) \log \frac{q(x)}{p(x)} \label{eq} $$

## WORDS

```python {linenos hl=1 title="a.py"}
def f(x: int) -> str:  # a comment
    return f"{x} is not None"
```

```diff
- old
+ new
```

| $k$ | WORDS | |
|---|---|---|
| a | 1 | $\frac12$ |

### WORDS

> WORDS \eqref{eq}

- [x] WORDS
- [ ] WORDS

[^1]: WORDS
"""
PAPER = "{title: A paper, authors: [Ada Lovelace], venue: ICML, year: 2021, arxiv: '2103.00020'}"
SITE = {
    "site.yaml": "title: {zh: 笔记, en: Notes}\nbase_url: BASE\nindex: {per_page: 2}\n",
    "content/en/pages/about.md": "---\ntitle: About\n---\n\nText.\n",
    **{
        f"content/{language}/{name}.md": note(
            TEXT.replace("WORDS", words),
            title=f"{words} {name}",
            tags="[rl]",
            paper=PAPER,
            series="s",
        )
        for language, words in (("zh", "策略梯度的推导"), ("en", "The policy gradient"))
        for name in "abc"
    },
}
PAGES = [
    "",
    "en/page/2/",
    "notes/b/",
    "en/notes/b/",
    "en/about/",
    "tags/",
    "en/tags/rl/",
    "series/s/",
    "archive/",
    "en/papers/",
    "404.html",
]
COUNT_SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with every kind of page."""
    folder, root = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("root")
    with serving_files(root) as address:
        write_files(
            folder, {**SITE, "site.yaml": SITE["site.yaml"].replace("BASE", f"{address}/x")}
        )
        (root / "x").symlink_to(build(folder).output)
        yield f"{address}/x/"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_nothing_moves(
    url: str, browser: Browser, width: int, scheme: str
) -> None:
    size = ViewportSize(width=width, height=800)
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    context.add_init_script(COUNT_SHIFTS)
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(f"{url}{path}", wait_until="networkidle")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(50)
        assert page.evaluate("window.shifts") < 0.02, path
        violations = Axe().run(page).response["violations"]
        found += [(path, each["id"], each["nodes"][0]["html"]) for each in violations]
    assert found == []
    context.close()
