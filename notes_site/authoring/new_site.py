"""Scaffold of a new site: `init`."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.requirement import Requirement
from notes_site.errors import ConfigError, Place, Problem
from notes_site.text.slug import slug

SKELETON = Path(__file__).parent / "skeleton"
HANDBOOK = "https://notes-site.github.io/notes-site/handbook"
"""Where the handbook is published: the `base_url` of `docs/site.yaml`."""

LANGUAGES: Mapping[str, tuple[str, str, str]] = {
    "zh": ("中文", "zh-CN", "我的笔记"),
    "en": ("English", "en", "My notes"),
}
"""Code of a language that has notes to begin with → label, tag, and title of a site."""

_SAMPLES_OF_OTHERS = "en"


class NewSite(Struct, frozen=True, kw_only=True):
    """An author's wishes for a new site."""

    title: str
    """Empty for one in each language."""

    author: str
    """May be empty."""

    languages: tuple[str, ...]
    """Codes; the first is the default."""

    timezone: str = ""
    """Name of the time zone in which the author writes; empty where it is not known."""


def start_site(folder: Path, site: NewSite, requirement: Requirement) -> list[str]:
    """Make a small working site in `folder`, and return the paths of its files.

    Raises:
        ConfigError: `folder` holds something already, other than what a new repository has.
    """
    if folder.exists() and (not folder.is_dir() or any(map(_is_in_the_way, folder.iterdir()))):
        text = "there is something here already; name a new folder"
        raise ConfigError([Problem(place=Place(path=str(folder)), text=text)])
    before = {*folder.rglob("*")} if folder.exists() else set[Path]()
    shutil.copytree(SKELETON, folder, dirs_exist_ok=True, ignore=_ignore_content)
    for code in site.languages:
        samples = code if code in LANGUAGES else _SAMPLES_OF_OTHERS
        shutil.copytree(SKELETON / "content" / samples, folder / "content" / code)
    name = slug(folder.resolve().name) or "notes"
    (folder / "site.yaml").write_text(first_settings(site, name), encoding="utf-8")
    (folder / "requirements.txt").write_text(f"{requirement.line}\n", encoding="utf-8")
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path not in before
    )


def _is_in_the_way(path: Path) -> bool:
    """Tell whether a file is one that no repository begins with: `.git`, `README.md`, `LICENSE`."""
    return path.name != ".git" and path.stem.upper() not in {"README", "LICENSE", "LICENCE"}


def _ignore_content(folder: str, _: list[str]) -> list[str]:
    return ["content"] if Path(folder) == SKELETON else []


def first_settings(site: NewSite, name: str) -> str:
    """Return `site.yaml` of a new site: what is set, and in comments what can be.

    Args:
        site: what the author says.
        name: of the repository, and so of the path on GitHub Pages.
    """
    example = _each(site.languages, {"zh": "我读到的", "en": "What I read."}, "What I read.")
    handbook = f"{HANDBOOK}/zh" if site.languages[0] == "zh" else HANDBOOK
    return f"""\
# yaml-language-server: $schema=.notes-site/site.schema.json
# Every key is described in {handbook}/notes/configuration/
# What stands here in comments shows what can be set; take out the `#` before it.

title: {_title(site)}
author: {{name: {_quoted(site.author or "Your Name")}}}
base_url: https://name.github.io/{name}/   # where readers find the site; the workflow asks GitHub for it
{_languages(site.languages)}
{_timezone(site)}
urls: {{note: "/{{slug}}/"}}                # addresses of notes; also {{year}}, {{month}}, {{day}} and {{path}}
social_cards: true                       # a picture of each title, shown where a link is shared

# The index
# tagline: INCOMING TRANSMISSION
# description: {example}
# banner: signal                         # signal, text or none
# index: {{per_page: 12, heading: LATEST UPDATES}}
# excerpt: {{length: 350}}

# The look: {handbook}/notes/look/
# theme:
#   accent: "#00704a"                    # in quotes; must be readable on its ground
#   font: {{body: sans}}                   # serif, sans, mono, kai, a family, or a file of static/
#   width: wide                          # narrow, normal, wide, or such as 45rem
#   density: compact                     # compact, normal or airy
# code: {{light: xcode, dark: github-dark}}
# logo: logo.svg                         # a file of static/
# favicon: favicon.png

# Head and foot
# navigation: [home, archive, tags, about, {{title: Code, url: https://github.com/name}}]
# social: {{github: name, scholar: ID, email: name@example.org, feed: true}}
# footer: {{text: {example}, licence: CC-BY-4.0}}

# Readers
# comments: {{giscus: {{repo: name/{name}, repo_id: R_…, category: Announcements, category_id: DIC_…}}}}
# statistics: {{goatcounter: name}}

# Warnings
warnings: {{}}   # kinds that stop the publication as mistakes do, such as {{parity: mistake, pictures: mistake}}; `off` silences one

# Formulas
# math: {{macros: {{"\\\\loss": "\\\\mathcal{{L}}"}}, numbers: labelled}}
"""


def _timezone(site: NewSite) -> str:
    """Return the key `timezone`, in a comment where the zone is not known."""
    if not site.timezone:
        return "# timezone: Asia/Shanghai                # of times without an offset, as in `date: 2024-05-31 21:30`"
    return (
        f"timezone: {site.timezone}   # of times without an offset, as in `date: 2024-05-31 21:30`"
    )


def _title(site: NewSite) -> str:
    if site.title:
        return _quoted(site.title)
    return _each(site.languages, {code: each[2] for code, each in LANGUAGES.items()}, "My notes")


def _each(languages: Sequence[str], texts: Mapping[str, str], other: str) -> str:
    """Return a text of YAML: one string for one language, else one for each."""
    if len(languages) == 1:
        return texts.get(languages[0], other)
    found = {code: texts.get(code, other) for code in languages}
    return "{" + ", ".join(f"{code}: {text}" for code, text in found.items()) + "}"


def _languages(codes: Sequence[str]) -> str:
    """Return the section `languages`, which says where they live if there are several."""
    rows = [
        f"  {code}: {{label: {LANGUAGES[code][0]}, tag: {LANGUAGES[code][1]}}}"
        if code in LANGUAGES
        else f"  {code}: {{}}"
        for code in codes
    ]
    where = "   # the first lives at /, the others at /<language>/" if len(codes) > 1 else ""
    return "\n".join([f"languages:{where}", *rows])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is a YAML string
