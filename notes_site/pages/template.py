"""Templates: a typed context in, HTML out."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from notes_site.errors import Place, Problem, SourceError
from notes_site.pages.page import Page


class Templates:
    """The theme's templates, with a site's own in front of them."""

    def __init__(self, folders: Sequence[Path], bytecode: Path | None = None) -> None:
        """Read templates from `folders`, the first that has one; keep them compiled in `bytecode`."""
        cache: BytecodeCache | None = None
        if bytecode is not None:
            bytecode.mkdir(parents=True, exist_ok=True)
            cache = FileSystemBytecodeCache(str(bytecode))
        self._folders = folders
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=cache,
        )

    def render(self, page: Page) -> bytes:
        """Return the HTML of `page`.

        Raises:
            SourceError: a template is missing, holds a mistake, or asks for what is not there.
        """
        try:
            template = self._environment.get_template(page.template)
            html = template.render(page=page.context)
        except TemplateNotFound as error:
            name = error.name or page.template
            text = f"the template `{name}` is missing; add it, or correct its name"
            place = Place(path=f"templates/{page.template}", line=1)
            raise SourceError([Problem(place=place, text=text)]) from error
        except TemplateSyntaxError as error:
            place = Place(path=self._show(error.filename or page.template), line=error.lineno)
            text = f"{error.message}; correct the template"
            raise SourceError([Problem(place=place, text=text)]) from error
        except TemplateError as error:
            place = self._place_of(error, page)
            text = f"{error.message}; correct the template"
            raise SourceError([Problem(place=place, text=text)]) from error
        return html.encode()

    def _place_of(self, error: TemplateError, page: Page) -> Place:
        """Return the innermost line of a template that led to `error`."""
        place = Place(path=f"templates/{page.template}", line=1)
        traceback = error.__traceback__
        while traceback is not None:
            file = traceback.tb_frame.f_code.co_filename
            if any(file.startswith(str(folder)) for folder in self._folders):
                place = Place(path=self._show(file), line=traceback.tb_lineno)
            traceback = traceback.tb_next
        return place

    def _show(self, file: str) -> str:
        """Return the path of a template as an author knows it: `templates/note.html`."""
        for folder in self._folders:
            if file.startswith(str(folder)):
                return f"templates/{Path(file).relative_to(folder).as_posix()}"
        return file
