"""`comments:` – giscus, off unless given."""

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class Giscus(Struct, frozen=True, kw_only=True):
    """The four values that giscus's own configuration page gives."""

    repo: str
    repo_id: str
    category: str
    category_id: str


def read_comments(site: YamlMap) -> Giscus | None:
    """Return the section `comments`; None when it is absent."""
    if "comments" not in site:
        return None
    comments = site.map("comments")
    section = comments.map("giscus")
    comments.reject_unread(["giscus"])
    for key in ("repo", "repo_id", "category", "category_id"):
        section.require(key, "as giscus.app shows it")
    giscus = Giscus(
        repo=section.text("repo"),
        repo_id=section.text("repo_id"),
        category=section.text("category"),
        category_id=section.text("category_id"),
    )
    section.reject_unread()
    return giscus
