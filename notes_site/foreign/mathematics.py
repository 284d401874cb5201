r"""The rows of the table that are about formulas; `parse.math` and `parse.mathjax` know them."""

from notes_site.foreign.construct import Construct, Tool

WORKS = (
    Construct(
        kind="blanks-in-dollars",
        tools=(Tool.ANY,),
        example="the loss $ L(x) $ of",
        becomes="a formula, unless money, words or lines of a shell stand between the dollars",
    ),
    Construct(
        kind="dollars-with-ticks",
        tools=(Tool.GITHUB,),
        example="$`x_1`$",
        becomes="a formula",
    ),
    Construct(
        kind="fences-of-formulas",
        tools=(Tool.GITHUB, Tool.MYST),
        example="```math\nx_1\n```",
        becomes="a display formula; ```` ```{math} ```` with `:label:` too",
    ),
    Construct(
        kind="formulas-below-items",
        tools=(Tool.HEXO, Tool.TYPORA),
        example="- item\n$$\nx\n$$\n- item",
        becomes="a display formula in its item, indented or not",
    ),
    Construct(
        kind="formulas-in-html",
        tools=(Tool.JEKYLL, Tool.HEXO),
        example="<center>图 $u_h$</center>",
        becomes="a formula, and what it defines or labels holds in the whole note",
    ),
    Construct(
        kind="doubled-delimiters",
        tools=(Tool.JEKYLL,),
        example=r"\\( x_1 \\)",
        becomes=r"a formula, as `\\[ x_1 \\]` is a display formula",
    ),
    Construct(
        kind="double-dollars-in-lines",
        tools=(Tool.JEKYLL,),
        example="so $$a$$ is $$b$$ or $$c$$ of $$d$$ here",
        becomes="inline formulas, in a note where more of those between words have two dollars than one, three at least",
    ),
    Construct(
        kind="doubled-backslashes",
        tools=(Tool.HEXO, Tool.JEKYLL),
        example=r"$\\{ a\_{i}, b\_i \\}$",
        becomes=r"`\{ a_{i}, b_i \}`; `\\\\` at the end of every row is `\\`",
    ),
    Construct(
        kind="escaped-brackets",
        tools=(Tool.ANY,),
        example=r"\(非唯一解\) and [\[5\]](https://example.org)",
        becomes="brackets, around Chinese without TeX, a bare number, words or a formula between dollars",
    ),
    Construct(
        kind="labels-behind-formulas",
        tools=(Tool.QUARTO,),
        example="$$\nx\n$$ {#eq-loss}",
        becomes="a label, to which `@eq-loss` and `\\eqref{eq-loss}` lead",
    ),
    Construct(
        kind="labels-in-formulas",
        tools=(Tool.PANDOC,),
        example=r"$$x (\#eq:loss)$$ see (\@ref(eq:loss))",
        becomes=r"bookdown's label and a reference to it; `\@ref(thm:main)` leads to a theorem `#main`, `\@ref(results)` to a heading",
    ),
    Construct(
        kind="formulas-mostly-in-code",
        tools=(Tool.HUGO, Tool.JEKYLL),
        example="`$x_1$`, `$y_1$` and `$z_1$`",
        becomes="formulas, in a note with three of them at least, and twice as many as without backticks",
    ),
    Construct(
        kind="pictures-of-formulas",
        tools=(Tool.ANY,),
        example="so ![x](https://www.zhihu.com/equation?tex=x%5E2)",
        becomes="a formula, on display where it stands alone; so do those of codecogs.com, i.upmath.me, GitHub and Google Charts",
    ),
    Construct(
        kind="mathjax",
        tools=(Tool.ANY,),
        example=r"$\pmatrix{a \cr b} Q^\vec{x} \text{a_b} \require{color}\color{red}{x}$",
        becomes="what MathJax shows; [Formulas](math.md#what-latex-has-and-katex-lacks) has the list",
    ),
)

TOLD = (
    Construct(
        kind="formulas-in-code",
        tools=(Tool.HUGO, Tool.JEKYLL),
        example="$a$ and `$x_1$`",
        name="a formula in a code span, which is shown as code",
        instead="take the backticks away",
    ),
    Construct(
        kind="hand-numbered-formulas",
        tools=(Tool.ANY,),
        example=r"$$x = 1 \qquad (3)$$",
        name="a number typed behind a formula, to which nothing can refer",
        instead=r"write `\tag{3}`, or `\label{eq:name}` and `\eqref{eq:name}`",
    ),
    Construct(
        kind="sentences-in-formulas",
        tools=(Tool.ANY,),
        example=r"$\alpha 是权重，\beta$",
        name="a sentence within a formula",
        instead=r"end the formula before it, or write it in `\text{…}`; a dollar is `\$`",
    ),
    Construct(
        kind="sentences-between-dollars",
        tools=(Tool.ANY,),
        example="把$HOME/data，放到$OUT",
        name="text between dollars, and no formula",
        instead=r"write `\$` for a dollar",
    ),
    Construct(
        kind="tex-between-dollars",
        tools=(Tool.ANY,),
        example=r"$3\times 3 filters of the $",
        name="TeX between dollars, and no formula",
        instead="write a dollar where its TeX ends, and take out invisible characters and a dollar too many",
    ),
)
