"""`tags:` and `series:` – the names of what notes call by a word."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.text.slug import fold, slug
from notes_site.yaml.yaml_map import YamlMap


class Names(Struct, frozen=True, kw_only=True):
    """Keys with a name in each language; a note may write any of them.

    What `site.yaml` does not name is its own key and its own name.
    """

    by_key: Mapping[str, LocalText]
    keys: Mapping[str, str]
    """Folded key, or name in some language → key."""

    def key(self, written: str) -> str:
        """Return the key of what a note writes as `written`; addresses are made of it."""
        return self.keys.get(fold(written), written)

    def distinct(self, written: Iterable[str]) -> tuple[str, ...]:
        """Return the different keys of what a note writes, in its order."""
        found: dict[str, str] = {}
        for key in map(self.key, written):
            found.setdefault(fold(key), key)
        return tuple(found.values())

    def name(self, written: str, language: str) -> str:
        """Return the name in `language` of what a note writes as `written`."""
        names = self.by_key.get(self.key(written))
        return names[language] if names else written


def read_names(site: YamlMap, section_name: str, codes: Sequence[str]) -> Names:
    """Return the section `tags` or `series`."""
    section = site.map(section_name)
    by_key: dict[str, LocalText] = {}
    keys: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for key in section.keys():  # noqa: SIM118 - a YamlMap is no dict
        by_key[key] = read_local_text(section, key, codes, key)
        first = addresses.setdefault(slug(key), key)
        if not slug(key):
            section.report(key, f"`{key}` holds no letter or digit; write a word")
        elif first != key:
            section.report(key, f"`{key}` has the address of `{first}`; write another word")
        for written in {key, *by_key[key].by_language.values()}:
            owner = keys.setdefault(fold(written), key)
            if owner != key and first == key:
                text = f"`{written}` stands for `{owner}` already; write another name"
                section.report(key, text)
    return Names(by_key=by_key, keys=keys)
