"""The page of the preview that shows how far articles are translated, and what comes next."""

from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from notes_site.authoring.note_pairs import SiteNotes
from notes_site.authoring.translation_status import TranslationStatus, list_status
from notes_site.config import read_config
from notes_site.errors import SourceError
from notes_site.load import map_urls
from notes_site.translations.exchange.units import ReadNote

_PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>Translations</title>
<style>body { max-width: 70rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui; }
table { display: block; overflow-x: auto; border-collapse: collapse; }
td, th { padding: .2rem .6rem; border-bottom: 1px solid; text-align: start; vertical-align: top; }
td.number { text-align: end; } blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid; white-space: pre-wrap; }
pre { white-space: pre-wrap; }</style>
<h1>Translations</h1>
%s
"""
_HEADS = ("Note", "Into", "State", "Texts", "Missing", "Stale", "Drafts", "Words to translate")


class TranslationsPage:
    """The page, whose notes are read again only where they have changed."""

    def __init__(self, config_path: Path) -> None:
        """Show the site of `config_path`."""
        self._config_path = config_path
        self._read: dict[bool, dict[str, ReadNote]] = {}
        """Whether notes may hold HTML → what was read of them."""

    def show(self) -> bytes:
        """Return the page for the site as it is on the disk now."""
        try:
            config = read_config(self._config_path)
            notes = SiteNotes(config, self._read.setdefault(config.markdown.allows_html, {}))
            return _show(notes)
        except SourceError as error:
            lines = "\n".join(map(str, error.problems))
            return (Markup(_PAGE) % (Markup("<pre>%s</pre>") % lines)).encode()


def _show(notes: SiteNotes) -> bytes:
    config = notes.config
    status = list_status(notes)
    urls, _ = map_urls([*notes.sources.values()], config)
    links = {path: f"{config.base_path}{url}" for path, url in urls.items()}
    left = sum(each.words for each in status)
    parts = [
        _next(status, links),
        Markup("<p>%s translations, %s words to translate</p>") % (len(status), f"{left:,}"),
        _table(status, links),
    ]
    return (Markup(_PAGE) % Markup("\n").join(parts)).encode()


def _next(status: list[TranslationStatus], links: Mapping[str, str]) -> Markup:
    """Return the next block to translate: of what was begun and is nearest to its end."""
    begun = [each for each in status if each.next_line and each.path]
    waiting = begun or [each for each in status if each.next_line]
    if not waiting:
        return Markup("<p>Everything is translated.</p>")
    first = min(waiting, key=lambda each: each.words)
    return Markup("<h2>Next</h2>\n<p>%s, into %s:</p>\n<blockquote>%s</blockquote>\n<p>%s</p>") % (
        _link(first, links),
        first.language,
        first.next_text,
        Markup("<code>notes-site translate export %s --to %s</code>")
        % (first.note, first.language),
    )


def _table(status: list[TranslationStatus], links: Mapping[str, str]) -> Markup:
    heads = Markup().join(Markup("<th>%s</th>") % head for head in _HEADS)
    rows = [
        Markup("<tr><td>%s</td><td>%s</td><td>%s</td>%s</tr>")
        % (
            _link(each, links),
            each.language,
            each.state,
            Markup().join(
                Markup('<td class="number">%s</td>') % f"{number:,}"
                for number in (each.texts, each.missing, each.stale, each.drafts, each.words)
            ),
        )
        for each in status
    ]
    return Markup("<table>\n<tr>%s</tr>\n%s\n</table>") % (heads, Markup("\n").join(rows))


def _link(status: TranslationStatus, links: Mapping[str, str]) -> Markup:
    """Return the path and line of a text with a link to its section in the preview."""
    shown = f"{status.note}:{status.next_line}" if status.next_line else status.note
    anchor = f"#{status.next_section}" if status.next_section else ""
    return Markup('<a href="%s%s">%s</a>') % (links[status.note], anchor, shown)
