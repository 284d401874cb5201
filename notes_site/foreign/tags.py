"""The rows of the table that are about tags of Hugo and Hexo, and MkDocs's admonitions, that work.

`parse.shortcodes`, `parse.tag_links` and `parse.admonitions` know them.
"""

from notes_site.foreign.construct import Construct, Tool

WORKS = (
    Construct(
        kind="callouts-in-tags",
        tools=(Tool.HUGO, Tool.HEXO),
        example='{{< notice tip "Title" >}}\nText.\n{{< /notice >}}',
        becomes="a callout; so do `admonition`, `hint`, `alert` and their like, and `{% note info Title %}`; "
        "`details`, `spoiler` and `fold` are closed at first, `blockquote` and `cq` are quotes",
    ),
    Construct(
        kind="code-in-tags",
        tools=(Tool.HEXO, Tool.HUGO, Tool.JEKYLL),
        example="{% codeblock lang:python %}\nx = 1\n{% endcodeblock %}",
        becomes="a block of code; so does `highlight`; `mermaid` is a diagram, `pseudocode` an algorithm",
    ),
    Construct(
        kind="pictures-in-tags",
        tools=(Tool.HUGO, Tool.HEXO, Tool.JEKYLL, Tool.ZOLA),
        example='{{< figure src="a.png" title="Loss" >}}',
        becomes="a figure with its caption, on a line of its own; so do `{% asset_img a.png Loss %}`, "
        '`{{ img(src="a.png") }}` and, in HTML too, `{% include figure.html path="a.png" %}`',
    ),
    Construct(
        kind="links-in-tags",
        tools=(Tool.HUGO, Tool.HEXO, Tool.JEKYLL),
        example='see [above]({{< relref "#loss" >}})',
        becomes='a link; so do `{{< ref "clip.md" >}}`, `{% post_url 2021-03-01-clip %}` and `{% post_link clip %}`, '
        "whose notes are found as those of `[[clip]]`",
    ),
    Construct(
        kind="tags-around-formulas",
        tools=(Tool.HEXO, Tool.HUGO, Tool.JEKYLL),
        example="{% raw %}\n$$x_1$$\n{% endraw %}",
        becomes="nothing, and what is between is as usual",
    ),
    Construct(
        kind="indented-admonitions",
        tools=(Tool.MKDOCS,),
        example='!!! note "Title"\n    Text.',
        becomes='a callout; `???` is closed at first, and a tab, `=== "Title"`, is one that can be closed',
    ),
)
