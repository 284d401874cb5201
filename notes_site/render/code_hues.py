"""The theme's own colours of code: the same hues on light ground and on dark."""

from collections.abc import Mapping

from pygments.style import Style
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    Token,
    _TokenType,
)


def _hues(  # noqa: PLR0913 - one for each hue of `colours.css`
    *, ink: str, muted: str, note: str, tip: str, important: str, warning: str, caution: str
) -> Mapping[_TokenType, str]:
    """Return what is set in which colour; the arguments are named as in `colours.css`."""
    return {
        Token: ink,
        Comment: f"italic {muted}",
        Comment.Preproc: f"noitalic {important}",
        Keyword: important,
        Keyword.Type: note,
        Operator.Word: important,
        Name.Function: note,
        Name.Class: f"bold {note}",
        Name.Namespace: note,
        Name.Builtin: note,
        Name.Builtin.Pseudo: important,
        Name.Exception: note,
        Name.Decorator: warning,
        Name.Constant: warning,
        Name.Attribute: warning,
        Name.Tag: important,
        Name.Label: warning,
        Name.Variable.Magic: note,
        Name.Function.Magic: note,
        String: tip,
        String.Escape: warning,
        String.Interpol: warning,
        String.Regex: warning,
        Number: warning,
        Generic.Heading: f"bold {note}",
        Generic.Subheading: f"bold {note}",
        Generic.Prompt: muted,
        Generic.Output: muted,
        Generic.Traceback: caution,
        Generic.Error: caution,
        Generic.Deleted: caution,
        Generic.Inserted: tip,
        Generic.Emph: "italic",
        Generic.Strong: "bold",
    }


class LightHues(Style):
    """On light ground."""

    styles = _hues(
        ink="#1e2833",
        muted="#55606e",
        note="#1c4f8a",
        tip="#1f6443",
        important="#673d9c",
        warning="#7d5200",
        caution="#a32020",
    )


class DarkHues(Style):
    """On dark ground."""

    styles = _hues(
        ink="#d9dfe7",
        muted="#9aa6b5",
        note="#8fbcf0",
        tip="#7fcca0",
        important="#c4a6f2",
        warning="#e5b95f",
        caution="#f59a94",
    )
