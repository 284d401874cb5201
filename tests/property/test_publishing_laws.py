"""Laws of what is published about notes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.inputs import Folder
from notes_site.model import Url
from notes_site.pages import Page
from notes_site.pages.template import Templates

pytestmark = pytest.mark.property

TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(
    ["</script><script>", "<!-- <script>", "]]>", "&amp;", "\"'", "\x00\x0b\x1f", "\ufffe\uffff"]
)
FOLDER = Path(__file__).parents[1] / "pages" / "templates"


@dataclass(frozen=True)
class _Text:
    text: str


class _Reader(HTMLParser):
    """Reads the one script and the one attribute of `escaping.html`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.script = ""
        self.title: str | None = None
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title = dict(attrs).get("title", self.title)

    def handle_data(self, data: str) -> None:
        self.script += data


def _render(name: str, text: str) -> str:
    page = Page(
        url=Url("/"),
        path="index.html",
        template=name,
        inputs=b"",
        make_context=lambda: _Text(text),
    )
    return TEMPLATES.render(page).decode()


TEMPLATES = Templates([Folder(path="templates", location=str(FOLDER), real=str(FOLDER), roots=())])


@given(TEXTS)
def test_any_text_survives_in_html_and_json_ld(text: str) -> None:
    """A browser finds in attribute and script what was written, and nothing besides."""
    reader = _Reader()
    reader.feed(_render("escaping.html", text))
    assert reader.tags == ["p", "script"]
    assert reader.title == text
    assert json.loads(reader.script) == {"text": text}


@given(TEXTS)
def test_any_text_survives_in_xml(text: str) -> None:
    """XML holds the text but for characters that no XML can hold, and line ends become one."""
    element = ET.fromstring(_render("escaping.xml", text))
    allowed = "".join(
        each for each in text if each in "\t\n\r" or " " <= each < "\ufffe" or each > "\uffff"
    )
    assert element.text or allowed.replace("\r\n", "\n").replace("\r", "\n") == ""
