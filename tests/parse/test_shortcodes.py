"""Blocks, pictures and links in tags of Hugo, Hexo, Jekyll and Zola, and admonitions of MkDocs."""

from __future__ import annotations

import re
from html import unescape

import pytest

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from notes_site.parse.tag_arguments import read_arguments
from tests.conftest import MakeSite
from tests.small_site import FIRST_LINE, note

TAGS = {
    "{% note info Title %}\nText.\n{% endnote %}": '<aside class="callout callout-note">\n<p class="callout-title">Title</p>\n<p>Text.</p>\n</aside>',
    "{% note primary no-icon %}\nText.\n{% endnote %}": '<p class="callout-title">Note</p>\n<p>Text.</p>',
    '{{% admonition type="success" title="It *is*" %}}\nText. {{% /admonition %}}': '<p class="callout-title">It <em>is</em></p>\n<p>Text.</p>',
    "{{< hint warning >}}Text.{{< /hint >}}": '<p class="callout-title">Warning</p>\n<p>Text.</p>',
    "{% spoiler utils/__init__.py %}\na\n{% endspoiler %}": '<summary class="callout-title">utils/__init__.py</summary>',
    "{% spoiler 显示 代码 %}\n- a\n\n```c\nx\n```\n{% endspoiler %}": '<details class="callout callout-note">\n<summary class="callout-title">显示 代码</summary>\n<ul>\n<li>a</li>\n</ul>\n<div class="code"',
    '{{<details "Proof">}}\n\nText.\n\n{{</details>}}': '<summary class="callout-title">Proof</summary>\n<p>Text.</p>\n</details>',
    "{{< notice tip >}}\nOut.\n{{< notice note >}}\nIn.\n{{< /notice >}}\n{{< /notice >}}": '<p>Out.</p>\n<aside class="callout callout-note">\n<p class="callout-title">Note</p>\n<p>In.</p>\n</aside>\n</aside>',
    "> {{< notice tip >}}\n> Text.\n> {{< /notice >}}": '<blockquote>\n<aside class="callout callout-tip">',
    "1. one\n   {% note %}\n   a\n   {% endnote %}\n2. two": "</aside>\n</li>\n<li>two</li>",
    "Words\n{% cq %}\nText.\n{% endcq %}": "<p>Words</p>\n<blockquote>\n<p>Text.</p>\n</blockquote>",
    '{{< blockquote author="A" title="B" link="https://e.org" >}}\nText.\n{{< /blockquote >}}': '<p>— A, <a href="https://e.org">B</a></p>\n</blockquote>',
    '{{< highlight python "linenos=table" >}}\n# x\n{{< /highlight >}}': '<div class="code" data-language="python">',
    '{{< figure\n  src="/a b.png"\n  title="x_1 \\frac"\n  width="75%"\n>}}': 'src="/a%20b.png" alt="x_1 \\frac" style="width:75%"',
    '{{< img src="a.png" link="https://e.org" >}}': '<a href="https://e.org"><img src="a.png"',
    '| a |\n|-|\n| {{< figure src="/a.png" max="2px" >}} |': '<td><img src="/a.png" alt=""',
    "See {% asset_img a.png %}.": '<p>See <img src="a.png" alt=""',
    "{% asset_img a.png 300 A loss %}": "</span> A loss</figcaption>",
    '{% include figure.html path="img/a.png" class="img-fluid" caption="It\'s" %}': '<img src="/img/a.png" alt="It\'s"',
    '{% include figure.liquid\n  path="/img/a.png"\n  width="50%" %}': '<img src="/img/a.png" alt="" style="width:50%"',
    '{% include image.html url="https://e.org/a.png" %}': '<img src="https://e.org/a.png"',
    '- a\n\n  {% include fig/figure.html path="a.png" %}': '<figure><a class="zoom" href="/a.png"',
    '{{ img(src="a.png", alt="A b", width="50%") }}': '<img src="a.png" alt="A b" style="width:50%"',
    "{% details What you've thought %}\nText.\n{% enddetails %}": '<summary class="callout-title">What you’ve thought</summary>',
    '<div class="row">\n  {% include figure.html path="a.png" %}\n</div>': '<div class="row">\n  <img src="/a.png">\n</div>',
    '<div>\n{% include figure.html path="a.png" caption="A $x$"\n   width="30px" %}\n</div>': '<figure><img src="/a.png" alt="A $x$" width="30"><figcaption>A <span class="math-inline">',
}

AS_TYPED = [
    "{{< notice tip >}}\nText.",
    "Text.\n{{< /notice >}}",
    "{% unknown %}\nText.\n{% endunknown %}",
    "{{< notice tip >}} a {{< /notice >}} and more",
    "- item\n  {% note %}\n\ntext\n{% endnote %}",
    "{{< figure >}}",
    '{{< figure src="a.mp4" >}}',
    '{% include toc.html path="a.png" %}',
    "{% include figure.html path=page.image %}",
    '{{ toc(src="a.png") }}',
    "{{",
    "{%",
]


def render(text: str) -> str:
    return render_fragment(note(text).encode(), "a.md", "en", default_config())[0]


@pytest.mark.parametrize("text", TAGS)
def test_what_tags_hold(text: str) -> None:
    assert TAGS[text] in render(text)


@pytest.mark.parametrize("text", AS_TYPED)
def test_what_is_no_block_stays_as_typed(text: str) -> None:
    assert "callout" not in render(text)
    shown = unescape(re.sub(r"<[^>]+>", "", render(text)))
    assert text.split("\n", 1)[0].removeprefix("- ") in shown.replace("“", '"').replace("”", '"')


def test_a_tag_in_code_is_code() -> None:
    html = render(
        "````\n{{< notice tip >}}\nText.\n{{< /notice >}}\n````\n\n    {% note %}\n    {% endnote %}"
    )
    assert html.count("<pre") == 2
    assert "callout" not in html


def test_code_in_a_tag_stays_as_typed() -> None:
    html = render("{% codeblock %}\n*a*\n\n{{ b }}\n{% endcodeblock %}")
    assert "*a*\n\n{{ b }}\n</code>" in html


def test_what_tags_hold_has_its_place() -> None:
    text = "{% note %}\n  Text. {{< youtube x >}}\n{% endnote %}\n\n{{< notice >}}a {% include b %}{{< /notice >}}"
    _, warnings = render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert [str(each).split(" ")[0] for each in warnings] == [
        f"a.md:{FIRST_LINE + 1}:9:",
        f"a.md:{FIRST_LINE + 4}:17:",
    ]


def test_links_in_tags_are_links_by_name(make_site: MakeSite) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\nlanguages: {en: {}}\n",
            "content/en/a.md": note(
                'A [*b* c]({{< relref "posts/2021-03-01-clip.md#the-loss" >}}), {% post_link 2021-03-01-clip %}, {% post_link 2021-03-01-clip d %}, '
                '[e]({% post_url 2021-03-01-clip %}), [f *g*]({{< ref "/docs" >}}).'
            ),
            "content/en/posts/2021-03-01-clip.md": note("## The loss", title="CLIP"),
        }
    )
    page = site["notes/a/index.html"]
    assert (
        '<a href="/notes/2021-03-01-clip/#the-loss"><em>b</em> c</a>, <a href="/notes/2021-03-01-clip/">CLIP</a>'
        in page
    )
    assert (
        '<a href="/notes/2021-03-01-clip/">d</a>, <a href="/notes/2021-03-01-clip/">e</a>' in page
    )
    assert '<span class="unwritten">f <em>g</em></span>.' in page
    (warning,) = site.warnings
    assert warning.endswith(
        "no note has the name /docs, so it is shown as text; write that note, or the text alone"
    )


ADMONITIONS = {
    "!!! note 熵的计算式\n    $T$": '<p class="callout-title">熵的计算式</p>',
    '!!! df "**Algorithm** (SGD)"': '<p class="callout-title"><strong>Algorithm</strong> (SGD)</p>\n</aside>',
    '!!! tip "A"\n!!! tip "B"\n\ntext': '<p class="callout-title">B</p>\n</aside>\n<p>text</p>',
    '=== "Tab"\n\n    one\n\n    two\n\nout': '<summary class="callout-title">Tab</summary>\n<p>one</p>\n<p>two</p>\n</details>\n<p>out</p>',
    '=== "甲"\n    - a': '<details class="callout callout-note" open>',
}


@pytest.mark.parametrize("text", ADMONITIONS)
def test_titles_and_tabs_of_mkdocs(text: str) -> None:
    assert ADMONITIONS[text] in render(text)


@pytest.mark.parametrize("text", ["Heading\n===", "Heading\n=== ", 'a\n=== "Tab"', '!!! df "A"\nb'])
def test_what_is_no_tab(text: str) -> None:
    assert "callout" not in render(text)


def test_quotes_within_an_argument() -> None:
    text = '{% include figure.html path="a.png" caption="A <a href=\\"b\\">c</a> $x$ \\frac" %}'
    assert "</span> A c <span" in render(text)


@pytest.mark.parametrize(
    ("typed", "named", "others"),
    [
        ("https://a.org/b.png 300", {}, ["https://a.org/b.png", "300"]),
        ("src=\"a.png\" Width = '30'", {"src": "a.png", "width": "30"}, []),
        ("lang:python url:https://a.org", {"lang": "python", "url": "https://a.org"}, []),
        ("info Note: it's `x y`", {}, ["info", "Note:", "it's", "x y"]),
        (r'"a \"b\"" title="c \"d\""', {"title": 'c "d"'}, ['a "b"']),
    ],
)
def test_arguments(typed: str, named: dict[str, str], others: list[str]) -> None:
    assert read_arguments(typed) == (named, others)


def test_whose_a_quotation_is_stays_as_typed() -> None:
    text = "{% blockquote David Levithan, Wide Awake %}\nText.\n{% endblockquote %}\n"
    assert "<p>— David Levithan, Wide Awake</p>" in render(text)
