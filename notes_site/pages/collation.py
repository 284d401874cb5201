"""The order of names in a language."""

import unicodedata


def sort_key(name: str, tag: str) -> tuple[bytes, str]:
    """Return what to sort `name` by in the language with BCP 47 `tag`.

    Case and accents count only between names that are equal without them. Chinese comes
    after Latin and in the order of pinyin: GB/T 2312, the kernel of GB 18030, has its 3,755
    common characters in that order, the rarer ones behind them by radical. A character of
    several readings has one place. Babel knows no collation, and PyICU wants ICU in the machine.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    base = "".join(each for each in decomposed if not unicodedata.combining(each))
    is_chinese = tag.partition("-")[0] == "zh"
    return base.encode("gb18030" if is_chinese else "utf-8"), name
