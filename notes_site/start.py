"""New files for authors: a whole site (`init`) and a note (`new`)."""

import json
import shutil
from datetime import date
from pathlib import Path

from notes_site.config import SiteConfig
from notes_site.errors import ConfigError, Place, Problem, SourceError
from notes_site.load.front_matter import split_front_matter
from notes_site.load.source import decode_note
from notes_site.slug import slug

SKELETON = Path(__file__).parent / "skeleton"


def start_site(folder: Path) -> list[str]:
    """Make a small working site in `folder`, and return the paths of its files.

    Raises:
        ConfigError: `folder` holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        text = "there is something here already; name a new folder"
        raise ConfigError([Problem(place=Place(path=str(folder), line=1), text=text)])
    shutil.copytree(SKELETON, folder, dirs_exist_ok=True)
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def start_note(config: SiteConfig, title: str, language: str, name: str, today: date) -> Path:
    """Write a new note in `language`, and return its file.

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
    return _write_new(file, config, f"---\ntitle: {quoted}\ndate: {today}\ntags: []\n---\n\n")


def start_translation(config: SiteConfig, original: Path, language: str | None) -> Path:
    """Write the counterpart in `language` of the note at `original`, and return its file.

    Its text is the original's, to be translated in place. None is the other language of
    a site that has two.

    Raises:
        SourceError: `original` is no note of this site, is in `language` already, or has
            a counterpart already.
    """
    content = (config.folder / "content").resolve()
    shown = str(original)
    try:
        below = original.resolve().relative_to(content)
    except ValueError as error:
        problem = "this is no note below content/; name one, such as content/zh/clip.md"
        raise SourceError([Problem(place=Place(path=shown, line=1), text=problem)]) from error
    text = decode_note(original.read_bytes(), shown)
    split_front_matter(text, shown)
    others = [each.code for each in config.languages if each.code != below.parts[0]]
    if language is None and len(others) != 1:
        problem = "this note can be translated into several languages; name one by --lang"
        raise SourceError([Problem(place=Place(path=shown, line=1), text=problem)])
    language = language or others[0]
    if below.parts[0] == language:
        problem = f"this note is in `{language}` already; name the other language by --lang"
        raise SourceError([Problem(place=Place(path=shown, line=1), text=problem)])
    return _write_new(content / language / Path(*below.parts[1:]), config, text)


def _write_new(file: Path, config: SiteConfig, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        path = file.relative_to(config.folder).as_posix()
        problem = "there is such a note already; choose another name by --slug"
        raise SourceError([Problem(place=Place(path=path, line=1), text=problem)]) from error
    return file
