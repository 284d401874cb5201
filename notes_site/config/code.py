"""`code:` – the colours of code."""

from msgspec import Struct

from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap


class CodeConfig(Struct, frozen=True, kw_only=True):
    """Pygments styles by name."""

    light: str
    """Default: the theme's own colours."""

    dark: str
    """Default: the theme's own colours."""


def read_code(site: YamlMap) -> CodeConfig:
    """Return the section `code`."""
    section = site.map("code")
    config = CodeConfig(light=_read_style(section, "light"), dark=_read_style(section, "dark"))
    section.reject_unread()
    return config


def _read_style(section: YamlMap, key: str) -> str:
    style = section.text(key)
    if style:
        from pygments.styles import get_all_styles

        known = sorted(get_all_styles())
        if style not in known:
            remedy = f"write `{closest(style, known) or 'default'}`"
            section.report(key, f"Pygments has no style `{style}`; {remedy}")
    return style
