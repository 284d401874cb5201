"""Templates: a typed context in; HTML, XML, JSON or text out."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    select_autoescape,
)
from markupsafe import Markup

from notes_site.errors import Place, Problem, SourceError
from notes_site.inputs import Folder, list_files
from notes_site.pages.page import Page
from notes_site.render.mathml import NOT_XML

# What the expressions of a template may raise; everything else is a bug of this program.
_AUTHORS_ERRORS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_MISSING = re.compile(r"'[\w.]+ object' has no attribute '(\w+)'")
_ESCAPED = ("html", "xml")


def as_json(value: object) -> Markup:
    """Return `value` as JSON that may stand in a `<script>` too: the filter `json`.

    Rule: within a script neither `</script` nor `<!--` may stand (HTML Standard, 4.12.1.3).
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    return Markup(text.replace("<", "\\u003c"))


class Templates:
    """The theme's templates, with a site's own in front of them."""

    def __init__(self, folders: Sequence[Folder], bytecode: Path | None = None) -> None:
        """Read templates from `folders`, the first that has one; keep them compiled in `bytecode`, a folder."""
        cache: BytecodeCache | None = None
        if bytecode is not None:
            cache = FileSystemBytecodeCache(str(bytecode))
        self._folders = [folder.location for folder in folders]
        self._files = _list_templates(folders)
        self._environment = Environment(
            loader=FunctionLoader(partial(_read_template, self._files)),
            autoescape=select_autoescape(_ESCAPED),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=cache,
        )
        self._environment.filters["json"] = as_json

    def render(self, page: Page) -> bytes:
        """Return the bytes of `page`.

        Raises:
            SourceError: a template is missing, holds a mistake, or asks for what is not there.
        """
        try:
            template = self._environment.get_template(page.template)
            text = template.render(page=page.context)
        except TemplateNotFound as error:
            name = error.name or page.template
            place = self._place_of(error, page)
            text = f"the template `{name}` is missing; add it, or correct its name"
            raise SourceError([Problem(place=place, kind="templates", text=text)]) from error
        except TemplateSyntaxError as error:
            place = Place(path=self._show(error.filename or page.template), line=error.lineno)
            text = f"{error.message}; correct the template"
            raise SourceError([Problem(place=place, kind="templates", text=text)]) from error
        except UnicodeDecodeError as error:
            place = self._place_of_byte(error)
            text = "a byte here is not UTF-8; save the file as UTF-8"
            raise SourceError([Problem(place=place, kind="templates", text=text)]) from error
        except _AUTHORS_ERRORS as error:
            place = self._place_of(error, page)
            text = f"{_explain(error)}; correct the template"
            raise SourceError([Problem(place=place, kind="templates", text=text)]) from error
        if page.template.endswith(".xml"):
            text = NOT_XML.sub("", text)
        try:
            return text.encode()
        except UnicodeEncodeError as error:  # a surrogate, by an escape such as "\ud83d"
            place = Place(path=f"templates/{page.template}", line=1)
            half = "half a character comes of it; correct the escapes in the template"
            raise SourceError([Problem(place=place, kind="templates", text=half)]) from error

    def _place_of_byte(self, error: UnicodeDecodeError) -> Place:
        """Return the line of the template, the page's own or an included one, with the byte."""
        files = map(Path, self._files.values())
        file = next(path for path in files if path.read_bytes() == error.object)
        line = error.object.count(b"\n", 0, error.start) + 1
        return Place(path=self._show(str(file)), line=line)

    def _place_of(self, error: Exception, page: Page) -> Place:
        """Return the innermost line of a template that led to `error`."""
        place = Place(path=f"templates/{page.template}", line=1)
        traceback = error.__traceback__
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if any(file.startswith(folder) for folder in self._folders):
                place = Place(path=self._show(file), line=traceback.tb_lineno)
            traceback = traceback.tb_next
        return place

    def _show(self, file: str) -> str:
        """Return the path of a template as an author knows it: `templates/note.html`."""
        for folder in self._folders:
            if file.startswith(folder):
                return f"templates/{Path(file).relative_to(folder).as_posix()}"
        return file


def _list_templates(folders: Sequence[Folder]) -> dict[str, str]:
    """Return name of a template → its file, in the first of `folders` that has one.

    A template is read through this list alone, so each that can be read is part of the pages' keys.
    """
    found: dict[str, str] = {}
    for folder in folders:
        for entry in list_files(folder, []):
            found.setdefault(entry.path[len(folder.path) + 1 :], entry.location)
    return found


def _read_template(
    files: Mapping[str, str], name: str
) -> tuple[str, str, Callable[[], bool]] | None:
    """Return what Jinja's loaders return: text, file, and whether it is as it was."""
    if file := files.get(name):
        with suppress(FileNotFoundError):
            return Path(file).read_text(encoding="utf-8"), file, lambda: True
    return None


def _explain(error: Exception) -> str:
    """Return what is wrong in the words of an author, who knows no classes of ours."""
    if isinstance(error, KeyError):
        return f"there is no `{error.args[0]}` here"
    missing = _MISSING.fullmatch(str(error))
    return f"there is no `{missing[1]}` here" if missing else str(error)
