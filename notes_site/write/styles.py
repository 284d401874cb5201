"""Style sheets and scripts as readers get them: one sheet of many, without comments and blanks."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from notes_site.errors import Place, Problem, decode
from notes_site.model import Url

_URL = re.compile(r"""url\((['"]?)([^'")?#]+)([^'")]*)\1\)""")
_IMPORT = re.compile(r"""@import\s*(["'])([^"':?#]+)\1\s*;\s*""")
# KaTeX's style sheet names each font in three formats; every browser of today takes woff2.
# Its sizes: one rule for each pair of eleven.
_SIZE = re.compile(
    r"\.katex \.fontsize-ensurer\.reset-size(\d+)\.size(\d+),"
    r"\.katex \.katex-sizing\.reset-size\1\.size\2\{font-size:[^}]*\}"
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZES = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488)
_OTHER_FONT = re.compile(r",url\([^)]*\) format\((['\"])(?:woff|truetype)\1\)")


def minify(name: str, content: bytes) -> bytes:
    """Return a style sheet or script of the theme without comments and needless blanks.

    Not for those of a site: `rcssmin` takes blanks out of quoted addresses too, such as
    `url("data:image/svg+xml,<svg …>")`.
    """
    if name.endswith(".css"):
        from rcssmin import cssmin

        return bytes(cssmin(content))
    if name.endswith(".js"):
        from rjsmin import jsmin

        return bytes(jsmin(content))
    return content


def join_sheets(sheets: Mapping[str, bytes], urls: Mapping[str, Url]) -> dict[str, str]:
    """Return name → text of the style sheets to publish: those that no other one imports.

    `@import "styles/code.css";` is replaced by that sheet, unless it has a condition.

    Args:
        sheets: name below `static/assets/` → content.
        urls: name of what the sheets may name by `url()` → its address.

    Raises:
        SourceError: a sheet is not UTF-8.
    """
    texts = {
        name: _shorten(decode(content, f"static/assets/{name}")) for name, content in sheets.items()
    }
    imported = {target for name, css in texts.items() for target in _imports(css, name)}

    def join(name: str, into: str, path: tuple[str, ...]) -> str:
        def replace(match: re.Match[str]) -> str:
            target = _target(match[2], name)
            is_there = target in texts and target not in path
            return join(target, into, (*path, target)) if is_there else match[0]

        return _IMPORT.sub(replace, _with_addresses(texts[name], name, into, urls))

    return {name: join(name, name, (name,)) for name in texts if name not in imported}


def address_outside(css: str, urls: Mapping[str, Url]) -> str:
    """Return the text of a sheet of `static/` itself with the fingerprinted names of assets."""

    def replace(match: re.Match[str]) -> str:
        target = posixpath.normpath(unquote(match[2]).removeprefix("/"))
        url = urls.get(target.removeprefix("assets/")) if target.startswith("assets/") else None
        return f"url({url.removeprefix('/')}{match[3]})" if url else match[0]

    return _URL.sub(replace, css)


def _shorten(css: str) -> str:
    """Return KaTeX's style sheet without what no browser of today needs; others as they are."""
    css = _OTHER_FONT.sub("", css)
    pairs = len(_SIZES) ** 2
    if len(_SIZE.findall(css)) != pairs:
        return css
    sizes = "".join(
        f".katex .reset-size{number}{{--from:{size:g}}}.katex .size{number}{{--to:{size:g}}}"
        for number, size in enumerate(_SIZES, 1)
    )
    ratio = ".katex :is(.fontsize-ensurer,.katex-sizing){font-size:calc(1em*var(--to)/var(--from))}"
    return _SIZE.sub("", css) + sizes + ratio


def find_lost_imports(sheets: Mapping[str, bytes]) -> list[Problem]:
    """Return a mistake for each `@import` of a sheet of a site that is not there.

    Within the braces of a rule it is none (CSS Syntax 3, 8.1): sources of other languages have it there.
    """
    lost = []
    for name, content in sheets.items():
        css = content.decode(errors="replace")
        for match in _IMPORT.finditer(css):
            before = _COMMENT.sub("", css[: match.start()])
            is_nested = before.count("{") > before.count("}")
            if _target(match[2], name) not in sheets and not is_nested:
                place = Place(
                    path=f"static/assets/{name}", line=css.count("\n", 0, match.start()) + 1
                )
                text = f"there is no style sheet `{match[2]}` to import; correct its path"
                lost.append(Problem(place=place, kind="templates", text=text))
    return lost


def _imports(css: str, name: str) -> list[str]:
    return [_target(match[2], name) for match in _IMPORT.finditer(css)]


def _target(path: str, name: str) -> str:
    return posixpath.normpath(f"{PurePosixPath(name).parent}/{unquote(path)}")


def _with_addresses(css: str, name: str, into: str, urls: Mapping[str, Url]) -> str:
    """Return the text of sheet `name` with the fingerprinted names of what it names.

    They are relative, as they were, but to the sheet `into`.
    """
    folder = quote(str(PurePosixPath(into).parent))

    def replace(match: re.Match[str]) -> str:
        target = _target(match[2], name)
        if target not in urls:
            return match[0]
        return f"url({posixpath.relpath(urls[target], f'/assets/{folder}')}{match[3]})"

    return _URL.sub(replace, css)
