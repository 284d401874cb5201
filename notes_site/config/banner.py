"""`banner:` – what stands at the top of the index."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.yaml.yaml_map import YamlMap


class BannerStyle(Enum):
    """The style of the banner."""

    SIGNAL = "signal"
    """A line: noise that becomes a signal."""

    TEXT = "text"
    """Nothing."""

    NONE = "none"
    """There is no banner: the notes begin at once."""


class BannerConfig(Struct, frozen=True, kw_only=True):
    """The top of the index."""

    style: BannerStyle
    """Default: `signal`."""

    text: LocalText
    """Default: the site's description."""


def read_banner(site: YamlMap, languages: Sequence[str], description: LocalText) -> BannerConfig:
    """Return the section `banner`; a single word is its style."""
    styles = [style.value for style in BannerStyle]
    if site.is_off("banner"):
        return BannerConfig(style=BannerStyle.NONE, text=description)
    if not site.is_map("banner"):
        style = BannerStyle(site.choice("banner", styles, "signal"))
        return BannerConfig(style=style, text=description)
    section = site.map("banner")
    banner = BannerConfig(
        style=BannerStyle(section.choice("style", styles, "signal")),
        text=read_local_text(section, "text", languages) if "text" in section else description,
    )
    section.reject_unread()
    return banner
