"""The file that remembers at which texts translations were in accord, beside the notes.

`content/translations.json` belongs under version control. An article is one line of it,
so that two branches disagree only about notes that both have worked on:

    {
     "dpo": {"zh en": "0f1e2d3c4b5a:… …"}
    }

A pair of digests is one of blocks that said the same; a digest is empty where there was none. Blocks
that were imported and not marked current since have another entry: `"zh by": "5b9e…:name …"`.
"""

import json
from collections.abc import Mapping
from json import JSONDecodeError
from pathlib import Path
from urllib.parse import quote, unquote

from notes_site.errors import ConfigError, Place, Problem
from notes_site.text.whole_files import write_whole
from notes_site.translations.staleness import Record

RECORD = "content/translations.json"

Records = Mapping[tuple[str, str, str], Record]
"""Key of an article, and two languages in their order → what is remembered of both notes."""

Drafts = Mapping[tuple[str, str], Mapping[str, str]]
"""Key of an article, and a language → digest of a block that is a draft of a translation → who made it."""

_BY = "by"
"""In the place of the second language: no language has this code (ISO 639)."""


def read_records(folder: Path) -> Records:
    """Return what the site in `folder` remembers.

    Raises:
        ConfigError: the file is not as it was written.
    """
    return {key: record for key, record in _read(folder).items() if key[2] != _BY}


def read_drafts(folder: Path) -> Drafts:
    """Return the blocks that were imported and have not been marked current.

    Raises:
        ConfigError: the file is not as it was written.
    """
    return {
        (key, language): {digest: unquote(by) for digest, by in record}
        for (key, language, kind), record in _read(folder).items()
        if kind == _BY
    }


def _read(folder: Path) -> Records:
    file = folder / RECORD
    if not file.is_file():
        return {}
    try:
        content = file.read_text(encoding="utf-8")
    except FileNotFoundError:  # it was there a moment ago
        return {}
    except UnicodeDecodeError as error:
        raise _broken(1) from error
    try:
        return {
            (key, *_languages(languages)): _parse(blocks)
            for key, pairs in json.loads(content).items()
            for languages, blocks in pairs.items()
        }
    except JSONDecodeError as error:
        raise _broken(error.lineno) from error
    except (AttributeError, ValueError) as error:
        raise _broken(1) from error


def write_records(folder: Path, records: Records, drafts: Drafts) -> None:
    """Write what the site in `folder` is to remember."""
    by = {
        (key, language, _BY): tuple((digest, quote(name)) for digest, name in blocks.items())
        for (key, language), blocks in drafts.items()
        if blocks
    }
    articles: dict[str, dict[str, str]] = {}
    for (key, *languages), record in sorted({**records, **by}.items()):
        blocks = " ".join(f"{left}:{right}" for left, right in record)
        articles.setdefault(key, {})[" ".join(languages)] = blocks
    lines = ",\n".join(
        f" {json.dumps(key, ensure_ascii=False)}: {json.dumps(pairs)}"
        for key, pairs in articles.items()
    )
    write_whole(folder / RECORD, f"{{\n{lines}\n}}\n".encode())


def _languages(text: str) -> tuple[str, str]:
    left, right = text.split(" ")
    return left, right


def _parse(blocks: str) -> Record:
    pairs = (each.split(":") for each in blocks.split())
    return tuple((left, right) for left, right in pairs)


def _broken(line: int) -> ConfigError:
    text = "this is not what notes-site has written; restore the file, or remove it to begin anew"
    return ConfigError([Problem(place=Place(path=RECORD, line=line), kind="settings", text=text)])
