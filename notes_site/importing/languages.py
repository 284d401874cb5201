"""Languages of posts: of names, of folders, of what is written."""

import re

_CODES = {
    "zh": "zh", "cn": "zh", "zh-cn": "zh", "zh-hans": "zh", "zh-sg": "zh", "chinese": "zh",
    "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-hant": "zh-hant", "tw": "zh-hant",
    "en": "en", "en-us": "en", "en-gb": "en", "english": "en",
    "ja": "ja", "jp": "ja", "ko": "ko", "kr": "ko", "fr": "fr", "de": "de", "es": "es", "ru": "ru",
    "pt": "pt", "pt-br": "pt", "it": "it",
}  # fmt: skip
"""As people name folders and files → code."""

TAGS = {"zh": "zh-CN", "zh-hant": "zh-Hant"}
"""Code → BCP 47 tag, where it is another."""

LABELS = {
    "zh": "中文", "zh-hant": "繁體中文", "en": "English", "ja": "日本語", "ko": "한국어", "fr": "Français",
    "de": "Deutsch", "es": "Español", "ru": "Русский", "pt": "Português", "it": "Italiano",
}  # fmt: skip

_HAN = re.compile("[\u3400-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_WORD = re.compile("[A-Za-z]{2,}")
_CODE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)


def find_code(name: str) -> str:
    """Return the code of a language as a folder or a configuration names it; empty for none."""
    return _CODES.get(name.strip().lower().replace("_", "-"), "")


def split_name(stem: str) -> tuple[str, str]:
    """Return a file's name without its mark of a language, and the code: `a.zh`, `a_en`, `a-zh`."""
    match = re.fullmatch(r"(?P<name>.+?)[._-](?P<code>[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)", stem)
    code = find_code(match["code"]) if match else ""
    return (match["name"], code) if match and code else (stem, "")


def is_doubtful(stem: str, language: str) -> bool:
    """Tell whether a file's name may end so by chance: `count-on-it`, and not `a.it`."""
    match = re.fullmatch(r".+?[_-](?P<code>[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?)", stem)
    return match is not None and find_code(match["code"]) == language


def guess_language(text: str) -> str:
    """Return the language that a text is most likely written in."""
    bare = _CODE.sub(" ", text)
    han, words = len(_HAN.findall(bare)), len(_WORD.findall(bare))
    if len(_HANGUL.findall(bare)) > han + words // 2:
        return "ko"
    if len(_KANA.findall(bare)) * 4 > han > 0:
        return "ja"
    return "zh" if han * 2 > words else "en"
