"""The dialect: one parser, and the list of what it knows beyond CommonMark."""

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from notes_site.parse.admonitions import admonitions_plugin
from notes_site.parse.algorithms import algorithms_plugin
from notes_site.parse.autolinks import autolinks_plugin
from notes_site.parse.bookdown import bookdown_plugin
from notes_site.parse.callouts import callouts_plugin
from notes_site.parse.captions import captions_plugin
from notes_site.parse.citations import citations_plugin
from notes_site.parse.cjk import cjk_plugin
from notes_site.parse.code_formulas import code_formulas_plugin
from notes_site.parse.comments import only_comments_plugin
from notes_site.parse.contents import contents_plugin
from notes_site.parse.dispatch import dispatch_plugin
from notes_site.parse.divs import divs_plugin
from notes_site.parse.figures import figures_plugin
from notes_site.parse.formula_pictures import formula_pictures_plugin
from notes_site.parse.headings import headings_plugin
from notes_site.parse.html_markdown import html_markdown_plugin
from notes_site.parse.html_math import html_math_plugin
from notes_site.parse.kramdown import kramdown_plugin
from notes_site.parse.languages import languages_plugin
from notes_site.parse.limits import limits_plugin
from notes_site.parse.marks import marks_plugin
from notes_site.parse.math import math_plugin
from notes_site.parse.myst import myst_plugin
from notes_site.parse.outputs import outputs_plugin
from notes_site.parse.pictures import pictures_plugin
from notes_site.parse.shortcodes import shortcodes_plugin
from notes_site.parse.sidenotes import sidenotes_plugin
from notes_site.parse.strikethrough import strikethrough_plugin
from notes_site.parse.tables import tables_plugin
from notes_site.parse.tag_links import tag_links_plugin
from notes_site.parse.theorems import theorems_plugin
from notes_site.parse.typography import typography_plugin
from notes_site.parse.wikilinks import wikilinks_plugin


def make_markdown(*, allows_html: bool = True) -> MarkdownIt:
    """Return a parser of the dialect; the order of the rules is the order of this list.

    Where it does not allow HTML, that is text.
    """
    options = {"xhtmlOut": False, "tasklists": True}
    md = MarkdownIt("commonmark", options_update=options)
    md.enable("table")
    md.use(strikethrough_plugin)
    md.use(autolinks_plugin)
    md.use(footnote_plugin, inline=False)
    md.use(sidenotes_plugin)
    md.use(callouts_plugin)
    md.use(deflist_plugin)
    md.use(math_plugin)
    md.use(html_math_plugin)
    md.use(tables_plugin)
    md.use(captions_plugin)
    md.use(theorems_plugin)
    md.use(divs_plugin)
    md.use(wikilinks_plugin)
    md.use(tag_links_plugin)
    md.use(citations_plugin)
    md.use(bookdown_plugin)
    md.use(myst_plugin)
    md.use(admonitions_plugin)
    md.use(shortcodes_plugin)
    md.use(kramdown_plugin)
    md.use(contents_plugin)
    md.use(pictures_plugin)
    md.use(marks_plugin)
    md.use(languages_plugin)
    md.use(headings_plugin)
    md.use(algorithms_plugin)
    md.use(code_formulas_plugin)  # behind it, so that it runs before
    md.use(formula_pictures_plugin)
    md.use(figures_plugin)
    md.use(limits_plugin)
    md.use(typography_plugin)
    md.use(cjk_plugin)
    if allows_html:
        md.use(html_markdown_plugin)
    else:
        md.use(only_comments_plugin)
    md.use(outputs_plugin)  # the last of those behind the blocks is the first of them to run
    md.use(dispatch_plugin)
    return md
