"""The same site for Hugo: its notes, and bare templates that show the same things.

With `at_same_work` it also has what notes-site gives a blog and Hugo can make: feeds of tags,
Markdown copies, and narrower copies of pictures in WebP.
"""

import json
import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from benchmarks.note_text import write_for_katex
from notes_site.config import SiteConfig
from notes_site.theme import KATEX

_LAYOUTS = Path(__file__).parent / "layouts"
_SAME_WORK = Path(__file__).parent / "layouts_same_work"


def make_hugo_site(config: SiteConfig, folder: Path, *, at_same_work: bool = False) -> None:
    """Write into `folder` what Hugo needs to make the site of `config`."""
    folder.mkdir(parents=True)
    settings = _settings(config)
    shutil.copytree(_LAYOUTS, folder / "layouts")
    if at_same_work:
        settings |= _more_outputs()
        shutil.copytree(_SAME_WORK, folder / "layouts", dirs_exist_ok=True)
    text = json.dumps(settings, ensure_ascii=False, indent=2)
    (folder / "hugo.json").write_text(text, encoding="utf-8")
    if (config.folder / "static").is_dir():
        shutil.copytree(config.folder / "static", folder / "static")
    shutil.copytree(KATEX / "fonts", folder / "static" / "fonts")
    shutil.copy(KATEX / "katex.min.css", folder / "static")
    for source in sorted((config.folder / "content").rglob("*")):
        path = source.relative_to(config.folder).as_posix()
        copy = folder / hugo_path(path)
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix == ".md":
                copy.write_text(
                    write_for_katex(source.read_text(encoding="utf-8")), encoding="utf-8"
                )
            else:
                shutil.copy(source, copy)


def hugo_path(path: str) -> str:
    """Return where Hugo's copy of a file below `content/` lies: notes in a section of their own."""
    content, language, *below = PurePosixPath(path).parts
    section = [] if below[:1] == ["pages"] else ["notes"]
    return "/".join([content, language, *section, *below])


def _settings(config: SiteConfig) -> dict[str, Any]:
    """Return Hugo's configuration.

    `:slugorcontentbasename` gives notes the addresses that they have by default here.
    """
    return {
        "baseURL": f"{config.base_url}/",
        "defaultContentLanguage": config.default_language.code,
        "languages": {
            language.code: {
                "contentDir": f"content/{language.code}",
                "title": config.title[language.code],
                "hasCJKLanguage": language.tag.startswith(("zh", "ja", "ko")),
                "weight": weight,
            }
            for weight, language in enumerate(config.languages, start=1)
        },
        "pagination": {"pagerSize": config.index.per_page},
        "permalinks": {
            "page": {
                "notes": "/notes/:slugorcontentbasename/",
                "pages": "/:slugorcontentbasename/",
            }
        },
        "taxonomies": {"tag": "tags"},
        "disableKinds": ["section"],
        "outputs": {"home": ["html", "rss"], "taxonomy": ["html"], "term": ["html"]},
        "services": {"rss": {"limit": config.feed.entries}},
        "timeout": "600s",
        "markup": {
            "goldmark": {
                "renderer": {"unsafe": True},
                "parser": {"attribute": {"block": True}},
                "extensions": {
                    "passthrough": {
                        "enable": True,
                        "delimiters": {
                            "block": [[r"\[", r"\]"], ["$$", "$$"]],
                            "inline": [[r"\(", r"\)"], ["$", "$"]],
                        },
                    }
                },
            },
            "highlight": {"noClasses": False},
        },
    }


def _more_outputs() -> dict[str, Any]:
    """Return what is added, or changed, in Hugo's configuration for the same work.

    Pictures are processed where they are resources: what is in `static/` is mounted as such.
    """
    return {
        "outputs": {
            "home": ["html", "rss"],
            "page": ["html", "markdown"],
            "taxonomy": ["html"],
            "term": ["html", "rss"],
        },
        "module": {"mounts": [{"source": "static", "target": "assets"}]},
    }
