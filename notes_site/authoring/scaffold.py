"""New notes: `new`."""

import json
import shutil
from datetime import date
from pathlib import Path

from notes_site.authoring.begin_translation import begin_translation
from notes_site.authoring.mark_current import mark_begun
from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError
from notes_site.load import find_notes, map_urls, read_source
from notes_site.load.front_matter import split_front_matter
from notes_site.load.source import read_text
from notes_site.parse import NoteParser, parse_settings
from notes_site.text.slug import slug


def start_note(config: SiteConfig, title: str, language: str, name: str, today: date) -> Path:
    """Write a new note in `language`, a draft, and return its file.

    Args:
        config: of the site.
        title: of the note.
        language: code of one of the site's languages.
        name: of the file, without suffix; empty makes it from the title.
        today: the note's date.

    Raises:
        SourceError: there is such a file already.
    """
    file = config.folder / "content" / language / f"{name or slug(title) or 'note'}.md"
    quoted = json.dumps(title, ensure_ascii=False)  # a JSON string is a YAML string
    return _write_new(
        file, config, f"---\ntitle: {quoted}\ndate: {today}\ntags: []\ndraft: true\n---\n\n"
    )


def start_translation(config: SiteConfig, original: Path, language: str | None) -> Path:
    """Write the counterpart in `language` of the note at `original`, and return its file.

    It is a draft with the original's front matter, headings, formulas, code and figures in
    place; the paragraphs are quoted, to be translated below. From which text it was begun
    is remembered. None is the other language of a site that has two.

    Raises:
        SourceError: `original` is no note of this site, is in `language` already, or has
            a counterpart already.
    """
    shown = str(original)

    def refuse(problem: str) -> SourceError:
        return SourceError([Problem(place=Place(path=shown), text=problem)])

    wanted = original.resolve()
    files = (
        each for each in find_notes(config)[0] if (config.folder / each.path).resolve() == wanted
    )
    found = next(files, None)
    if found is None:
        raise refuse("this is no note below content/; name one, such as content/zh/clip.md")
    source = read_source(found, original.read_bytes())
    others = [each.code for each in config.languages if each.code != source.language]
    if language is None and len(others) != 1:
        raise refuse("this note can be translated into several languages; name one by --lang")
    language = language or others[0]
    if source.language == language:
        problem = f"this note is in `{language}` already; name the other language by --lang"
        raise refuse(problem)
    text = read_text(original.read_bytes(), shown)
    head = split_front_matter(text, shown).yaml
    if not source.front.is_draft:
        head += "draft: true\n"
    body = begin_translation(source.text, NoteParser(parse_settings(config)).md.parse(source.text))
    content = config.folder / "content"
    below = Path(*Path(source.path).parts[2:]).with_suffix(".md")
    file = _write_new(content / language / below, config, f"---\n{head}---\n{body}")
    for path in source.attachments:
        copy = content / language / Path(*Path(path).parts[2:])
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(config.folder / path, copy)
    mark_begun(config, source, language)
    return file


def find_address(config: SiteConfig, file: Path) -> str:
    """Return the address that the note at `file` will have, once it is no draft."""
    files = find_notes(config)[0]
    found = next(each for each in files if config.folder / each.path == file)
    source = read_source(found, file.read_bytes())
    urls, _ = map_urls([source], config)
    return f"{config.base_url}{urls[source.path]}"


def _write_new(file: Path, config: SiteConfig, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        path = file.relative_to(config.folder).as_posix()
        problem = "there is such a note already; choose another name by --slug"
        raise SourceError([Problem(place=Place(path=path), text=problem)]) from error
    return file
