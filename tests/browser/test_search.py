"""The search as a reader uses it: on every page, by keyboard, in two languages."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.file_server import serving_files
from tests.small_site import build, note, write_files

pytestmark = pytest.mark.browser

NOTES = {
    "content/zh/softmax.md": note(
        "本文介绍**softmax 回归**与交叉熵。\n\n```python\nreset_parameters(net)\n```",
        title="分类",
        date="2024-05-31",
    ),
    "content/zh/attention.md": note(
        "注意力机制的输出是 softmax。线性回归则没有它。", title="变换器"
    ),
    "content/zh/heat.md": note("熵会增加。注意，用力。这里有 $2\\sigma^2$。", title="热力学"),
    "content/en/attention.md": note("Attention, and *zero-shot* `nn.Linear(3)`.", title="Heads"),
    "content/en/general.md": note(
        "In general, gradients $\\pi_\\theta$ vanish.", title="A gradient"
    ),
    "content/en/generative.md": note("Generative models. The descent of a gradient.", title="GANs"),
    **{f"content/en/more{n}.md": note(f"Filler number{n}.", title=f"More {n}") for n in range(45)},
}


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    root = tmp_path_factory.mktemp("root")
    with serving_files(root) as url:
        write_files(folder, {"site.yaml": f"title: Notes\nbase_url: {url}/blog\n", **NOTES})
        (root / "blog").symlink_to(build(folder).output)
        yield f"{url}/blog/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test with whatever the browser complains of."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def found(page: Page, url: str, query: str) -> set[str]:
    """Return the names of the notes that the page of the search finds."""
    page.goto(f"{url}search/?{urlencode({'q': query})}")
    page.locator(".search-status:not(:empty)").wait_for()
    links = page.locator(".found").evaluate_all("links => links.map(link => link.pathname)")
    return {link.split("/")[-2] for link in links}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("softmax回归", {"softmax"}),
        ("softmax 回归", {"softmax", "attention"}),
        ("softmax线性", {"attention"}),
        ("注意力", {"attention"}),
        ("熵", {"softmax", "heat"}),
        ("熵 交叉", {"softmax"}),
        ("变换器", {"attention"}),
        ("reset_parameters", {"softmax"}),
        ("RESET", {"softmax"}),
        ("σ²", {"heat"}),
        ("Heads", set()),
        ("number7", {"more7"}),
        ("，。", set()),
    ],
)
def test_chinese_readers_find(base_url: str, page: Page, query: str, names: set[str]) -> None:
    assert found(page, base_url, query) == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("generative", {"generative"}),
        ("gener", {"generative", "general"}),
        ("generators", set()),
        ("gradients", {"generative", "general"}),
        ("gradient descent", {"generative"}),
        ('"gradient descent"', set()),
        ('"a gradient"', {"generative", "general"}),
        ("nn.Linear", {"attention"}),
        ("zero-shot", {"attention"}),
        ("zero-sh", {"attention"}),
        ("π_θ", {"general"}),
        ("热力学", {"heat"}),
    ],
)
def test_english_readers_find(base_url: str, page: Page, query: str, names: set[str]) -> None:
    assert found(page, f"{base_url}en/", query) == names


@pytest.mark.parametrize("number", range(1, 5))
def test_the_whole_word_comes_before_longer_ones(base_url: str, page: Page, number: int) -> None:
    names = found(page, f"{base_url}en/", f"number{number}")
    longer = {f"more{n}" for n in range(10 * number, min(10 * number + 10, 45))}
    assert names == {f"more{number}", *longer}
    expect(page.locator(".found-title").first).to_have_text(f"More {number}")


def test_a_result_shows_the_text_as_it_was(base_url: str, page: Page) -> None:
    assert found(page, base_url, "softmax回归") == {"softmax"}
    link = page.locator(".found")
    expect(link.locator(".found-title")).to_have_text("分类")
    expect(link.locator("time")).to_have_text("2024年5月31日")
    expect(link.locator(".found-text")).to_have_text("本文介绍softmax 回归与交叉熵。")
    expect(link.locator("mark")).to_have_text("softmax 回归")


@pytest.mark.parametrize(
    ("language", "query", "offer"),
    [
        ("", "热力血", "您要找的是 热力学 吗？"),
        ("en/", "gradiant", "Did you mean gradient?"),
        ("en/", "Hedas", "Did you mean heads?"),
    ],
)
def test_what_was_meant_is_offered(
    base_url: str, page: Page, language: str, query: str, offer: str
) -> None:
    assert found(page, base_url + language, query) == set()
    link = page.locator(".search-onward a").first
    expect(link).to_have_text(offer)
    link.click()
    expect(page.locator(".found")).not_to_have_count(0)


def test_a_title_comes_first(base_url: str, page: Page) -> None:
    assert found(page, f"{base_url}en/", "a gradient") >= {"general"}
    expect(page.locator(".found-title").first).to_have_text("A gradient")


def test_words_apart_wait_behind_those_together(base_url: str, page: Page) -> None:
    assert found(page, f"{base_url}en/", "a gradient") == {"general", "generative"}
    assert found(page, f"{base_url}en/", "generative models") == {"generative"}
    assert found(page, f"{base_url}en/", "the gradient") == {"generative"}
    assert page.locator(".found-text mark").all_inner_texts() != []


def test_the_other_language_is_a_link_away(base_url: str, page: Page) -> None:
    assert found(page, f"{base_url}en/", "热") >= set()
    link = page.locator(".search-onward a").last
    expect(link).to_have_text("Search in Chinese")
    link.click()
    expect(page.locator(".found").first).to_be_visible()
    assert page.url.startswith(f"{base_url}search/?q=")


def test_a_missing_address_offers_the_nearest(base_url: str, page: Page) -> None:
    text = page.request.get(f"{base_url}404.html").text()
    page.route("**/notes/sofmax/", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(f"{base_url}notes/sofmax/")
    link = page.locator(".nearest a")
    expect(link).to_have_text("分类")
    assert str(link.get_attribute("href")).endswith("/notes/softmax/")
    page.locator(".lost input[name=q]").fill("热力学")
    page.keyboard.press("Enter")
    expect(page.locator(".found-title").first).to_have_text("热力学")


def test_notes_of_another_language_come_last_and_say_so(base_url: str, page: Page) -> None:
    assert found(page, f"{base_url}en/", "softmax") == {"softmax"}
    link = page.locator(".found")
    expect(link.locator(".badge")).to_have_text("Chinese (China)")
    assert link.get_attribute("hreflang") == "zh-CN"
    assert link.locator(".found-title").get_attribute("lang") == "zh-CN"


def test_the_keyboard_does_it_all(base_url: str, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{base_url}en/notes/more7/", wait_until="networkidle")
    assert [each for each in requests if "/pagefind/" in each or "/search." in each] == []

    page.locator(".brand").focus()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.type("filler")
    expect(page.get_by_role("status")).to_have_text("Results: 45")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.get_by_role("option")
    expect(options).to_have_count(10)

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    chosen = options.nth(9)
    assert chosen.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )

    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".brand")).to_be_focused()

    page.keyboard.press("/")
    page.keyboard.type("number7")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}en/notes/more7/")


def test_what_is_typed_while_the_search_still_loads_is_searched(base_url: str, page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/search.*", hold)
    page.goto(f"{base_url}en/")
    page.keyboard.press("/")
    page.keyboard.type("number7 x")
    page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.get_by_role("combobox")).to_have_value("number7 x")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page.locator(".found")).to_have_count(1)


def test_all_results_have_an_address(base_url: str, page: Page) -> None:
    page.goto(f"{base_url}en/")
    page.get_by_role("link", name="Search").click()
    page.keyboard.type("filler")
    page.get_by_role("button", name="More results").click()
    page.wait_for_url(f"{base_url}en/search/?q=filler")
    expect(page.locator(".found")).to_have_count(20)
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".found")).to_have_count(40)
    page.get_by_role("searchbox").fill("number7")
    page.wait_for_url(f"{base_url}en/search/?q=number7")
    expect(page.locator(".found")).to_have_count(1)


def test_without_a_script_the_page_leads_to_the_lists(base_url: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base_url}en/")
    page.get_by_role("link", name="Search").click()
    expect(page).to_have_url(f"{base_url}en/search/")
    expect(page.locator("noscript p")).to_be_visible()
    page.locator("noscript a").first.click()
    expect(page).to_have_url(f"{base_url}en/archive/")
    context.close()
