"""Full-text search: an index of all notes, made by Pagefind beside everything else."""

from notes_site.search.index import FOLDER, SearchedPage, SearchIndexing

__all__ = ["FOLDER", "SearchIndexing", "SearchedPage"]
