"""`footer:` – what stands at the foot of every page."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap

_CREATIVE_COMMONS = "https://creativecommons.org"
LICENCES: Mapping[str, str] = {
    "CC0-1.0": f"{_CREATIVE_COMMONS}/publicdomain/zero/1.0/",
    **{
        f"CC-{kind.upper()}-{version}": f"{_CREATIVE_COMMONS}/licenses/{kind}/{version}/"
        for version in ("4.0", "3.0")
        for kind in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
    },
}
"""Identifier of SPDX → address."""

# 京ICP备12345678号-1 of a site, 京ICP证123456号 of a business; 国务院令第292号.
_ICP = re.compile(r".+ICP[备证]\s*\d{4,12}\s*号(?:-\d+)?[A-Z]?")
_POLICE = re.compile(r".*?公网安备\s*(\d{14})\s*号")


class Licence(Struct, frozen=True, kw_only=True):
    """Under which terms the notes may be used."""

    name: str
    url: str
    """May be empty."""


class FooterConfig(Struct, frozen=True, kw_only=True):
    """The foot of every page; each may be empty."""

    text: LocalText
    licence: Licence | None
    icp: str
    """Number of a site's registration in China: `京ICP备12345678号-1`."""

    police: str
    """Number of its registration with the police: `京公网安备11010502030143号`."""

    @property
    def police_code(self) -> str:
        """The digits of `police`, by which its page is found."""
        match = _POLICE.fullmatch(self.police)
        return match[1] if match else ""


def read_footer(site: YamlMap, languages: Sequence[str]) -> FooterConfig:
    """Return the section `footer`; a string, or one for each language, is its text."""
    given = set(site.map("footer").lines()) if site.is_map("footer") else set[str]()
    if not site.is_map("footer") or (given and given <= set(languages)):
        text = read_local_text(site, "footer", languages)
        return FooterConfig(text=text, licence=None, icp="", police="")
    section = site.map("footer")
    footer = FooterConfig(
        text=read_local_text(section, "text", languages),
        licence=_read_licence(section),
        icp=section.text("icp"),
        police=section.text("police"),
    )
    if footer.icp and not _ICP.fullmatch(footer.icp):
        section.report("icp", f"`{footer.icp}` is no ICP number; write it as 京ICP备12345678号-1")
    if footer.police and not footer.police_code:
        example = "京公网安备11010502030143号"
        problem = f"`{footer.police}` is no number of the police; write it as {example}"
        section.report("police", problem)
    section.reject_unread()
    return footer


def _read_licence(section: YamlMap) -> Licence | None:
    """Return the licence: an identifier, a text, or a mapping of both name and address."""
    if section.is_map("licence"):
        inner = section.map("licence")
        inner.require("name", "CC BY 4.0")
        licence = Licence(name=inner.text("name"), url=inner.web_address("url"))
        inner.reject_unread()
        return licence
    written = section.text("licence")
    if not written:
        return None
    by_fold = {name.lower(): name for name in LICENCES}
    name = by_fold.get("-".join(written.lower().split()))
    if name is None:
        close = closest(written.upper(), list(LICENCES)) or "CC-BY-4.0"
        remedy = f"write `{close}`, or {{name: …, url: https://…}}"
        section.report("licence", f"`{written}` is no licence known by that name; {remedy}")
        return None
    first, *kinds, version = name.split("-")
    shown = " ".join([first, "-".join(kinds), version]) if kinds else "CC0 1.0"
    return Licence(name=shown, url=LICENCES[name])
