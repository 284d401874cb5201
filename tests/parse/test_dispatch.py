"""Asking few rules gives the tokens that asking all of them gives."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from notes_site.parse import make_markdown
from notes_site.parse.dispatch import dispatch_plugin

with patch("notes_site.parse.markdown.dispatch_plugin", lambda _: None):
    ALL_RULES = make_markdown()
FEW_RULES = make_markdown()

LINES = st.sampled_from(
    [
        "", "text", "    indented", "\ttab", "---", "***", "===", "- item", "+ item", "* item", "12. item", "2) item",
        "> quote", "> [!theorem] T {#t}", "{% note %}", "{% endnote %}", "{{< hint tip >}}", "{{< /hint >}}", "!!! note", "{{< img src=a.png >}}", "# Heading {#h}", "```python", "```", "~~~", "```{theorem}", ":::{note}",
        "::: {.theorem #a}", ":::", "$$", "$$x$$", "\\[", "\\]", "\\begin{align}", "\\end{align}", "<div>", "</div>",
        "<!-- a -->", '<div markdown="1">', "{::options a /}", "{::comment}", "{:/comment}", "{% include img.html path=a.png %}", "{{ img(src=a.png) }}", "a<d-footnote>b</d-footnote> [a](b){:target=_blank}", "[^1]: note", "[^1]", "[a]: /b", "[a]", ": definition", "~ definition", "| a | b |", "| - | - |",
        "a | b", "- | -", "(x)=", "![a](a.png)", "`code` $x$ <b>", "@key [[name]] ==m== :smile:", "[a]({{< ref b >}}) {% post_link c %}", "中文，$x$。",
    ]
)  # fmt: skip


def parse(md: MarkdownIt, text: str) -> list[str]:
    return [repr(token) for token in md.parse(text, {})]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.builds("{}{}".format, st.sampled_from(["", "  ", "> ", "- "]), LINES), max_size=9)
)
def test_the_tokens_are_those_of_all_rules(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert parse(FEW_RULES, text) == parse(ALL_RULES, text)


@pytest.mark.parametrize(
    "begin", ["- ", "> ", "# ", "```\n", "$$\n", "<p>", "::: {.theorem}\n", "| a |\n| - |\n", "***"]
)
def test_a_block_begins_where_a_rule_says(begin: str) -> None:
    """Not even one kind of block is lost: its tokens are none of a paragraph alone."""
    types = [token.type for token in FEW_RULES.parse(f"{begin}x\n", {})]
    assert types[0] != "paragraph_open" or begin == "***"


def test_rules_are_really_left_out() -> None:
    asked = []
    md = MarkdownIt("commonmark")
    md.block.ruler.at("heading", lambda *_: bool(asked.append("heading")))  # type: ignore[func-returns-value]
    dispatch_plugin(md)
    md.parse("text\n\n- item\n", {})
    assert asked == []
    md.parse("# text\n", {})
    assert asked == ["heading"]
