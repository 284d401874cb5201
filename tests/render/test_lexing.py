"""The quick lexers give Pygments' own tokens."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from notes_site.render.lexing import QuickLexer

LANGUAGES = [
    "python",
    "cpp",
    "c",
    "cuda",
    "java",
    "javascript",
    "typescript",
    "rust",
    "go",
    "bash",
    "html",
    "css",
    "json",
    "yaml",
    "julia",
    "r",
    "sql",
    "tex",
    "markdown",
    "toml",
    "diff",
    "make",
    "haskell",
    "scala",
    "kotlin",
    "swift",
    "lua",
    "matlab",
    "pycon",
    "console",
    "ini",
    "docker",
]

SAMPLE = '''\
#!/usr/bin/env python
# 中文注释 with "quotes" and 'more'
@decorator(x=1.5e-3, y=0xFF)
class Net(nn.Module):
    """Docstring
    of two lines."""

    def forward(self, x: Tensor | None = None) -> Tensor:
        return f"{x!r:>{width}} {{}}" + r"\\n" + b"bytes" if x is not None else ...

match value:
    case [1, *rest]:
        print(rest, sep="")
<div class="a" style="color: red">&amp; <!-- c --></div>
{"key": [1, 2.5, null, true], 'a': "\\u4e2d"}
$ pip install torch && export A=${B:-1} | grep -v "x" > /dev/null
SELECT * FROM t WHERE a = 'it''s' -- comment
int main(void) { std::vector<int> v{1, 2}; /* c */ return 0; }
\\begin{align} a &= b \\\\ c &= d \\end{align} % tex
--- a/file
+++ b/file
@@ -1 +1 @@
-old
+new
'''


def tokens(language: str, text: str) -> list[tuple[object, str]]:
    lexer = get_lexer_by_name(language)
    return [(kind, value) for _, kind, value in lexer.get_tokens_unprocessed(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tokens_are_those_of_pygments(language: str) -> None:
    quick = QuickLexer(get_lexer_by_name(language))
    assert list(quick.tokens(SAMPLE)) == tokens(language, SAMPLE)


@pytest.mark.property
@settings(max_examples=200)
@given(
    st.sampled_from(["python", "cpp", "bash", "javascript", "html", "yaml"]),
    st.lists(st.sampled_from([*SAMPLE.split(), " ", "\n", "\n    ", '"', "'", "\\", "中"])),
)
def test_tokens_of_any_text_are_those_of_pygments(language: str, words: list[str]) -> None:
    """Quick lexers give the same tokens for texts that no compiler would take."""
    text = " ".join(words)
    assert list(QuickLexer(get_lexer_by_name(language)).tokens(text)) == tokens(language, text)


def test_code_is_read_without_the_private_parser_of_re() -> None:
    program = (
        "import re, sys\n"
        "del re._parser; sys.modules['re._parser'] = None\n"
        "from notes_site.render import lexing\n"
        "from pygments.lexers import get_lexer_by_name\n"
        "assert lexing.analysis is None\n"
        "print(list(lexing.QuickLexer(get_lexer_by_name('python')).tokens('x = 1\\n')))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    )
    expected = list(QuickLexer(get_lexer_by_name("python")).tokens("x = 1\n"))
    assert result.stdout.strip() == str(expected)
