"""The order of a book, kept: each part becomes a series, whose notes follow each other by date."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from notes_site.importing.blog import ImportReport, Post
from notes_site.importing.front_matter import Head, has_date

_STEP = timedelta(minutes=1)


def keep_order(heads: Iterable[tuple[Post, Head]], title: str, report: ImportReport) -> None:
    """Give chapters their series, and dates that grow from each to the next.

    A series is numbered from the oldest note on, and chapters have no dates but those of their files.

    Args:
        heads: of all posts; changed.
        title: of the book, for the series of one without parts.
        report: told.
    """
    chapters = [each for each in heads if each[0].chapter and not each[0].is_page]
    chapters.sort(key=lambda each: each[0].chapter)
    has_parts = any(post.part for post, _ in chapters)
    parts: dict[tuple[str, str], list[tuple[Post, Head]]] = {}
    for post, head in chapters:
        if name := post.part if has_parts else title:
            parts.setdefault((name, post.language), []).append((post, head))
    for (name, _), members in parts.items():
        if len(members) > 1:
            for post, head in members:
                head.series = head.series or name
                report.did("chapters of a book, in a series", post.path)
            _order(members, report)


def _order(members: Iterable[tuple[Post, Head]], report: ImportReport) -> None:
    last = datetime.min.replace(tzinfo=UTC)
    for post, head in members:
        moment = datetime.fromisoformat(head.date)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if moment <= last and has_date(post):
            report.lose("place in the book, since its own date says another", post.path)
            continue
        if moment <= last:
            moment = last + _STEP
            head.date = moment.isoformat()
            report.did("dates moved for the order of the book", post.path)
        last = moment
