"""Pages that every language has once: its tags, its archive, its search."""

from notes_site.model import Url
from notes_site.pages.frame import PageFacts
from notes_site.pages.metadata import list_metadata
from notes_site.pages.site import Site


def section_facts(site: Site, language: str, section: str) -> PageFacts:
    """Return the facts of the page `section`, which is its address and the key of its title."""
    title = site.words[language][section]
    return PageFacts(
        language=language,
        url=Url(f"{site.root(language)}{section}/"),
        title=title,
        description=f"{title} · {site.config.title[language]}",
        metadata=list_metadata(site, language, site.notes[language]),
        counterparts={
            each.code: Url(f"{site.root(each.code)}{section}/") for each in site.config.languages
        },
    )
