"""A notebook as one text of the dialect, with the outputs of its code beside it."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Place, Problem
from notes_site.model import CellStart, ComputedCell, Url
from notes_site.notebooks.file import RawCell, RawNotebook, without_halves
from notes_site.notebooks.markdown_cells import closed, find_heading, needs_divider, read_markdown
from notes_site.notebooks.options import CellOptions, read_options
from notes_site.notebooks.outputs import EmbeddedFiles, read_outputs

METADATA = "notes_site"
"""Key of a notebook's metadata that may hold the front matter."""

_HEAD = re.compile(r"\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_SHORT_HEAD = re.compile(
    r"\s*#[ \t]+(?P<title>[^\n]+)\n+(?:>[ \t]*(?P<description>[^\n]+)\n+)?\s*"
    r"(?P<keys>(?:[-*][ \t]+[A-Za-z_]\w*[ \t]*:[^\n]*(?:\n|\Z))+)"
)
"""How fastpages has a head: a title, a summary as a quotation, and a list of keys."""

_TITLE = re.compile(r"[\"']?title[\"']?[ \t]*[:：]")
_MAGIC = re.compile(r"[ \t]*%%(?P<name>\w+!?)(?P<rest>[^\n]*)")
_LANGUAGES = {
    "bash": "bash", "sh": "bash", "script": "bash", "system": "bash", "html": "html", "svg": "xml",
    "javascript": "javascript", "js": "javascript", "latex": "latex", "markdown": "markdown",
    "r": "r", "ruby": "ruby", "perl": "perl", "cython": "cython", "sql": "sql", "julia": "julia",
    "writefile": "", "file": "",
}  # fmt: skip
"""Magic of a cell → its language; empty where the name of a file says it."""

_SUFFIXES = {"py": "python", "sh": "bash", "yml": "yaml", "yaml": "yaml", "md": "markdown", "json": "json",
             "cpp": "cpp", "c": "c", "cu": "cuda", "js": "javascript", "toml": "toml", "tex": "latex"}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z][a-z0-9+#.-]*")
_VERSION = re.compile(r"[-_ ]?v?\d[\d.]*$")
_TICKS = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_DIVIDER = "<!-- -->"
_MARKDOWN_MIMES = {"text/markdown", "markdown", "text/latex", "latex"}


class NotebookText(Struct, frozen=True, kw_only=True):
    """A notebook as the rest of a build understands it."""

    text: str
    """Front matter and Markdown."""

    has_head: bool
    """Whether the notebook holds front matter."""

    cells: tuple[CellStart, ...]
    computed: tuple[ComputedCell, ...]
    files: Mapping[Url, bytes]
    """Address of a picture → its bytes."""

    problems: tuple[Problem, ...]


def make_text(notebook: RawNotebook, path: str) -> NotebookText:
    """Return the notebook at `path` as one text."""
    return _Writer(path, notebook).write()


def find_head_end(text: str) -> int:
    """Return where the front matter in a first cell ends; 0 where there is none."""
    head = _HEAD.match(text) or _SHORT_HEAD.match(text)
    return head.end() if head else 0


class _Writer(Struct):
    path: str
    notebook: RawNotebook
    lines: list[str] = field(default_factory=list)
    starts: list[CellStart] = field(default_factory=list)
    computed: list[ComputedCell] = field(default_factory=list)
    files: EmbeddedFiles = field(default_factory=EmbeddedFiles)
    problems: list[Problem] = field(default_factory=list)
    title: str = ""
    before: str = ""
    """Text of the cell before, if that is Markdown."""

    def write(self) -> NotebookText:
        """Return the text of all cells."""
        cells = self.notebook.cells
        consumed = self._write_head(cells[0] if cells else None)
        end = len(self.lines) - 1
        for number, cell in enumerate(cells, 1):
            self._write_cell(number, cell, consumed if number == 1 else 0)
        if self.title and not any(map(_TITLE.match, self.lines[:end])):
            title = f"title: {json.dumps(self.title, ensure_ascii=False)}"
            self._insert(end, title)
        return NotebookText(
            text=without_halves("\n".join((*self.lines, ""))),
            has_head=bool(consumed) or isinstance(self.notebook.metadata.get(METADATA), dict),
            cells=tuple(self.starts),
            computed=tuple(self.computed),
            files=self.files.contents,
            problems=tuple(self.problems),
        )

    def _insert(self, index: int, line: str) -> None:
        """Write a further line of front matter."""
        self.lines.insert(index, line)
        self.starts = [
            replace(start, line=start.line + 1) if start.line > index else start
            for start in self.starts
        ]
        self.computed = [replace(cell, line=cell.line + 1) for cell in self.computed]

    def _write_head(self, first: RawCell | None) -> int:
        """Write the front matter; return how many characters of the first cell it was."""
        text = first.text if first and first.cell_type in {"raw", "markdown"} else ""
        if head := _HEAD.match(text):
            blank = len(head[0]) - len(head[0].lstrip())
            self.starts.append(CellStart(1, 1, text.count("\n", 0, blank) + 1))
            self.lines += head[0].strip().split("\n")
            return head.end()
        given = self.notebook.metadata.get(METADATA)
        if isinstance(given, dict):
            self.lines += ["---", *_yaml_lines(given), "---"]
            return 0
        if short := _SHORT_HEAD.match(text):
            self.lines += ["---", *_short_head_lines(short), "---"]
            return short.end()
        self.lines += ["---", "---"]
        return 0

    def _write_cell(self, number: int, cell: RawCell, consumed: int) -> None:
        match cell.cell_type:
            case "markdown":
                self._write_markdown(number, cell, consumed)
            case "code":
                self._write_code(number, cell)
            case "raw":
                mime = cell.metadata.get("raw_mimetype", cell.metadata.get("format"))
                if mime in _MARKDOWN_MIMES:
                    self._write_markdown(number, cell, consumed)
                elif cell.text[consumed:].strip():
                    self._tell(
                        number,
                        1,
                        "a raw cell is shown on no page; make it a Markdown cell, or remove it",
                    )
            case kind:
                self._tell(
                    number,
                    1,
                    f"`{kind}` is no kind of cell; make it a Markdown cell, or a code cell",
                )

    def _write_markdown(self, number: int, cell: RawCell, consumed: int) -> None:
        whole = cell.text
        text = whole[consumed:].rstrip()
        if not text.strip() or cell.tags & {"remove-cell", "remove_cell"}:
            return
        start = len(whole) - len(whole[consumed:].lstrip("\n"))
        text = text.lstrip("\n")
        first = whole.count("\n", 0, start) + 1
        if not self.title:
            self.title = find_heading(text)

        def tell(line: int, what: str) -> None:
            place = Place(path=self.path, cell=number, line=first + line - 1)
            self.problems.append(Problem(place=place, kind="notebooks", text=what))

        text = closed(read_markdown(text, cell.attachments, self.files, tell))
        if needs_divider(self.before, text):
            self.lines += ["", _DIVIDER]
        self._begin(number, first)
        self.lines += text.split("\n")
        self.before = text

    def _write_code(self, number: int, cell: RawCell) -> None:
        given = read_options(cell)
        options = given.options
        for line, text in given.mistakes:
            self._tell(number, line, text)
        if not options.shows_cell:
            return
        outputs = read_outputs(cell.outputs if options.shows_output else [], options, self.files)
        for text in outputs.problems:
            self._tell(number, 1, text, noun="output{s} of notebooks that cannot be shown")
        lines = cell.text.split("\n")
        head = lines[: given.lines]
        typed = "\n".join(lines[given.lines :])
        blank = len(typed) - len(typed.lstrip("\n"))
        code = typed.strip("\n")
        shows_code = options.shows_code and bool(code.strip())
        if not shows_code and not outputs.outputs:
            return
        if not (options.label or options.caption or options.alt):
            head = []
        self._begin(number, given.lines + blank - len(head))
        # What a translator has to translate stays in the text; it is no part of the code shown.
        code = "\n".join((*head, code))
        self.computed.append(
            ComputedCell(
                line=len(self.lines) + 1,
                code=code,
                shows_code=shows_code,
                folds_outputs=options.folds_output,
                label=options.label,
                caption=options.caption,
                alt=options.alt,
                outputs=outputs.outputs,
            )
        )
        ticks = "`" * max(3, *(len(run) + 1 for run in _TICKS.findall(code)), 3)
        self.lines += [f"{ticks}{self._info(code, options)}", *code.split("\n"), ticks]
        self.before = ""

    def _begin(self, number: int, cell_line: int) -> None:
        self.lines.append("")
        self.starts.append(CellStart(len(self.lines) + 1, number, cell_line))

    def _info(self, code: str, options: CellOptions) -> str:
        """Return the info string of a code cell: its language, and what its options say."""
        attributes = ["fold"] if options.folds_code else []
        if options.marked:
            attributes.append(f"hl={options.marked.replace(' ', '')}")
        if options.title:
            attributes.append('title="{}"'.format(re.sub(r'["{}`]', "", options.title)))
        behind = f" {{{' '.join(attributes)}}}" if attributes else ""
        return f"{_language_of(code, self.notebook.language)}{behind}"

    def _tell(self, cell: int, line: int, text: str, noun: str = "") -> None:
        place = Place(path=self.path, cell=cell, line=max(line, 1))
        self.problems.append(
            Problem(place=place, kind="notebooks", text=text, is_warning=True, noun=noun)
        )


def _language_of(code: str, kernel: str) -> str:
    """Return the language of a code cell, which a magic may change."""
    magic = _MAGIC.match(code)
    name = magic["name"].lower().rstrip("!") if magic else ""
    if magic and name in _LANGUAGES:
        suffix = magic["rest"].rpartition(".")[2].strip().lower()
        return _LANGUAGES[name] or _SUFFIXES.get(suffix, "text")
    plain = kernel.replace(" ", "-")
    for written in (_VERSION.sub("", plain), plain):
        if _LANGUAGE.fullmatch(written):
            return {"sagemath": "python", "c++": "cpp", "c#": "csharp"}.get(written, written)
    return "text"


def _yaml_lines(given: Mapping[str, Any]) -> Iterator[str]:
    for key, value in given.items():
        yield f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False, default=str)}"


def _short_head_lines(head: re.Match[str]) -> Iterator[str]:
    """Yield the head of fastpages as YAML."""
    yield f"title: {json.dumps(_unquoted(head['title']), ensure_ascii=False)}"
    if head["description"]:
        yield f"description: {json.dumps(_unquoted(head['description']), ensure_ascii=False)}"
    for line in head["keys"].strip().split("\n"):
        key, _, value = line.lstrip("-* \t").partition(":")
        if key.strip() not in {"title", "description"}:
            yield f"{key.strip()}: {value.strip()}"


def _unquoted(text: str) -> str:
    return text.strip().strip("\"“”'").strip()
