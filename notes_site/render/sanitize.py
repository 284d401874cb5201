"""HTML without programs, for where no policy of a page holds: feeds.

Rule: ammonia's (nh3) list of elements and attributes that run nothing and load nothing but what
they show, and MathML Core's presentation elements besides.
"""

from functools import cache
from typing import Any

_MATHML = (
    "math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
)
_MATHML_ATTRIBUTES = (
    "accent accentunder class columnalign columnlines columnspacing depth dir display displaystyle "
    "fence form frame height largeop linethickness lspace mathbackground mathcolor mathsize "
    "mathvariant maxsize minsize movablelimits notation rowlines rowspacing rspace scriptlevel "
    "separator stretchy symmetric voffset width"
)
_MORE = {
    "audio": {"controls", "loop", "muted", "src"},
    "details": {"open"},
    "iframe": {"allowfullscreen", "height", "src", "title", "width"},
    "img": {"alt", "height", "src", "title", "width"},
    "input": {"checked", "disabled", "type"},
    "ol": {"start"},
    "picture": set[str](),
    "section": set[str](),
    "source": {"height", "media", "src", "type", "width"},
    "td": {"style"},
    "th": {"style"},
    "video": {"controls", "height", "loop", "muted", "poster", "src", "width"},
}
"""Element → attributes beside nh3's own."""

_COMMON = {"aria-label", "class", "dir", "id", "lang", "role", "title"}
_WITHOUT_TEXT = {"canvas", "noscript", "object", "script", "style", "svg", "template", "textarea"}
"""Elements that go with all that is in them: their text is for programs, or says nothing alone."""


@cache
def _make_cleaner() -> Any:  # noqa: ANN401 - nh3 has no name for its type
    import nh3

    mathml = {name: {*_MATHML_ATTRIBUTES.split()} for name in _MATHML.split()}
    attributes = {name: set(given) for name, given in nh3.ALLOWED_ATTRIBUTES.items()}
    for name, given in (_MORE | mathml).items():
        attributes[name] = attributes.get(name, set()) | given
    attributes["*"] = _COMMON
    return nh3.Cleaner(
        tags=nh3.ALLOWED_TAGS | _MORE.keys() | mathml.keys(),
        attributes=attributes,
        clean_content_tags=_WITHOUT_TEXT,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties={"text-align"},
        link_rel=None,
    )


def sanitize_html(html: str) -> str:
    """Return `html` without what could run: scripts, handlers, `javascript:`, `<base>`, styles.

    Formulas, figures, tables and frames of `https:` pages stay.
    """
    cleaned: str = _make_cleaner().clean(html)
    return cleaned
