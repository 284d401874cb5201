"""`notebooks:` – links from a note to the notebook that it is."""

import re

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")


class NotebooksConfig(Struct, frozen=True, kw_only=True):
    """The links below a note that is a notebook."""

    has_download: bool
    """Whether the notebook itself is published beside its page. Default: true."""

    repository: str
    """Of the site on GitHub, `owner/name`, for a link that opens the notebook in Colab; empty for none."""

    branch: str
    """Default: `main`."""

    folder: str
    """Of the site in its repository; empty at the top."""


def read_notebooks(site: YamlMap) -> NotebooksConfig:
    """Return the section `notebooks`."""
    section = site.map("notebooks")
    repository = section.text("repository").removeprefix("https://github.com/").strip("/")
    if repository and not _REPOSITORY.fullmatch(repository):
        section.report("repository", f"`{repository}` is no repository; write `owner/name`")
    config = NotebooksConfig(
        has_download=section.boolean("download", default=True),
        repository=repository,
        branch=section.text("branch", "main"),
        folder=section.text("folder").strip("/"),
    )
    section.reject_unread()
    return config
