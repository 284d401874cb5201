"""Tries made-up notes on parser and excerpt until it is stopped: `make fuzz`.

Atheris (libFuzzer) looks for notes that reach new lines of our code and of the libraries
that parse. What raises anything, takes over half a minute or a gigabyte is written to a file
of the current folder; keep it in `tests/fuzz/found/`, where the tests try it for ever.
"""

import re
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["notes_site", "markdown_it", "mdit_py_plugins", "tests.fuzz"],
):
    from tests.fuzz.tried import try_note

ROOT = Path(__file__).parents[2]
_WORDS = [
    *("# ", "> ", "- ", "1. ", "\n\n", "    ", "```\n", "~~~", "|a|b|\n|-|-|\n", "- [ ] ", ": "),
    *("> [!NOTE]\n", "[^a]", "[^a]: ", "[a]: /u", "![", "](", "[[", "]]", "<!-- more -->", "<br>"),
    *("$", "$$", "\\(", "\\)", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\label{e}"),
    *("\\eqref{e}", "\\def\\a{", "\\newcommand{\\a}[1]{", "\\tag{1}", "{#id}", "https://", "www."),
    *(
        "**",
        "***",
        "~~",
        "`",
        "\\",
        "&amp;",
        "<a href=",
        "\x00",
        "重点。",
        "，",
        "（",
        "“",
        "👨‍👩‍👧",
    ),
    *("---\ntitle: A\ndate: 2024-05-31\n", "tags: [a]\n", "paper: {title: A}\n", "extra: {a: 1}\n"),
]


def _seeds() -> list[bytes]:
    """Return the notes of the sample site and of the handbook, and the cases of the dialect."""
    notes = [*ROOT.glob("content/*/*.md"), *ROOT.glob("tests/golden/site/content/**/*.md")]
    cases = [
        case.encode()
        for path in ROOT.glob("tests/parse/fixtures/*.md")
        for case in re.findall(
            r"^\.\n(.*?)\n\.$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
        )
    ]
    return [*(path.read_bytes()[:4096] for path in notes), *cases]


def main() -> None:
    """Run libFuzzer with its own arguments, such as `-max_total_time=1200`."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        seeds.mkdir()
        for number, seed in enumerate(_seeds()):
            (seeds / str(number)).write_bytes(seed)
        words = Path(folder) / "words"
        lines = ["".join(f"\\x{byte:02x}" for byte in word.encode()) for word in _WORDS]
        words.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
        limits = ["-timeout=30", "-rss_limit_mb=1024", "-max_len=4096", f"-dict={words}"]
        corpus = [each for each in sys.argv[1:] if not each.startswith("-")]
        options = [each for each in sys.argv[1:] if each.startswith("-")]
        atheris.Setup(["fuzz", *limits, *options, *corpus, str(seeds)], try_note)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
