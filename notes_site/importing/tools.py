"""Tools whose blogs can be read."""

from collections.abc import Callable, Mapping
from pathlib import Path

from notes_site.importing.blog import Blog, SourceKind
from notes_site.importing.folders import (
    is_docsify,
    is_notion,
    is_obsidian,
    read_docsify,
    read_folder,
    read_notion,
    read_obsidian,
)
from notes_site.importing.hexo import is_hexo, read_hexo
from notes_site.importing.hugo import is_hugo, read_hugo
from notes_site.importing.jekyll import is_jekyll, read_jekyll
from notes_site.importing.mkdocs import is_mkdocs, read_mkdocs
from notes_site.importing.quarto import is_quarto, read_quarto
from notes_site.importing.vitepress import is_vitepress, read_vitepress

_DETECTED: tuple[tuple[SourceKind, Callable[[Path], bool]], ...] = (
    (SourceKind.QUARTO, is_quarto),
    (SourceKind.HEXO, is_hexo),
    (SourceKind.HUGO, is_hugo),
    (SourceKind.JEKYLL, is_jekyll),
    (SourceKind.MKDOCS, is_mkdocs),
    (SourceKind.VITEPRESS, is_vitepress),
    (SourceKind.OBSIDIAN, is_obsidian),
    (SourceKind.DOCSIFY, is_docsify),
    (SourceKind.NOTION, is_notion),
)
"""The first that says yes counts."""

_READERS: Mapping[SourceKind, Callable[[Path], Blog]] = {
    SourceKind.HEXO: read_hexo,
    SourceKind.HUGO: read_hugo,
    SourceKind.JEKYLL: read_jekyll,
    SourceKind.QUARTO: read_quarto,
    SourceKind.DOCSIFY: read_docsify,
    SourceKind.OBSIDIAN: read_obsidian,
    SourceKind.NOTION: read_notion,
    SourceKind.TYPORA: read_folder,
    SourceKind.MKDOCS: read_mkdocs,
    SourceKind.VITEPRESS: read_vitepress,
    SourceKind.FOLDER: read_folder,
}


def find_kind(folder: Path) -> SourceKind:
    """Return the tool that a blog was made with, by what lies in its folder."""
    return next((kind for kind, is_it in _DETECTED if is_it(folder)), SourceKind.FOLDER)


def read_blog(folder: Path, kind: SourceKind) -> Blog:
    """Return the blog in a folder as its tool has it."""
    return _READERS[kind](folder)
