"""Settings that themes name in many ways: accounts, menus, comments, counters, signs, licences.

Each is known by its value where that says it all, such as the address of an account, and else by the words of its key.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from notes_site.config.footer import LICENCES
from notes_site.config.social import NETWORKS, find_account
from notes_site.config.statistics import PROVIDERS
from notes_site.importing.blog import MenuLink, Settings
from notes_site.importing.reading import list_files, read_text, text_of

_Path = tuple[str, ...]

_ACCOUNTS = re.compile(
    r"social|contact|author|sidebar|profile|footer_?links?$|follow", re.IGNORECASE
)
"""Parts of a key below which addresses are accounts."""

_NO_ACCOUNTS = re.compile(
    r"share|analytics|comment|vendor|cdn|giscus|gitalk|utteranc|banner|card|valine|waline|repo|reward|meta|opengraph",
    re.IGNORECASE,
)
_NETWORK_KEY = re.compile(
    r"(?P<network>[a-z-]+?)(?:[_-]?(?:user_?name|user_?id|user|id|name|link|url))?", re.IGNORECASE
)
_OWN_ADDRESS = (["email"], ["author", "email"])
"""Where an author's own address stands, which is no link."""

_UNFILLED = re.compile(r"your|xxx|example|<|metric|#$|^username$|_here$|google_meta", re.IGNORECASE)
"""Values that nobody has filled in."""

_SIGNS = {
    "google": "google-site-verification", "bing": "msvalidate.01", "msvalidate": "msvalidate.01", "baidu": "baidu-site-verification",
    "yandex": "yandex-verification", "naver": "naver-site-verification", "pinterest": "p:domain_verify", "360": "360-site-verification",
    "sogou": "sogou_site_verification", "alexa": "alexaVerifyID", "norton": "norton-safeweb-site-verification", "facebook": "facebook-domain-verification",
}  # fmt: skip
"""Word of a key → name of the `<meta>` by which a search engine knows whose a site is."""

_GISCUS = ("repo", "repo_id", "category", "category_id")
_ICP = re.compile(r"[\u3400-\u9fff]ICP[备证]\s*\d{4,12}\s*号(?:-\d+)?")
_POLICE = re.compile(r"[\u3400-\u9fff]?公网安备\s*\d{14}\s*号")
_LICENCE = re.compile(
    r"(?:CC[\s_-]*)?(?P<kind>BY(?:[\s_-]*(?:NC|SA|ND)){0,2})(?:[\s_-]+(?P<version>\d\.\d))?(?=\W|$)|CC0",
    re.IGNORECASE,
)
_ICONS = (".svg", ".png", ".ico", ".webp", ".gif")
_TITLES = ("name", "title", "label", "text", "key")
_ADDRESSES = ("url", "link", "path", "href", "pageref")
_CHILDREN = ("submenu", "children", "rows", "items", "menu", "sub", "posts")


def read_theme(settings: Settings, *configs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Fill in `settings` what these configurations say of it, the first first, and return what they say beside."""
    left = []
    for config in configs:
        taken: set[_Path] = set()
        for path, value in _leaves(config):
            if _read_value(settings, path, value):
                taken.add(path)
        if _read_named_signs(settings, config.get("site_verification")):
            taken.add(("site_verification",))
        for path, given in _sections(config, "giscus"):
            if _read_giscus(settings, given):
                taken.add(path)
        left.append(_without(config, taken, ()))
    return left


def _leaves(value: object, path: _Path = ()) -> Iterator[tuple[_Path, str]]:
    """Yield the path of each value that is text or a number, and the text; an item of a list has its number."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, (*path, str(key)))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _leaves(each, (*path, str(number)))
    elif value is not None and not isinstance(value, bool) and str(value).strip():
        yield path, str(value).strip()


def _sections(
    value: object, name: str, path: _Path = ()
) -> Iterator[tuple[_Path, Mapping[str, Any]]]:
    """Yield the mappings of this name, wherever they are."""
    for key, each in value.items() if isinstance(value, Mapping) else ():
        if isinstance(each, Mapping):
            if str(key).lower() == name:
                yield (*path, str(key)), each
            else:
                yield from _sections(each, name, (*path, str(key)))


def _without(config: Mapping[str, Any], taken: set[_Path], path: _Path) -> dict[str, Any]:
    """Return a configuration without the values at some paths."""
    kept: dict[str, Any] = {}
    for key, value in config.items():
        here = (*path, str(key))
        if here in taken:
            continue
        if isinstance(value, Mapping):
            kept[key] = _without(value, taken, here)
        elif isinstance(value, list):
            rows = _without({str(number): each for number, each in enumerate(value)}, taken, here)
            kept[key] = [*rows.values()]
        else:
            kept[key] = value
    return kept


def _read_value(settings: Settings, path: _Path, value: str) -> bool:
    """Read one value of a configuration; tell whether it is one that a site has a key for, and no more."""
    if found := _ICP.search(value):
        settings.icp = settings.icp or found[0]
        return found[0] == value
    if found := _POLICE.search(value):
        settings.police = settings.police or found[0]
        return found[0] == value
    name = ".".join(path)
    for words, read in _READERS:
        if words.search(name):
            return read(settings, path, value)
    return _read_account(settings, path, value)


def _read_sign(settings: Settings, path: _Path, value: str) -> bool:
    """Read by what a search engine knows whose the site is: a code, or a whole `<meta>`."""
    words = ".".join(path).lower()
    whole = re.search(r"content=[\"']([^\"']+)", value)
    code = whole[1] if whole else value
    if not re.fullmatch(r"[\w=.+/-]{6,}", code) or _UNFILLED.search(code):
        return False
    engine = next((word for word in _SIGNS if word in words), "")
    if engine:
        settings.signs.setdefault(_SIGNS[engine], code)
    return bool(engine)


def _read_named_signs(settings: Settings, rows: object) -> bool:
    """Read signs that have the name of their `<meta>` beside them, as Butterfly has them."""
    said = False
    for row in rows if isinstance(rows, list) else []:
        given = row if isinstance(row, Mapping) else {}
        name, code = text_of(given.get("name")), text_of(given.get("content"))
        if name in _SIGNS.values() and re.fullmatch(r"[\w=.+/-]{6,}", code):
            said = bool(settings.signs.setdefault(name, code))
    return said


def _read_counter(settings: Settings, path: _Path, value: str) -> bool:
    """Read who counts the readers."""
    name = ".".join(path)
    for key, provider in PROVIDERS.items():
        if key in name.lower() and re.fullmatch(provider.form, value, re.ASCII):
            is_own = provider.key in {"domain", "code"} and not re.search(r"domain|code|id$", name)
            if not is_own:
                settings.statistics.setdefault(key, value)
                return True
    return False


def _read_licence(settings: Settings, _path: _Path, value: str) -> bool:
    """Read under which terms the notes may be used."""
    match = _LICENCE.search(value)
    if not match or "://" in value:
        return False
    kinds = re.findall(r"BY|NC|SA|ND", (match["kind"] or "").upper())
    order = [kind for kind in ("BY", "NC", "SA", "ND") if kind in kinds]
    name = f"CC-{'-'.join(order)}-{match['version'] or '4.0'}" if order else "CC0-1.0"
    if name not in LICENCES:
        return False
    settings.licence = settings.licence or name
    return True


def _read_style(settings: Settings, path: _Path, value: str) -> bool:
    """Read the colours of code, where Pygments has a style of that name."""
    from pygments.styles import get_all_styles, get_style_by_name

    name = re.sub(r"(?:\.min)?\.css$", "", value.lower()).replace("_", "-").replace(" ", "-")
    name = {"atom-one-dark": "one-dark", "gruvbox": "gruvbox-dark"}.get(name, name)
    if name not in {*get_all_styles()} or name == "default":
        return False
    if not re.search(r"style|theme|light|dark|highlight", path[-1], re.IGNORECASE):
        return False
    ground = get_style_by_name(name).background_color.lstrip("#")
    digits = "".join(digit * 2 for digit in ground) if len(ground) == 3 else ground  # noqa: PLR2004 - `#fff`
    is_dark = sum(int(digits[at : at + 2], 16) for at in (0, 2, 4)) < 3 * 128
    settings.code_styles.setdefault("dark" if is_dark else "light", name)
    return True


def _read_icon(settings: Settings, _path: _Path, value: str) -> bool:
    """Read which file is the picture in a browser's tab."""
    is_file = value.lower().endswith(_ICONS) and "://" not in value
    if is_file:
        settings.favicon = settings.favicon or value
    return is_file


def _read_account(settings: Settings, path: _Path, value: str) -> bool:
    """Read an account, of which the address says it all, or the key and the name."""
    if any(map(_NO_ACCOUNTS.search, path)):
        return False
    value = re.split(r"\s*\|\|\s*|\s+", value)[0]  # an icon may stand behind it
    words = [part for part in path if not part.isdigit()]
    is_below = any(map(_ACCOUNTS.search, words))
    last = words[-1] if words else ""
    is_address = "://" in value or "@" in value.lstrip("@")
    if is_address:
        is_mail = bool(re.search(r"e-?mail", last, re.IGNORECASE))
        if not (is_below or is_mail) or words in _OWN_ADDRESS:
            return False
        found = find_account("", value)
    else:
        match = _NETWORK_KEY.fullmatch(last)
        network = match["network"] if match else ""
        has_suffix = network != last
        if last.lower() in {"username", "id", "name", "user"} and len(words) > 1:
            network, has_suffix = words[-2], True
        if not (is_below or has_suffix or len(words) == 1) or network.lower() in {"feed", "rss"}:
            return False
        found = find_account(network, value)
    if found is None or _UNFILLED.search(found[1]) or found[0] not in {*NETWORKS, "email"}:
        return False
    settings.social.setdefault(*found)
    return True


_READERS = (
    (re.compile(r"verif", re.IGNORECASE), _read_sign),
    (
        re.compile(r"analytic|statistic|umami|plausible|goatcounter|tracking", re.IGNORECASE),
        _read_counter,
    ),
    (re.compile(r"licen[cs]e|creative_?commons", re.IGNORECASE), _read_licence),
    (
        re.compile(r"highlight|codeblock|code_blocks?|pygments|prism|syntax", re.IGNORECASE),
        _read_style,
    ),
    (re.compile(r"favicon|shortcut_?icon", re.IGNORECASE), _read_icon),
)
"""Words of a key → what reads its value."""


def _read_giscus(settings: Settings, given: Mapping[str, Any]) -> bool:
    by_fold = {re.sub(r"^data|[_-]", "", str(key).lower()): value for key, value in given.items()}
    values = {name: text_of(by_fold.get(name.replace("_", ""))) for name in _GISCUS}
    if not all(values.values()) or any(map(_UNFILLED.search, values.values())):
        return False
    settings.giscus = settings.giscus or values
    return True


def find_giscus(settings: Settings, folder: Path) -> None:
    """Read the values that giscus has in a layout of the blog's own."""
    for place in ("layouts", "_includes", "_layouts"):
        for path in list_files(folder / place, ".html"):
            text = read_text(path)
            if "giscus.app/client.js" in text:
                given = dict(re.findall(r"data-([\w-]+)=[\"']([^\"'{]+)[\"']", text))
                if _read_giscus(settings, given):
                    return


def read_menu(value: object, language: str = "") -> list[MenuLink]:
    """Return the entries of a menu, whatever its form, those below others behind them.

    Args:
        value: a mapping of titles to addresses, or a list of mappings.
        language: code of the language whose menu it is; empty for that of all.
    """
    return [
        MenuLink(titles={language: title}, address=address)
        for title, address in _menu_rows(value, "")
        if address
    ]


def _menu_rows(value: object, title: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield title, value.partition("||")[0].strip()
    elif isinstance(value, list):
        for each in sorted(value, key=_weight):
            yield from _menu_rows(each, title)
    elif isinstance(value, Mapping):
        folded = {str(key).lower(): each for key, each in value.items()}
        address = next((folded[key] for key in _ADDRESSES if isinstance(folded.get(key), str)), "")
        if address:
            named = next((text_of(folded[key]) for key in _TITLES if folded.get(key)), title)
            yield named, address.partition("||")[0].strip()
            for key in _CHILDREN:
                yield from _menu_rows(folded.get(key), "")
        else:
            inner = next((folded[key] for key in _CHILDREN if folded.get(key)), None)
            if inner is not None:
                yield from _menu_rows(inner, "")
                return
            for key, each in value.items():
                yield from _menu_rows(each, str(key).partition("||")[0].strip())


def _weight(value: object) -> float:
    """Return the place of an entry among those of its menu, as Hugo has it: 0 is the last."""
    if not isinstance(value, Mapping):
        return 0
    weight = next((each for key, each in value.items() if str(key).lower() == "weight"), 0)
    return float(weight) if isinstance(weight, (int, float)) and weight else float("inf")
