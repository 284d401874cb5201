"""`logo:` and `favicon:` – the pictures that stand for the site."""

from pathlib import Path

from msgspec import Struct

from notes_site.config.site_file import PICTURES, read_static_file
from notes_site.yaml.yaml_map import YamlMap

ICONS = (".svg", ".png", ".ico", ".webp", ".gif")


class LogoConfig(Struct, frozen=True, kw_only=True):
    """The picture before the site's title."""

    light: str
    """Path below `static/`; empty for the theme's mark."""

    dark: str
    """The same for the dark scheme; empty where one serves both."""

    is_shown: bool
    """Default: true."""


def read_logo(site: YamlMap, folder: Path) -> LogoConfig:
    """Return `logo`: a file of `static/`, one for each scheme, or `none`."""
    if site.is_map("logo"):
        section = site.map("logo")
        section.require("light", "logo.svg")
        logo = LogoConfig(
            light=read_static_file(section, "light", folder, PICTURES),
            dark=read_static_file(section, "dark", folder, PICTURES),
            is_shown=True,
        )
        section.reject_unread()
        return logo
    if site.is_off("logo") or site.text("logo") == "none":
        return LogoConfig(light="", dark="", is_shown=False)
    return LogoConfig(
        light=read_static_file(site, "logo", folder, PICTURES), dark="", is_shown=True
    )


def read_favicon(site: YamlMap, folder: Path) -> str:
    """Return the path below `static/` of the picture in the browser's tab; empty for the theme's."""
    return read_static_file(site, "favicon", folder, ICONS)
