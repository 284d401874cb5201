"""The JSON of notebooks: versions, and what is told of those that cannot be read."""

import json
from collections.abc import Callable

import pytest

from tests.conftest import MakeSite
from tests.load.test_notebook import headline
from tests.small_site import Files, code, markdown, notebook, printed

X = "content/zh/x.ipynb"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "",
            f"{X}:1:1: this is no JSON: expecting value; open it in Jupyter and save it anew, or correct it here",
        ),
        (
            '{"nbformat": 4,\n "cells": [}',
            f"{X}:2:12: this is no JSON: expecting value; open it in Jupyter and save it anew, or correct it here",
        ),
        (
            "{}",
            f"{X}: this is no notebook, or one of before IPython 1; open it in Jupyter and save it anew",
        ),
        (
            '{"nbformat": 5, "cells": []}',
            f"{X}: it is of version 5 of notebooks, and 4 is known; save it as that",
        ),
        (
            '{"nbformat": 4}',
            (
                f"{X}: `the file` is not what a notebook has there: object missing required field `cells`; "
                "open it in Jupyter and save it anew, or correct it"
            ),
        ),
        (
            json.dumps({"nbformat": 4, "cells": [markdown("# A"), {**code(""), "outputs": 7}]}),
            (
                f"{X}:cell 2:1: `outputs` is not what a notebook has there: expected `array`, got `int`; "
                "open it in Jupyter and save it anew, or correct it"
            ),
        ),
        (
            '{"nbformat": 4, "cells": ' + "[" * 100_000,
            f"{X}: what it holds is nested too deep; open it in Jupyter and save it anew",
        ),
        (
            '{"nbformat": 3, "worksheets": [{}]}',
            f"{X}: this notebook of version 3 lacks something: cells; open it in Jupyter and save it anew",
        ),
    ],
)
def test_a_file_that_is_no_notebook_is_told_of(
    mistakes_of: Callable[[Files], list[str]], text: str, line: str
) -> None:
    assert mistakes_of({X: text}) == [line]


def test_a_notebook_of_version_3_is_read(make_site: MakeSite) -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "metadata": {}, "source": "An old one"},
        {
            "cell_type": "code",
            "language": "python",
            "collapsed": False,
            "input": ["1 +\n", "1"],
            "metadata": {},
            "outputs": [{"output_type": "pyout", "prompt_number": 1, "metadata": {}, "text": "2"}],
        },
    ]
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells}],
    }
    page = make_site({"content/zh/2014-05-31-x.ipynb": json.dumps(old)})["notes/x/index.html"]
    assert headline(page) == "An old one"
    assert ">2</samp>" in page


def test_what_python_writes_and_json_has_not_is_read(make_site: MakeSite) -> None:
    text = notebook(code("x", printed("half \\ud83d of one")), loss=0).replace(
        '"loss": 0', '"loss": NaN'
    )
    page = make_site({X: text.replace("\\\\ud83d", "\\ud83d")})["notes/x/index.html"]
    assert "half \ufffd of one" in page
