"""Memory of a site for its translations, seen from either side."""

from collections.abc import Iterable

from notes_site.config import SiteConfig
from notes_site.model import Source
from notes_site.translations.record import read_drafts, read_records, write_records
from notes_site.translations.staleness import Record


class Remembered:
    """The records and drafts of a site, to be looked up, changed and written."""

    def __init__(self, config: SiteConfig) -> None:
        """Read what the site of `config` remembers.

        Raises:
            ConfigError: the file is not as it was written.
        """
        self._folder = config.folder
        self._order = [language.code for language in config.languages]
        self._records = dict(read_records(config.folder))
        self._drafts = {key: dict(made) for key, made in read_drafts(config.folder).items()}

    def find(self, key: str, source: str, target: str) -> Record:
        """Return what is remembered of an article in two languages, that of `source` first."""
        first, second = self._ordered(source, target)
        record = self._records.get((key, first, second), ())
        return record if first == source else _turned(record)

    def keep(self, key: str, source: str, target: str, record: Record) -> None:
        """Remember `record`, in which the blocks of the language `source` stand first."""
        first, second = self._ordered(source, target)
        self._records[key, first, second] = record if first == source else _turned(record)

    def drafts(self, key: str, language: str) -> dict[str, str]:
        """Return digest of a block that is a draft → who made it; to be changed in place."""
        return self._drafts.setdefault((key, language), {})

    def forget_others(self, sources: Iterable[Source]) -> None:
        """Forget what is no note of `sources`, which are all of the site."""
        present = {(source.key, source.language) for source in sources}
        self._records = {
            (key, left, right): record
            for (key, left, right), record in self._records.items()
            if (key, left) in present or (key, right) in present
        }
        self._drafts = {key: made for key, made in self._drafts.items() if key in present}

    def write(self) -> None:
        """Write it down."""
        write_records(self._folder, self._records, self._drafts)

    def _ordered(self, source: str, target: str) -> tuple[str, str]:
        """Return two languages in the order of `site.yaml`, which the file has too."""
        first, second = sorted([source, target], key=self._order.index)
        return first, second


def _turned(record: Record) -> Record:
    return tuple((right, left) for left, right in record)
