"""The style sheet that `theme` of `site.yaml` makes: custom properties, and faces."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from notes_site.config import SiteConfig
from notes_site.config.colour import Colour
from notes_site.config.languages import Language
from notes_site.config.palette import Scheme, make_palette
from notes_site.config.theme import Density, Face

LATIN: Mapping[str, str] = {
    "serif": "var(--latin-serif)",
    "sans": "var(--sans)",
    "mono": "var(--mono)",
    "kai": "var(--latin-serif)",
}
CHINESE: Mapping[str, str] = {
    "serif": "var(--han-serif)",
    "sans": "var(--han)",
    "mono": "var(--mono)",
    "kai": "var(--han-kai)",
}
"""Face → the families that stand for it: `styles/colours.css`."""

_DENSITIES: Mapping[Density, tuple[str, tuple[str, str], tuple[str, str]]] = {
    Density.COMPACT: ("0.6", ("1.0625rem", "1.5"), ("1rem", "1.7")),
    Density.AIRY: ("1.4", ("1.1875rem", "1.75"), ("1.125rem", "2")),
}
"""Factor of spaces; size and leading of Latin text, and of Chinese."""

_FORMATS = {".woff2": "woff2", ".woff": "woff", ".ttf": "truetype", ".otf": "opentype"}
_VARIABLE = re.compile(r"variable|\bvf\b|wght", re.IGNORECASE)
_WEIGHTS = (
    ("semibold", "600"),
    ("bold", "700"),
    ("medium", "500"),
    ("light", "300"),
)


def look_css(config: SiteConfig) -> str:
    """Return the style sheet; empty where all is the theme's."""
    theme = config.theme
    rules = [_face(path) for path in dict.fromkeys(_files(config))]
    root: list[str] = []
    if theme.accent:
        root += _colours(Colour.parse(theme.accent.light), Colour.parse(theme.accent.dark))
    if theme.code:
        root.append(f"--mono: {_families(theme.code, LATIN, 'ui-monospace, monospace')};")
    if theme.width:
        root.append(f"--text-width: {theme.width:g}rem;")
    if theme.density in _DENSITIES:
        root.append(f"--space: {_DENSITIES[theme.density][0]};")
    if root:
        rules.append(":root {\n  " + "\n  ".join(root) + "\n}")
    for language in config.languages:
        own = list(_of_language(config, language))
        if own:
            rules.append(f"[lang]:lang({_range(config, language)}) {{ {' '.join(own)} }}")
    return "".join(f"{rule}\n" for rule in rules)


def _range(config: SiteConfig, language: Language) -> str:
    """Return the language without its country, as in `lang=zh`, unless another one shares that."""
    primary = language.tag.partition("-")[0]
    others = [each.tag.partition("-")[0] for each in config.languages if each is not language]
    return language.tag if primary in others else primary


def _of_language(config: SiteConfig, language: Language) -> Iterator[str]:
    """Yield what is set for the text of one language."""
    faces = config.theme.body.get(language.code)
    if faces:
        known = CHINESE if language.is_chinese else LATIN
        yield f"--prose: {_families(faces, known, known['serif'])};"
    if config.theme.density in _DENSITIES:
        _, latin, chinese = _DENSITIES[config.theme.density]
        size, leading = chinese if language.is_chinese else latin
        yield f"--prose-size: {size}; --prose-leading: {leading};"


def _colours(light: Colour | None, dark: Colour | None) -> Iterator[str]:
    if light and dark:
        darks = make_palette(dark, Scheme.DARK)
        for name, colour in make_palette(light, Scheme.LIGHT).items():
            yield f"--{name}: light-dark({colour}, {darks[name]});"


def _files(config: SiteConfig) -> Iterator[str]:
    for faces in (*config.theme.body.values(), config.theme.code):
        yield from (face.file for face in faces if face.file)


def _families(faces: Sequence[Face], known: Mapping[str, str], last: str) -> str:
    """Return a `font-family`; families that a reader may lack end in one that all have."""
    listed = [
        f'"{_family(face.file)}"' if face.file else known.get(face.name, f'"{face.name}"')
        for face in faces
    ]
    return ", ".join(dict.fromkeys([*listed, *_fallback(faces, known, last)]))


def _fallback(faces: Iterable[Face], known: Mapping[str, str], last: str) -> list[str]:
    return [] if any(face.name in known for face in faces) else [last]


def _family(path: str) -> str:
    """Return the family that files of one typeface make, by what stands before the first `-`."""
    name = path.rpartition("/")[2].rpartition(".")[0]
    return "site " + re.sub(r"[^\w .+]", "", name.partition("-")[0].partition("[")[0])


def _face(path: str) -> str:
    """Return the `@font-face` of a file of `static/`, as its name describes it."""
    below = path.removeprefix("assets/") if path.startswith("assets/") else f"../{path}"
    name = path.rpartition("/")[2]
    parts = [
        f'font-family: "{_family(path)}";',
        f'src: url("{quote(below)}") format("{_FORMATS["." + name.rpartition(".")[2].lower()]}");',
        "font-display: swap;",
    ]
    if _VARIABLE.search(name):
        parts.append("font-weight: 100 900;")
    else:
        parts += [f"font-weight: {w};" for word, w in _WEIGHTS if word in name.lower()][:1]
    if "italic" in name.lower():
        parts.append("font-style: italic;")
    return f"@font-face {{ {' '.join(parts)} }}"
