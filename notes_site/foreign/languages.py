"""Names of languages in other highlighters (highlight.js, Prism, Shiki), as Pygments has them."""

LANGUAGES = {
    "assembly": "nasm",
    "cmd": "bat",
    "dotenv": "bash",
    "env": "bash",
    "gitignore": "bash",
    "ino": "arduino",
    "ipython": "python",
    "jsonc": "json5",
    "oc": "objective-c",
    "shellsession": "console",
    "stylus": "sass",
    "terminal": "console",
    "tikz": "tex",
    "vimrc": "vim",
    "viml": "vim",
    "vimscript": "vim",
    "vuejs": "html",
    "wxml": "html",
    "wxss": "css",
}
"""Name elsewhere → the lexer of Pygments."""
