"""Files of other tools that are no notes here."""

_RENAME = "rename them to `.md` and read what `notes-site check` says of them"
_NAVIGATION = "notes-site makes the lists of notes itself"

TEXT_FILES = {
    ".excalidraw.md": "they are drawings: export them as SVG",
    ".qmd": f"notes end in `.md`: {_RENAME}",
    ".rmd": f"notes end in `.md`: {_RENAME}",
    ".mdx": f"notes end in `.md`: {_RENAME}",
    ".mkd": f"notes end in `.md`: {_RENAME}",
    ".mdown": f"notes end in `.md`: {_RENAME}",
    ".rst": "write a note of it in Markdown, as `pandoc -t gfm` does",
    ".org": "write a note of it in Markdown, as `pandoc -t gfm` does",
    ".adoc": "write a note of it in Markdown",
    ".textile": "write a note of it in Markdown, as `pandoc -t gfm` does",
    ".tex": "write a note of it in Markdown, as `pandoc -t gfm` does",
}
"""Suffix of a file that holds a text → what to do with it."""

PARTIAL = "_*.md"
"""Any other file whose name begins with `_`: Quarto, Jekyll and Docusaurus show it within others."""

NO_NOTES = {
    "_index.md": "what a section says of itself belongs into a standing page, in `pages/`",
    "readme.md": "rename them if they are notes: a README is for who reads the repository",
    "summary.md": f"{_NAVIGATION}; remove them",
    "_sidebar.md": f"{_NAVIGATION}; remove them",
    "_navbar.md": f"{_NAVIGATION}, and `navigation` in site.yaml has the links of the head; remove them",
    "_coverpage.md": "the first page is a list of notes; remove them",
    "_footer.md": "`footer` in site.yaml says what stands at the foot; remove them",
    "_404.md": "the page for what is not there is made anyway; remove them",
    PARTIAL: "a name with `_` before it is that of a part of other pages; take the `_` away where it is a note",
}
"""Name of a Markdown file, in lower case, that other tools have for something else → what to do."""
