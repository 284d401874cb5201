"""The rows of the table that are slips: what an author surely did not mean, and other tools show as typed too."""

from notes_site.foreign.construct import Construct, Tool, Where

_HAN = r"\u3400-\u9fff"

TOLD = (
    Construct(
        kind="broken-links",
        tools=(Tool.ANY,),
        example="[Python SDK]((https://example.org)",
        name="text and no link",
        instead="write one bracket of each kind, and an address with blanks as `<…>`",
        where=Where.LEFT,
        marks=("](", "![[", "]|"),
        pattern=r"\[\[[^\[\]\n]+\]\|[^\[\]\n]*\]\]|!?\[[^\[\]\n]+\]\((?!\{\{)[^()\n]*\)?|!\[\[[^\[\]\n]+\)",
    ),
    Construct(
        kind="markdown-left-in-html",
        tools=(Tool.ANY,),
        example="<center>see `a.py`</center>",
        name="Markdown within HTML, which is shown as typed",
        instead="write a blank line before and behind it, or HTML such as `<code>…</code>`",
        where=Where.HTML,
        marks=("`", "**", "]("),
        pattern=r"(?<![A-Za-z0-9_`\\])`[^`\n]+`(?![A-Za-z0-9_`])|\*\*[^\s*][^*\n]*\*\*|(?<!!)\[[^\[\]\n]+\]\((?:https?:|[/.#]|[\w-]+\.)[^()\s]*\)",
    ),
    Construct(
        kind="links-without-address",
        tools=(Tool.ANY,),
        example="like [futures and promises][]",
        name="a link whose address is nowhere",
        instead="write `[text](address)`, or `[text]: address` on a line of its own",
        where=Where.LEFT,
        marks=("][]",),
        pattern=r"(?<![\w\])])\[[^\[\]\n]*[^\W\d_][^\[\]\n]*\]\[\]",
    ),
    Construct(
        kind="open-emphasis",
        tools=(Tool.ANY,),
        example="**结果: **",
        name="no emphasis, so its marks are shown",
        instead=r"write two marks, no blank within, and `*` beside Chinese; a star of the text is `\*`",
        where=Where.LEFT,
        marks=("**", "_"),
        pattern=rf"\*\*[{_HAN}“《（][^*\n]{{0,40}}(?:\*\*)?|[^*\n]{{0,20}}[{_HAN}。，：”）]\*\*(?![\w(])"
        rf"|(?<![A-Za-z0-9_])_[A-Za-z][A-Za-z0-9 .-]*_(?=[{_HAN}])",
    ),
    Construct(
        kind="open-code",
        tools=(Tool.ANY,),
        example="copy java/test.java` here",
        name="no code, since it has one backtick alone",
        instead=r"write a second one, or `` \` ``",
        where=Where.LEFT,
        marks=("`",),
        pattern=r"(?<![`\w])`(?=[\w./-])[^`'’\n]{1,40}(?=[`\n]|$)|[A-Za-z0-9_./)-]{1,40}`(?![`'’\w(])",
    ),
    Construct(
        kind="open-formulas",
        tools=(Tool.ANY,),
        example="takes $O(k^2n) of time",
        name="TeX behind a dollar, and no formula",
        instead=r"write a dollar where its TeX ends; a dollar of the text is `\$`",
        where=Where.LEFT,
        marks=("$",),
        pattern=r"(?<![$\w])\$(?=[A-Za-z\\(|])[^$\s]{0,40}?(?:\^[\w{(\\]|\\[A-Za-z]{2,}|_\{|_[A-Za-z0-9](?!\w))[^$\s]{0,20}(?![^$]*\$)",
    ),
    Construct(
        kind="open-elements",
        tools=(Tool.ANY,),
        example="<center>Figure 1",
        name="an element that nothing closes, so it ends with its block",
        instead="write its end tag, as `</b>` for `<b>`, where it ends",
    ),
    Construct(
        kind="stray-end-tags",
        tools=(Tool.ANY,),
        example="Text.</div>",
        name="an end tag that closes nothing, and is left out",
        instead="take it out, or write its element before it",
    ),
    Construct(
        kind="dotted-emphasis",
        tools=(Tool.HUGO,),
        example="称为..奇异值..的",
        name="emphasis of a theme",
        instead="write `**…**`",
        where=Where.TEXT,
        marks=("..",),
        pattern=rf"(?<!\.)\.\.(?=[{_HAN}])[^.\n]{{1,40}}(?<=[{_HAN}])\.\.(?!\.)",
    ),
)
