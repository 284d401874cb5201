"""The style sheet that `theme` makes."""

import re

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note

FILES: Files = {"content/en/a.md": note("Text"), "content/zh/a.md": note("文")}


def sheet(site: BuiltSite) -> str:
    """Return the text of `settings.css`, which pages name behind the theme's."""
    page = site["index.html"]
    name = re.search(r"/(assets/settings\.\w+\.css)", page)
    assert name is not None
    assert page.index(name[0]) > page.index("/assets/style.")
    return site[name[1]]


def test_without_settings_there_is_no_sheet(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert "settings." not in site["index.html"]
    assert '<meta name="theme-color" content="#fbfaf7"' in site["index.html"]


def test_settings_become_custom_properties(make_site: MakeSite) -> None:
    text = """title: Notes
theme:
  accent: "#00704a"
  font: {body: {zh: [LXGW WenKai], en: sans}, code: Fira Code}
  width: 45.5rem
  density: compact
"""
    site = make_site({**FILES, "site.yaml": text})
    css = sheet(site)
    for line in (
        "--signal: light-dark(#00704a, #6ec69b);",
        "--paper: light-dark(#f8fbf9, #0e1813);",
        '--mono: "Fira Code", ui-monospace, monospace;',
        "--text-width: 45.5rem;",
        "--space: 0.6;",
        '[lang]:lang(zh) { --prose: "LXGW WenKai", var(--han-serif); --prose-size: 1rem;',
        "[lang]:lang(en) { --prose: var(--sans); --prose-size: 1.0625rem;",
    ):
        assert line in css
    assert '<meta name="theme-color" content="#f8fbf9"' in site["index.html"]


def test_two_kinds_of_a_language_keep_their_tags(make_site: MakeSite) -> None:
    text = """title: Notes
languages: {zh: {tag: zh-CN}, hant: {tag: zh-TW}}
theme: {font: {body: {hant: kai}}}
"""
    site = make_site({"content/zh/a.md": note("文"), "site.yaml": text})
    assert sheet(site) == "[lang]:lang(zh-TW) { --prose: var(--han-kai); }\n"


def test_files_of_fonts_are_named_from_the_sheet(make_site: MakeSite) -> None:
    text = """title: Notes
theme: {font: {body: [fonts/Lora-Regular.woff2, fonts/Lora-BoldItalic.woff2, assets/f.ttf]}}
"""
    fonts: Files = {
        "static/fonts/Lora-Regular.woff2": b"1",
        "static/fonts/Lora-BoldItalic.woff2": b"2",
        "static/assets/f.ttf": b"3",
    }
    site = make_site({**FILES, **fonts, "site.yaml": text})
    css = sheet(site)
    regular, bold, own = re.findall(r"@font-face \{ (.*?) \}", css)
    assert 'font-family: "site Lora"; src: url("../fonts/Lora-Regular.woff2")' in regular
    assert "font-weight: 700; font-style: italic;" in bold
    assert re.search(r'font-family: "site f"; src: url\(f\.\w+\.ttf\) format\("truetype"\)', own)
    assert '--prose: "site Lora", "site f", var(--latin-serif);' in css
