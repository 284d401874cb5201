"""Texts of posts as they are brought over."""

import pytest

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.bodies import rewrite_body


def bring(text: str, kind: SourceKind) -> str:
    return rewrite_body(text, "a.md", kind, ImportReport(kind=kind, source="blog"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("We $$x$$ and $$ y $$.", "We $x$ and $y$."),
        ("$$x$$ is first.", "$x$ is first."),
        ("- $$x$$", "- $$x$$"),
        ("- so $$x$$", "- so $x$"),
        ("$$x$$", "$$x$$"),
        ("> $$x$$", "> $$x$$"),
        ("An open $$x", "An open $$x"),
        ("`$$x$$` is code", "`$$x$$` is code"),
    ],
)
def test_two_dollars_of_kramdown_in_a_sentence(text: str, made: str) -> None:
    assert bring(text, SourceKind.JEKYLL) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A stray ` here.\n\n{{< ref a.md >}} `b`", "A stray ` here.\n\na.md `b`"),
        ("``a ` {{< ref a.md >}}``", "``a ` {{< ref a.md >}}``"),
        ("`a\n{{< ref a.md >}}`", "`a\n{{< ref a.md >}}`"),
        ("```\n{{< ref a.md >}}\n```", "```\n{{< ref a.md >}}\n```"),
    ],
)
def test_code_is_left_alone_and_ends_in_its_paragraph(text: str, made: str) -> None:
    assert bring(text, SourceKind.HUGO) == made


def test_many_backticks_are_read_in_a_moment() -> None:
    text = "` `` ``` " * 3000
    assert bring(text, SourceKind.HUGO) == text


@pytest.mark.parametrize("kind", SourceKind)
def test_a_long_line_is_read_in_a_moment(kind: SourceKind) -> None:
    """A pattern that tries every part of it again would take hours."""
    text = "a word, " * 20_000 + "{% note {{< ref $x$ <d-cite ![a](b\n"
    assert bring(text, kind) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            '<div class="row">\n    <div class="col">\n        {% include figure.html path="a.png" %}\n    </div>\n</div>\n',
            '<div class="row">\n\n<div class="col">\n\n![](a.png)\n\n</div>\n\n</div>\n\n',
        ),
        (
            '<p align="center">See <d-cite key=k></d-cite>.</p>',
            '<div align="center">\n\nSee [@k].\n\n</div>\n',
        ),
        (
            '<aside markdown="1">\nSome **words**.\n</aside>',
            "<aside>\n\nSome **words**.\n\n</aside>\n",
        ),
        (
            '<d-cite key="https://doi.org/10.1/a,b2"></d-cite>',
            "[@{https://doi.org/10.1/a}; @b2]",
        ),
        ("<d-cite key=\"d'oro\"></d-cite> <d-cite key='b'/>", "[@{d'oro}] [@b]"),
        ("<br>\n2. **Two**", "<br>\n\n2. **Two**"),
        ("<div>\n    plain\n</div>", "<div>\n    plain\n</div>"),
        ("<div>never closed ![](a.png)", "<div>never closed ![](a.png)"),
        (
            '{% capture c %}\nA "b"\n{% endcapture %}\n{% include figure.html path="a.png" caption=c %}',
            "![A 'b'](a.png \"A 'b'\")",
        ),
        ("[a]([https://a.b/c](https://a.b/c))", "[a](https://a.b/c)"),
        ("{% twitter https://t.co/1 %}", "<https://t.co/1>"),
    ],
)
def test_markdown_in_elements_and_tags_of_jekyll(text: str, made: str) -> None:
    assert bring(text, SourceKind.JEKYLL) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("::: tip Mind\nText.\n:::\n", "\n> [!TIP] Mind\n> Text.\n\n"),
        (
            "::: {.panel}\n::: {.callout-note}\nText.\n:::\n:::\n",
            "\n> [!NOTE]\n> Text.\n\n",
        ),
        (
            "::: details Why\nText.\n:::\n",
            "\n<details>\n<summary>Why</summary>\n\nText.\n\n</details>\n\n",
        ),
        ("## Last words {.appendix}\n", "## Last words\n"),
        ("## One {#sec-a .unnumbered}\n", "## One {#sec-a}\n"),
        ("## One {#sec-a}\n", "## One {#sec-a}\n"),
        ("::: {#thm-a .theorem}\nText.\n:::\n", "::: {#thm-a .theorem}\nText.\n:::\n"),
    ],
)
def test_containers_of_quarto(text: str, made: str) -> None:
    assert bring(text, SourceKind.QUARTO) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "`$a$` `$b$` `$c$`\n\n`$$\nx \\label{e}\n$$`\n",
            "$a$ $b$ $c$\n\n$$\nx \\label{e}\n$$\n",
        ),
        (
            '{{< tab id="t" >}}\n{{% tab-item label="<i></i> One" %}}\nText.\n{{% /tab-item %}}\n{{< /tab >}}\n',
            "\n\n**One**\n\nText.\n\n\n",
        ),
        (
            "{{< flex >}}{{% flex-item %}}\nA\nB\n{{% /flex-item %}}{{< /flex >}}",
            "\n\nA\nB\n\n",
        ),
        ("{{< pseudocode >}}\n\\STATE $a$\n{{< /pseudocode >}}", "```algorithm\n\\STATE $a$\n```"),
        ("`$\\\\{a$` `$b$` `$c$` $\\\\{d$", "$\\\\{a$ $b$ $c$ $\\{d$"),
        (
            '{{< highlight go "linenos=table,hl_lines=8 15-17" >}}\nx\n{{< /highlight >}}',
            "```go {hl=8,15-17}\nx\n```",
        ),
        (
            '{{< figure src="a.png" caption="A" attr="by B" link="https://b.c" >}}',
            '[![A by B](a.png "A by B")](https://b.c)',
        ),
        ("{{< music 1 >}}", "{{< music 1 >}}"),
    ],
)
def test_shortcodes_and_code_spans_of_hugo(text: str, made: str) -> None:
    assert bring(text, SourceKind.HUGO) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("> Mind this.\n> More.\n{: .prompt-tip }\n", "\n> [!TIP]\n> Mind this.\n> More.\n\n"),
        ("Mind this.\n{: .notice--warning}\n", "\n> [!WARNING]\n> Mind this.\n\n"),
        ('![a](b.png){: width="300" height="20" .shadow }', "![a](b.png){width=300}"),
        ('![a](b.png "c"){: w="50%" }', '![a](b.png "c"){width=50%}'),
        ("## Why {: #why .x}\n", "## Why {#why}\n"),
        ("## Why\n{: #why}\n", "## Why {#why}\n"),
        ("[a](b){:target='_blank'}", "[a](b)"),
        ("{% include embed/youtube.html id='abc' %}", '<iframe src="https://www.youtube-nocookie.com/embed/abc" width="100%" height="400" allowfullscreen title="video"></iframe>'),
        ('{% include figure image_path="a.png" caption="A" %}', '![A](a.png "A")'),
        ("{% include toc %}", ""),
        ("We have $\\[0, 1)$.", "We have $[0, 1)$."),
    ],
)  # fmt: skip
def test_attributes_and_includes_of_jekyll(text: str, made: str) -> None:
    assert bring(text, SourceKind.JEKYLL) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{% blockquote Ada, Notes https://a.b/c Page %}\nWords.\n{% endblockquote %}", "\n> Words.\n>\n> — Ada, Notes [Page](https://a.b/c)\n"),
        ("{% button https://a.b, Read on, book %}", "[Read on](https://a.b)"),
        ("{% label primary @new %} {% label old red %}", "==new== ==old=="),
        ("{% gallery %}\n![](a.png)\n{% endgallery %}\n", "\n![](a.png)\n\n"),
        ("{% checkbox green checked, Done %}", "- [x] Done"),
        ("{% mermaid %}\na-->b\n{% endmermaid %}", "```mermaid\na-->b\n```"),
        ("{% span red, hot %}", "hot"),
        ("{% iframe https://a.b %}", '<iframe src="https://a.b" width="100%" height="400" allowfullscreen title="video"></iframe>'),
    ],
)  # fmt: skip
def test_tags_of_themes_of_hexo(text: str, made: str) -> None:
    assert bring(text, SourceKind.HEXO) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("> {{% admonition warning %}}\n> One.\n> Two.\n> {{% /admonition %}}\n", "> > [!WARNING]\n> > One.\n> > Two.\n"),
        ('{{< admonition type="info" title="For A" />}}\n\nText.\n\n{{% admonition tip %}}\nB\n{{% /admonition %}}', "\n> [!NOTE] For A\n\n\nText.\n\n\n> [!TIP]\n> B\n"),
        ("{{< bili BV1x >}}", '<iframe src="https://player.bilibili.com/player.html?bvid=BV1x" width="100%" height="400" allowfullscreen title="video"></iframe>'),
        ('{{< audio src="a.wav" >}}', '<audio src="a.wav" controls></audio>'),
        ("{{< tweet user=ada id=12 >}} {{< x 13 >}}", "<https://x.com/ada/status/12> <https://x.com/i/status/13>"),
        ('<img src="{{< blogdown/postref >}}a.png">', '<img src="a.png">'),
        ("`\\begin{align}\na\n\\end{align}` `$b$` `$c$`", "\\begin{align}\na\n\\end{align} $b$ $c$"),
    ],
)  # fmt: skip
def test_more_shortcodes_of_hugo(text: str, made: str) -> None:
    assert bring(text, SourceKind.HUGO) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**Theorem: **Let", "**Theorem:** Let"),
        ("but** undoing** this", "but **undoing** this"),
        ("time** **we saw", "time we saw"),
        ("a **** b", "a **** b"),
        ("**a** and **b **c", "**a** and **b** c"),
        ("**a **", "**a** "),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("**a **b** c", "**a **b** c"),
        ("`**a **b`", "`**a **b`"),
    ],
)
def test_blanks_within_strong_words(text: str, made: str) -> None:
    assert bring(text, SourceKind.FOLDER) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (r"Let \\( f(x) \\) be", "Let $f(x)$ be"),
        (r"\\[ a\_b \\]", "\n$$\na_b\n$$\n"),
        (r"costs \\$2.5", r"costs \$2.5"),
        (r"`\\( f \\)`", r"`\\( f \\)`"),
        (r"an open \\( f", r"an open \\( f"),
    ],
)
@pytest.mark.parametrize("kind", [SourceKind.JEKYLL, SourceKind.HEXO, SourceKind.HUGO])
def test_doubled_brackets_of_mathjax(text: str, made: str, kind: SourceKind) -> None:
    assert bring(text, kind) == made


def test_markdown_behind_html_of_kramdown() -> None:
    text = "<div>\n<b>x</b>\n</div>\n**One.** Text.\n"
    assert bring(text, SourceKind.JEKYLL) == "<div>\n<b>x</b>\n</div>\n\n**One.** Text.\n"
    assert bring(text, SourceKind.HUGO) == text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**Theorem:\u00a0**Let", "**Theorem:** Let"),
        ("is _efficient, _and so", "is _efficient,_ and so"),
        ("is *so *and", "is *so* and"),
        ("_a_ and _b_, a_b _c", "_a_ and _b_, a_b _c"),
        ("$x_a b _c$ and 2 * 3 *x", "$x_a b _c$ and 2 * 3 *x"),
        ("* one *two", "* one *two"),
        ("[![](a.png)\n](b)", "[![](a.png)](b)"),
    ],
)
def test_blanks_within_slanted_words_and_links(text: str, made: str) -> None:
    assert bring(text, SourceKind.HUGO) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('![a](b.png){: width=500}\n_One $x_1$ "two"_\n', "![a](b.png \"One $x_1$ 'two'\"){width=500}\n"),
        ('<img src="a.png">\n[b](c)', '<img src="a.png">\n\n[b](c)'),
        ('Text\n<img src="a.png">\n[b](c)', 'Text\n<img src="a.png">\n[b](c)'),
    ],
)  # fmt: skip
def test_pictures_of_jekyll(text: str, made: str) -> None:
    assert bring(text, SourceKind.JEKYLL) == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("`$$\\begin{split}\na\n\\end{split}$$`", "$$\\begin{split}\na\n\\end{split}$$"),
        ("`$a$` and `b`", "`$a$` and `b`"),
    ],
)
def test_one_display_in_a_code_span(text: str, made: str) -> None:
    assert bring(text, SourceKind.HUGO) == made
