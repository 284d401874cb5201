r"""The table of what other tools write.

A row either works (`becomes`), or it is told of, with what to write instead. `parse.foreign` looks for
those that have a pattern; where several fit at one place, the first row wins.
"""

from notes_site.foreign import mathematics
from notes_site.foreign.construct import Construct, Tool, Where

_WORKS = (
    Construct(
        kind="bracketed-links",
        tools=(Tool.ANY,),
        example="[[1]](https://arxiv.org/abs/1706.03762)",
        becomes="a link whose text stands in brackets; so does `[[1]][ref]`",
    ),
    Construct(
        kind="callouts",
        tools=(
            Tool.OBSIDIAN,
            Tool.GITHUB,
        ),
        example="> [!question]- Why?\n> Because.",
        becomes="a callout of that kind, with its title; behind `-` it is closed at first, behind `+` it can be closed",
    ),
    Construct(
        kind="embedded-pictures",
        tools=(Tool.OBSIDIAN,),
        example="![[loss curve.png|300]]",
        becomes="the picture of that name, 300 pixels wide; an `![[a.pdf]]` is a link",
    ),
    Construct(
        kind="marked-text",
        tools=(
            Tool.OBSIDIAN,
            Tool.TYPORA,
        ),
        example="a ==marked== word",
        becomes="`<mark>`; `a==b` is text",
    ),
    Construct(
        kind="inline-footnotes",
        tools=(
            Tool.PANDOC,
            Tool.OBSIDIAN,
        ),
        example="Text.^[A footnote.]",
        becomes="a footnote",
    ),
    Construct(
        kind="superscripts",
        tools=(
            Tool.PANDOC,
            Tool.TYPORA,
        ),
        example="10^-3^ and H~2~O",
        becomes="super- and subscript where nothing else can be meant; `3~5` and `x^2+y^2` are text",
    ),
    Construct(
        kind="emoji",
        tools=(Tool.GITHUB,),
        example=":rocket:",
        becomes="🚀",
    ),
    Construct(
        kind="comments",
        tools=(Tool.OBSIDIAN,),
        example="%%to do%%",
        becomes="nothing: it is published nowhere, neither on pages nor in feeds, search or the Markdown copies",
    ),
    Construct(
        kind="tables-of-contents",
        tools=(
            Tool.TYPORA,
            Tool.DOCSIFY,
            Tool.JEKYLL,
        ),
        example="[TOC]",
        becomes="nothing, since contents are there anyway; so do `[[toc]]`, `@[toc](…)`, `* TOC` with `{:toc}`",
    ),
    Construct(
        kind="picture-sizes",
        tools=(
            Tool.PANDOC,
            Tool.JEKYLL,
        ),
        example="![Loss](a.png){width=50%}",
        becomes="a picture of this size; classes and an id in the braces too",
    ),
    Construct(
        kind="picture-sizes-in-addresses",
        tools=(
            Tool.HEXO,
            Tool.TYPORA,
        ),
        example="![Loss](a.png =300x200)",
        becomes="a picture of this size",
    ),
    Construct(
        kind="addresses-with-blanks",
        tools=(
            Tool.TYPORA,
            Tool.NOTION,
        ),
        example="![Loss](my figures/a b.png)",
        becomes="the picture; so do `%20`, `<…>` and the backslashes of Windows",
    ),
    Construct(
        kind="tables-without-a-head",
        tools=(
            Tool.JEKYLL,
            Tool.PANDOC,
        ),
        example="|---|---|\n| a | b |",
        becomes="a table without a head; so do rows with bars around them and no delimiter row at all",
    ),
    Construct(
        kind="emphasis-beside-curly-quotes",
        tools=(Tool.ANY,),
        example="**“注意力”**mechanism",
        becomes="emphasis, in notes whose language is Chinese or Japanese",
    ),
    Construct(
        kind="addresses-with-han",
        tools=(Tool.ANY,),
        example="https://zh.wikipedia.org/wiki/支持向量机",
        becomes="a link of the whole address, where it would end in `/`, `=` or `%` otherwise",
    ),
    Construct(
        kind="repeated-titles",
        tools=(
            Tool.DOCSIFY,
            Tool.TYPORA,
            Tool.NOTION,
        ),
        example="# A note",
        becomes="nothing, where it is the first heading and says the title of front matter again",
    ),
)

_TOLD = (
    Construct(
        kind="figure-shortcodes",
        tools=(Tool.HUGO,),
        example='{{< figure src="a.png" title="Loss" >}}',
        name="a shortcode for a picture",
        instead='write `![what it shows](a.png "caption")`',
        where=Where.TEXT,
        marks=("{{",),
        pattern=r"\{\{[<%]\s*(?:figure|img|image|picture)\b[^\n]*?[>%]\}\}",
    ),
    Construct(
        kind="shortcodes",
        tools=(Tool.HUGO, Tool.ZOLA),
        example="{{< youtube id >}}",
        name="a shortcode",
        instead="write Markdown or HTML for what it showed, or take it out",
        where=Where.TEXT,
        marks=("{{",),
        pattern=r"\{\{[<%].*?[>%]\}\}|\{\{[<%]?\ufffc|\{\{\s*\w+\([^{}]*\)\s*\}\}",
    ),
    Construct(
        kind="picture-tags",
        tools=(Tool.HEXO,),
        example="{% asset_img a.png Loss %}",
        name="a tag for a picture",
        instead="write `![what it shows](a.png)`",
        where=Where.TEXT,
        marks=("{%",),
        pattern=r"\{%-?\s*(?:asset_img|img|image|figure|gallery|fancybox)\b[^\n]*?%\}",
    ),
    Construct(
        kind="link-tags",
        tools=(Tool.HEXO, Tool.JEKYLL),
        example="{% post_link attention %}",
        name="a tag for a link",
        instead="write `[text](name.md)`, or `[[name]]` for its title",
        where=Where.TEXT,
        marks=("{%",),
        pattern=r"\{%-?\s*(?:post_link|post_url|asset_path|post_path|link)\b[^\n]*?%\}",
    ),
    Construct(
        kind="template-tags",
        tools=(Tool.JEKYLL, Tool.HEXO, Tool.ZOLA),
        example="{% include toc.html %}",
        name="a tag of a template",
        instead="write Markdown or HTML for what it showed, or take it out; around formulas none is needed",
        where=Where.TEXT,
        marks=("{%",),
        pattern=r"\{%-?\s*(?:/?[A-Za-z]\w*[ \t]+[^\s%-][^\n]*?|(?:raw|else|comment|toc|katex|math|note"
        r"|mermaid|tabs|tab|cq|details|quote|highlight|code|codeblock|blockquote|pullquote|spoiler|timeline|more|seo)|end\w+)"
        r"\s*-?%\}",
    ),
    Construct(
        kind="template-values",
        tools=(Tool.JEKYLL, Tool.HUGO, Tool.ASTRO),
        example="{{ site.baseurl }}/about/",
        name="a value of a template",
        instead="write what it stood for; a path from `/` on is below the site's own address",
        where=Where.TEXT,
        marks=("{{",),
        pattern=r"\{\{-?\s*(?:(?:site|page|post|layout|include|theme|config|[.$])[\w.$]*|[\"'][^{}\n]*[\"'])\s*"
        r"(?:\|[^{}\n]*)?-?\}\}",
    ),
    Construct(
        kind="containers",
        tools=(Tool.QUARTO, Tool.PANDOC, Tool.DOCUSAURUS),
        example="::: {.column-margin}",
        name="a container",
        instead="write a callout, `> [!NOTE] Title` with `>` before each line, or take the lines of `:::` out",
        where=Where.LINE,
        marks=(":::",),
        pattern=r":{3,}[ \t]*[\w{\"'(\[][^\n]*",
    ),
    Construct(
        kind="admonitions",
        tools=(Tool.MKDOCS,),
        example='!!! note "Title"',
        name="an admonition",
        instead="write a callout, `> [!NOTE] Title` with `>` before each line",
        where=Where.LINE,
        marks=("!!!", "???"),
        pattern=r"(?:!!!|\?\?\?\+?)[ \t]+[\"A-Za-z][^\n]*",
    ),
    Construct(
        kind="block-attributes",
        tools=(Tool.JEKYLL, Tool.MKDOCS),
        example="{: .centered}",
        name="a list of attributes",
        instead='take it out, or write HTML such as `<div class="…">`',
        where=Where.TEXT,
        marks=("{:",),
        pattern=r"\{:[ \t]*[.#\w/][^{}\n]*\}",
    ),
    Construct(
        kind="attributes",
        tools=(Tool.PANDOC, Tool.QUARTO),
        example="[small caps]{.smallcaps}",
        name="a list of attributes",
        instead='take it out, or write HTML such as `<span class="…">`',
        where=Where.TEXT,
        marks=("]{", "{."),
        pattern=r"(?<=\])\{[.#][\w-][^{}\n]*\}|(?<=\s)\{\.[A-Za-z][\w-]*(?:[ \t][^{}\n]*)?\}(?=\s*$)",
    ),
    Construct(
        kind="imports",
        tools=(Tool.ASTRO, Tool.DOCUSAURUS),
        example="import Chart from '../chart.jsx'",
        name="a line of a program",
        instead="take it out, and write HTML for what it showed",
        where=Where.LINE,
        marks=("import ", "export "),
        pattern=r"import\s[^\n]+\sfrom\s+['\"][^'\"\n]+['\"];?[ \t]*$|import\s+['\"][^'\"\n]+['\"];?[ \t]*$"
        r"|export\s+(?:const|let|default|function)\s[^\n]*",
    ),
    Construct(
        kind="hidden-comments",
        tools=(Tool.ASTRO, Tool.DOCUSAURUS),
        example="{/* to do */}",
        name="a comment of MDX",
        instead="write `<!-- … -->`",
        where=Where.TEXT,
        marks=("{/*",),
        pattern=r"\{/\*.*?\*/\}",
    ),
    Construct(
        kind="cells",
        tools=(Tool.QUARTO, Tool.MYST),
        example="```{python}\n1 + 1\n```",
        name="a cell that is to be run, or a directive",
        instead="nothing is run here: write ```` ```python ````, and what it printed or drew as text or a picture",
        where=Where.FENCE,
        marks=("{",),
        pattern=r"\{+=?[A-Za-z][^\n]*",
    ),
    Construct(
        kind="roles",
        tools=(Tool.MYST,),
        example="see {numref}`loss`",
        name="a role",
        instead="write a link: `[text](name.md#heading)`, `[](#fig:loss)` for a figure, `\\eqref{…}` for a formula",
        where=Where.TEXT,
        marks=("}`", ":`"),
        pattern=r"\{[a-z][a-z:-]*\}\ufffc"
        r"|:(?:cite[a-z]*|ref|numref|eqref|label|doc|term|math|func|class|meth|mod|width):\ufffc",
    ),
    Construct(
        kind="transclusions",
        tools=(Tool.OBSIDIAN,),
        example="![[Another note]]",
        name="another note within this one",
        instead="write a link, `[[name]]`, or copy the text",
        where=Where.TEXT,
        marks=("![[",),
        pattern=r"!\[\[(?![^\[\]|#\n]+\.(?i:png|jpe?g|gif|svg|webp|avif|bmp|tiff?|pdf)[ \t]*[#|\]])[^\[\]\n]+\]\]",
    ),
    Construct(
        kind="unknown-callouts",
        tools=(Tool.OBSIDIAN,),
        example="> [!recite] Title",
        name="no kind of callout",
        instead="write `[!NOTE]`, or another kind of the table above",
        where=Where.LINE,
        marks=("[!",),
        pattern=r"\[![A-Za-z][\w-]*\][+-]?(?=[ \t]|$)",
    ),
    Construct(
        kind="elements",
        tools=(Tool.DISTILL, Tool.ASTRO, Tool.DOCUSAURUS),
        example="<d-footnote>The loss.</d-footnote>",
        name="no element of HTML, so its tags show nothing",
        instead="write Markdown or HTML for what it showed; `&lt;` for a `<` of the text",
        where=Where.ELEMENT,
        marks=("<",),
        pattern=r"<(?P<name>[A-Za-z][\w:.-]*)",
    ),
    Construct(
        kind="captions-with-numbers",
        tools=(Tool.ANY,),
        example="![Loss](a.png)\n\nFigure 1: The loss.",
        name="a caption with a number of its own below a picture",
        instead='write it as `![what it shows](a.png "caption")`, which gets its number',
        where=Where.CAPTION,
        marks=("![", "<img"),
        pattern=r"(?:图|圖|Figure|Fig\.|Fig)[ \t]*\d+(?:[-.．]\d+)*[ \t]*(?:[:：.、．]|\s|$)",
    ),
    Construct(
        kind="open-comments",
        tools=(Tool.OBSIDIAN,),
        example="The loss. %%to do",
        name="no comment, since no second one closes it",
        instead="write `%%` behind the comment too",
        where=Where.TEXT,
        marks=("%%",),
        pattern=r"(?<![\w%])%%(?!%)",
    ),
    Construct(
        kind="block-ids",
        tools=(Tool.OBSIDIAN,),
        example="The loss. ^loss-1",
        name="the id of a paragraph",
        instead="give a heading `{#id}` and link to that, or take it out",
        where=Where.TEXT,
        marks=("^",),
        pattern=r"(?<=\s)\^[A-Za-z0-9-]+(?=[ \t]*\Z)",
    ),
    Construct(
        kind="headings-without-a-blank",
        tools=(Tool.ANY,),
        example="##Method",
        name="text and no heading",
        instead="write a blank behind the `#`",
        where=Where.LINE,
        marks=("##",),
        pattern=r"#{2,6}[^\s#\ufffc][^\n]*",
    ),
    Construct(
        kind="hashtags",
        tools=(Tool.OBSIDIAN,),
        example="#attention #rl",
        name="text, neither tag nor heading",
        instead="write `tags:` in front matter, or a blank behind the `#` for a heading",
        where=Where.LINE,
        marks=("#",),
        pattern=r"#[^\W\d_][\w/-]*(?:[ \t]+#[^\W\d_][\w/-]*)*(?=[ \t]*$)",
    ),
)

TABLE = (*_WORKS, *mathematics.WORKS, *_TOLD, *mathematics.TOLD)


def find_construct(kind: str) -> Construct:
    """Return the row of the table with this `kind`."""
    return next(row for row in TABLE if row.kind == kind)
