"""Outputs of a code cell: of each the one form that shows best."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from notes_site.cache import Key, content_digest, make_key
from notes_site.model import CellOutput, OutputKind, StoredFile, Url
from notes_site.notebooks.file import RawOutput, find_texts, joined
from notes_site.notebooks.html import find_table, has_scripts, safe_html
from notes_site.notebooks.options import CellOptions
from notes_site.notebooks.terminal import plain_text, settle
from notes_site.text.html_nesting import is_too_deep

PICTURES = {
    "image/png": ("png", b"\x89PNG"),
    "image/jpeg": ("jpg", b"\xff\xd8"),
    "image/gif": ("gif", b"GIF8"),
    "image/webp": ("webp", b"RIFF"),
}
"""Media type → suffix, and what the bytes of such a picture begin with."""

FOLDER = "/files/notebooks/"
"""Where the pictures of notebooks lie in the output, each under the digest of its bytes."""

_SVG = "image/svg+xml"
_DRAWN = {
    "application/vnd.plotly": ("Plotly", 'run it with `pio.renderers.default = "png"`'),
    "application/vnd.vega": ("Vega", 'run it with `alt.renderers.enable("png")`'),
    "application/vnd.bokeh": ("Bokeh", "show what `export_png` has made of it"),
    "application/vnd.holoviews": ("HoloViews", "show it by Matplotlib"),
    "application/vnd.jupyter.widget": ("a widget", "show the value, or a picture of it"),
    "application/javascript": ("JavaScript", "show a picture of it"),
}
"""Beginning of a media type that a script draws → its name, and what to do for a still picture."""

_DATA = re.compile(
    r"data:(?P<mime>image/(?:png|jpeg|gif|webp|svg\+xml));base64,(?P<base64>[A-Za-z0-9+/=]+)",
    re.IGNORECASE,
)
_REPRS = ("<IPython.core.display.", "<IPython.lib.display.", "<Figure size ")


class EmbeddedFiles(Struct):
    """The files that are part of a notebook, each once."""

    contents: dict[Url, bytes] = field(default_factory=dict)

    def add(self, content: bytes, suffix: str) -> Url:
        """Return the address of a file, which it has from now on."""
        url = Url(f"{FOLDER}{content_digest(content).hex()[:20]}.{suffix}")
        self.contents[url] = content
        return url

    def add_encoded(self, mime: str, text: str) -> Url | None:
        """Return the address of a picture as a notebook holds it; None for what is none."""
        if mime == _SVG:
            from notes_site.notebooks.svg import safe_svg

            made = safe_svg(text if text.lstrip().startswith("<") else _decode_text(text))
            return self.add(made, "svg") if made else None
        suffix, magic = PICTURES.get(mime, ("", b""))
        try:
            content = b64decode("".join(text.split()))
        except (binascii.Error, ValueError):
            return None
        return self.add(content, suffix) if suffix and content.startswith(magic) else None

    def stored(self) -> tuple[StoredFile, ...]:
        """Return what a note knows of them."""
        return tuple(
            StoredFile(url=url, key=file_key(content), digest=content_digest(content))
            for url, content in self.contents.items()
        )


def file_key(content: bytes) -> Key:
    """Return the key in the store of a file of a notebook."""
    return make_key("notebook file", content_digest(content))


def _decode_text(text: str) -> str:
    try:
        return b64decode("".join(text.split())).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


class ReadOutputs(Struct, frozen=True):
    """The outputs of a cell, and what of them is not shown."""

    outputs: tuple[CellOutput, ...]
    problems: tuple[str, ...]


def read_outputs(
    given: Sequence[RawOutput], options: CellOptions, files: EmbeddedFiles
) -> ReadOutputs:
    """Return what a cell shows below its code."""
    reader = _Reader(files)
    for output in _joined_streams(given, options):
        reader.read(output)
    return ReadOutputs(tuple(reader.outputs), tuple(dict.fromkeys(reader.problems)))


def _joined_streams(given: Sequence[RawOutput], options: CellOptions) -> Iterator[RawOutput]:
    """Yield outputs; what was printed bit by bit is one, as `coalesce_streams` of nbconvert has it."""
    texts: list[str] = []
    for output in given:
        if output.output_type == "stream":
            if not (options.hides_warnings and output.name == "stderr"):
                texts.append(joined(output.text))
            continue
        if texts:
            yield RawOutput(output_type="stream", text="".join(texts))
            texts = []
        yield output
    if texts:
        yield RawOutput(output_type="stream", text="".join(texts))


class _Reader:
    def __init__(self, files: EmbeddedFiles) -> None:
        self.files = files
        self.outputs: list[CellOutput] = []
        self.problems: list[str] = []

    def read(self, output: RawOutput) -> None:
        """Add what one output shows."""
        match output.output_type:
            case "stream":
                self._add_text(settle(joined(output.text)))
            case "error" | "pyerr":
                lines = find_texts(output.traceback) or [f"{output.ename}: {output.evalue}"]
                content = settle("\n".join(lines)).strip("\n")
                self._add(OutputKind.ERROR, content, plain_text(content))
            case "display_data" | "execute_result" | "pyout" | "update_display_data":
                self._read_data(output.data)
            case kind:
                self.problems.append(f"`{kind}` is no kind of output; run this cell anew")

    def _add(self, kind: OutputKind, content: str, plain: str = "") -> None:
        self.outputs.append(CellOutput(kind=kind, content=content, plain=plain))

    def _add_text(self, text: str) -> None:
        text = text.strip("\n")
        if text.strip():
            self._add(OutputKind.TEXT, text, plain_text(text))

    def _read_data(self, data: Mapping[str, Any]) -> None:
        """Add the form of one output that shows best: a table, a picture, a formula, a text."""
        html = joined(data.get("text/html"))
        if is_too_deep(html):
            self.problems.append("the HTML of an output is nested too deep; show less of it")
            html = ""
        plain = _without_repr(settle(joined(data.get("text/plain"))))
        if table := find_table(html):
            self._add(OutputKind.TABLE, self._write_out(table), plain_text(plain))
            return
        markdown = joined(data.get("text/markdown"))
        if markdown.strip():
            self._add(OutputKind.MARKDOWN, markdown.strip("\n"), markdown.strip("\n"))
            return
        if self._read_picture(data):
            return
        latex = joined(data.get("text/latex")).strip()
        if latex:
            self._add(OutputKind.MARKDOWN, latex, latex)
            return
        drawn = next(
            (row for name, row in _DRAWN.items() if any(mime.startswith(name) for mime in data)),
            None,
        )
        if drawn:
            name, remedy = drawn
            self.problems.append(
                f"this output is drawn by a script ({name}) and has no still picture; {remedy}"
            )
            return
        self._read_html(html, plain, data)

    def _read_html(self, html: str, plain: str, data: Mapping[str, Any]) -> None:
        if shown := safe_html(html) if html.strip() else "":
            self._add(OutputKind.HTML, self._write_out(shown), plain_text(plain))
        if html.strip() and has_scripts(html):
            self.problems.append(
                "no script of an output runs here; show a picture, or write the script into a page of your own"
            )
        if shown:
            return
        self._add_text(plain)
        if not plain and not html.strip() and data and "text/plain" not in data:
            value = next(iter(data))
            self.problems.append(
                f"an output of the kind `{value}` is not shown; show it as a picture or a text"
            )

    def _read_picture(self, data: Mapping[str, Any]) -> bool:
        for mime in (_SVG, *PICTURES):
            text = joined(data.get(mime))
            if not text.strip():
                continue
            url = self.files.add_encoded(mime, text)
            if url is None:
                self.problems.append(f"a picture here is no {mime}; run this cell anew")
                continue
            self._add(OutputKind.PICTURE, url)
            return True
        return False

    def _write_out(self, html: str) -> str:
        return write_out_pictures(html, self.files)


def write_out_pictures(text: str, files: EmbeddedFiles) -> str:
    """Return a text in which pictures that stand in it as data are files, and have their addresses."""

    def replace(match: re.Match[str]) -> str:
        return files.add_encoded(match["mime"].lower(), match["base64"]) or match[0]

    return _DATA.sub(replace, text)


def _without_repr(plain: str) -> str:
    """Return how a value is written; empty for what says no more than that there is something."""
    return "" if plain.lstrip().startswith(_REPRS) else plain
