"""`theme`: colours that can be read, faces, measures, and mistakes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.config import SiteConfig, read_config
from notes_site.config.colour import Colour, contrast, from_oklch, to_oklch
from notes_site.config.palette import (
    GROUNDS,
    NEUTRALS,
    Scheme,
    dark_accent,
    is_readable,
    make_palette,
    nearest_accent,
)
from notes_site.config.theme import Density
from notes_site.errors import ConfigError
from notes_site.theme import ASSETS
from tests.small_site import write_files

Read = Callable[[str], SiteConfig]
COLOURS = st.builds(
    lambda *parts: Colour(*(part / 255 for part in parts)), *[st.integers(0, 255)] * 3
)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> SiteConfig:
        site = f"title: Notes\ntheme:\n  {text}\n"
        write_files(tmp_path, {"site.yaml": site, "static/fonts/Lora-Bold.woff2": b""})
        return read_config(tmp_path / "site.yaml")

    return read_text


def test_contrast_is_that_of_wcag() -> None:
    black, white = Colour(0, 0, 0), Colour(1, 1, 1)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    grey = Colour.parse("#777777")
    assert grey is not None
    assert contrast(grey, white) == pytest.approx(4.478, abs=0.001)


def test_the_colours_are_those_of_the_style_sheet() -> None:
    css = (ASSETS / "styles" / "colours.css").read_text(encoding="utf-8")
    written = dict(re.findall(r"--(\w+): (light-dark\([^)]*\))", css))
    assert {name: f"light-dark({', '.join(pair)})" for name, pair in NEUTRALS.items()} == {
        name: written[name] for name in NEUTRALS
    }
    signal = re.fullmatch(r"light-dark\((\S+), (\S+)\)", written["signal"])
    assert signal is not None
    for text, scheme in zip(signal.groups(), Scheme, strict=True):
        colour = Colour.parse(text)
        assert colour is not None
        assert is_readable(colour, scheme)


@pytest.mark.property
@given(COLOURS)
def test_a_colour_survives_oklch(colour: Colour) -> None:
    """A colour of sRGB is itself again after OKLCH."""
    assert str(from_oklch(to_oklch(colour))) == str(colour)


@pytest.mark.property
@given(COLOURS, st.sampled_from(Scheme))
def test_the_nearest_accent_can_be_read(colour: Colour, scheme: Scheme) -> None:
    """Whatever colour is asked for, the one that is named instead passes, as it is written."""
    named = Colour.parse(str(nearest_accent(colour, scheme)))
    assert named is not None
    assert is_readable(named, scheme)


@pytest.mark.property
@given(COLOURS)
def test_every_palette_can_be_read(colour: Colour) -> None:
    """Texts of all kinds have 4.5 on all grounds of every palette, borders of controls 3."""
    light = nearest_accent(colour, Scheme.LIGHT)
    for scheme, accent in ((Scheme.LIGHT, light), (Scheme.DARK, dark_accent(light))):
        palette = make_palette(accent, scheme)
        for ground in (palette[name] for name in GROUNDS):
            for name in ("ink", "strong", "muted", "signal", "link"):
                assert contrast(palette[name], ground) >= 4.5, (name, scheme)
            assert contrast(palette["edge"], ground) >= 3, scheme


def test_one_accent_makes_that_of_the_dark_scheme(read: Read) -> None:
    accent = read('accent: "#00704a"').theme.accent
    assert accent is not None
    assert (accent.light, accent.dark) == ("#00704a", "#6ec69b")
    both = read('accent: {light: "#7c3aed", dark: "#c4b5fd"}').theme.accent
    assert both is not None
    assert both.dark == "#c4b5fd"


def test_faces_are_for_all_languages_or_for_each(read: Read) -> None:
    theme = read("font: {body: sans, code: [Fira Code, mono]}").theme
    assert {code: [face.name for face in faces] for code, faces in theme.body.items()} == {
        "zh": ["sans"],
        "en": ["sans"],
    }
    assert [face.name for face in theme.code] == ["Fira Code", "mono"]
    assert [face.name for face in read("font: {code: 'Fira Code, Menlo'}").theme.code] == [
        "Fira Code",
        "Menlo",
    ]
    theme = read("font: {body: {zh: [霞鹜文楷, kai], en: fonts/Lora-Bold.woff2}}").theme
    assert [face.name for face in theme.body["zh"]] == ["霞鹜文楷", "kai"]
    assert [face.file for face in theme.body["en"]] == ["fonts/Lora-Bold.woff2"]


def test_width_is_a_word_or_a_length(read: Read) -> None:
    assert read("width: wide").theme.width == 52
    assert read("width: 45.5rem").theme.width == 45.5
    assert read("width: normal").theme.width == 0
    assert read("density: airy").theme.density is Density.AIRY


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'accent: "#ff6600"',
            (
                "text in #ff6600 has a contrast of 2.5 on the light ground, less than the 4.5 that "
                'readers need (WCAG 2.2, 1.4.3); write "#b24500"'
            ),
        ),
        (
            'accent: {light: "#00704a", dark: "#00704a"}',
            (
                "text in #00704a has a contrast of 2.5 on the dark ground, less than the 4.5 that "
                'readers need (WCAG 2.2, 1.4.3); write "#409a71"'
            ),
        ),
        ("accent: #ff6600", '`accent` is empty, as `#` begins a comment; write accent: "#a8412a"'),
        ("accent: red", '`red` is no colour here; write it as "#a8412a"'),
        ('accent: {light: "#00704a"}', "`dark` is missing in `theme.accent`; write `dark: "),
        ("font: {body: 'a;b'}", "`a;b` is no name of a font; write one of serif, sans, mono, kai,"),
        (
            "font: {code: fonts/Lora.woff2}",
            "there is no static/fonts/Lora.woff2; write `fonts/Lora",
        ),
        ("font: {title: sans}", "unknown key `theme.font.title`; remove it"),
        ("width: 900px", "`900px` is no width; write narrow, normal, wide, or 24rem to 80rem"),
        ("width: 10rem", "`10rem` is no width; write narrow, normal, wide, or 24rem to 80rem"),
        ("density: tight", "`theme.density` is not one of its values: tight; write `compact` or"),
        ("colour: red", "unknown key `theme.colour`; remove it"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_write(text: str, message: str, read: Read) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert str(caught.value.problems[0]).startswith(f"site.yaml:3: {message}")
