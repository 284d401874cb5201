r"""The table of what other tools write.

A row either works (`becomes`), or it is told of, with what to write instead. `parse.foreign` looks for
those that have a pattern; where several fit at one place, the first row wins.
"""

from notes_site.foreign.construct import Construct, Tool, Where

_WORKS = (
    Construct(
        kind="bracketed links",
        tools=(Tool.ANY,),
        example="[[1]](https://arxiv.org/abs/1706.03762)",
        becomes="a link whose text stands in brackets; so does `[[1]][ref]`",
    ),
)

_TOLD = (
    Construct(
        kind="figure shortcodes",
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
        kind="picture tags",
        tools=(Tool.HEXO,),
        example="{% asset_img a.png Loss %}",
        name="a tag for a picture",
        instead="write `![what it shows](a.png)`",
        where=Where.TEXT,
        marks=("{%",),
        pattern=r"\{%-?\s*(?:asset_img|img|image|figure|gallery|fancybox)\b[^\n]*?%\}",
    ),
    Construct(
        kind="link tags",
        tools=(Tool.HEXO, Tool.JEKYLL),
        example="{% post_link attention %}",
        name="a tag for a link",
        instead="write `[text](name.md)`, or `[[name]]` for its title",
        where=Where.TEXT,
        marks=("{%",),
        pattern=r"\{%-?\s*(?:post_link|post_url|asset_path|post_path|link)\b[^\n]*?%\}",
    ),
    Construct(
        kind="tags of templates",
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
        kind="values of templates",
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
        kind="block attributes",
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
        kind="hidden comments",
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
        pattern=r"!\[\[[^\[\]\n]+\]\]",
    ),
    Construct(
        kind="block ids",
        tools=(Tool.OBSIDIAN,),
        example="The loss. ^loss-1",
        name="the id of a paragraph",
        instead="give a heading `{#id}` and link to that, or take it out",
        where=Where.TEXT,
        marks=("^",),
        pattern=r"(?<=\s)\^[A-Za-z0-9-]+(?=[ \t]*\Z)",
    ),
    Construct(
        kind="headings without a blank",
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

TABLE = (*_WORKS, *_TOLD)


def find_construct(kind: str) -> Construct:
    """Return the row of the table with this `kind`."""
    return next(row for row in TABLE if row.kind == kind)
