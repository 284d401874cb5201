"""One construct of another tool: how it looks, and what comes of it here."""

from enum import Enum

from msgspec import Struct


class Tool(Enum):
    """A tool that notes are brought from; its name in messages."""

    ANY = "several tools"
    ASTRO = "Astro and MDX"
    DISTILL = "Distill"
    DOCSIFY = "docsify"
    DOCUSAURUS = "Docusaurus and VuePress"
    GITHUB = "GitHub and GitLab"
    HEXO = "Hexo"
    HUGO = "Hugo"
    JEKYLL = "Jekyll"
    MKDOCS = "MkDocs"
    MYST = "MyST and Sphinx"
    NOTION = "Notion"
    OBSIDIAN = "Obsidian"
    PANDOC = "Pandoc"
    QUARTO = "Quarto"
    TYPORA = "Typora"
    ZOLA = "Zola"


class Where(Enum):
    """The part of a note in which a construct is looked for."""

    RULE = "rule"
    """Nowhere: a rule of the parser, or what reads front matter or links, knows it."""

    TEXT = "text"
    """Anywhere in a text outside of code, formulas and HTML."""

    LINE = "line"
    """At the beginning of a line of a paragraph."""

    LEFT = "left"
    """In what is left as text once links, emphasis, code and formulas are read."""

    FENCE = "fence"
    """In the info string of a fence."""

    ELEMENT = "element"
    """Tags of HTML whose name browsers do not know."""

    HTML = "html"
    """In the texts of blocks of HTML."""

    CAPTION = "caption"
    """The paragraph behind one that is a picture."""


class Construct(Struct, frozen=True, kw_only=True):
    """One row of the table."""

    kind: str
    """Short name, which `warnings` in `site.yaml` knows as `foreign/name`; no two rows have one."""

    tools: tuple[Tool, ...]
    """Whose it is, the most usual one first."""

    example: str
    """As an author types it."""

    becomes: str = ""
    """What it is here; empty where it is only told of."""

    instead: str = ""
    """What to write instead, as the end of a message; empty where it works."""

    name: str = ""
    """What it is called in a message, such as `a shortcode`; empty where it works."""

    where: Where = Where.RULE
    pattern: str = ""
    r"""Regular expression that finds it, if it is looked for. `\ufffc` in a text stands for what is
    left alone there: a code span, a formula, a tag of HTML."""

    marks: tuple[str, ...] = ()
    """Pieces of text, one of which it cannot be without: no text lacking them is looked at."""

    @property
    def works(self) -> bool:
        """True where it is understood, and nothing has to be told."""
        return bool(self.becomes)
