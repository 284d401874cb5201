"""Hostile and broken notebooks; a page that lets one of them act sets `window.hit`."""

import json
from base64 import b64encode
from collections.abc import Mapping

from msgspec import Struct

from tests.small_site import code, markdown, notebook, printed, shown

HIT = "window.hit=1"
SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


class Case(Struct, frozen=True):
    """A notebook, and what comes of it."""

    content: str | bytes
    line: str = ""
    """Beginning of the mistake behind the path, as a pattern; empty for one that becomes a page."""


def _html(html: str) -> Case:
    return Case(notebook(code("x", shown(text_html=html, text_plain="plain"))))


def _svg(inside: str, root: str = SVG) -> Case:
    data = f'<svg {root} width="9" height="9"><rect width="9" height="9"/>{inside}</svg>'
    return Case(notebook(code("x", shown(image_svg=data))))


def _markdown_output(text: str) -> Case:
    return Case(notebook(code("x", shown(text_markdown=text))))


def _of_version_4(**values: object) -> Case:
    head = {"notes_site": {"title": "A", "date": "2024-05-31"}}
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": head, "cells": [], **values}
    return Case(json.dumps(whole))


def _told(case: Case, line: str) -> Case:
    return Case(case.content, line)


def _with_attachment(name: str, text: str) -> Case:
    data = b64encode(f"<svg {SVG}><script>{HIT}</script></svg>".encode()).decode()
    return Case(notebook(markdown(text, attachments={name: {"image/svg+xml": data}})))


_WRONG = r"cell 1:1: `[\w.\[\]]+` is not what a notebook has there: expected "
_SCRIPTS: Mapping[str, Case] = {
    "script in HTML": _html(f"<p>a</p><script>{HIT}</script>"),
    "script in a table": _html(f"<table><tr><td onmouseover={HIT}>a<script>{HIT}</script></td></tr></table>"),
    "handler": _html(f'<img alt="" src="data:image/png;base64,AAAA" onerror="{HIT}"><p onclick="{HIT}">a</p>'),
    "handler behind a slash": _html(f"<img/alt=a/src=data:image/png;base64,AAAA/onerror={HIT}>"),
    "address of a script": _html(f'<a href="javascript:{HIT}">a</a><a href="java\nscript:{HIT}">b</a>'),
    "frame with a text": _html(f'<p>a</p><iframe srcdoc="<script>parent.{HIT}</script>"></iframe>'),
    "frame of data": _html(f'<p>a</p><iframe src="data:text/html,<script>{HIT}</script>"></iframe>'),
    "object and embed": _html(f'<p>a</p><object data="data:text/html,<script>{HIT}</script>"></object><embed src="javascript:{HIT}">'),
    "script within SVG in HTML": _html(f"<p>a</p><svg><script>{HIT}</script><animate onbegin={HIT}></svg>"),
    "script within MathML": _html(f'<p>a</p><math><mtext><table><mglyph><style><img src onerror="{HIT}"></style></math>'),
    "style that loads": _html('<p style="background:url(//evil.invalid/x)">a</p><style>@import "//evil.invalid/y";</style>'),
    "base and refresh": _html('<base href="//evil.invalid/"><meta http-equiv="refresh" content="0;url=//evil.invalid/"><p>a</p>'),
    "form": _html('<form action="//evil.invalid/"><input name="a"><button>Go</button></form><p>a</p>'),
    "comment that ends elsewhere": _html(f"<!--><script>{HIT}</script>--><p>a</p>"),
    "noscript": _html(f'<noscript><p title="</noscript><script>{HIT}</script>"></noscript><p>a</p>'),
    "textarea": _html(f'<textarea><p title="</textarea><script>{HIT}</script>">'),
    "template": _html(f"<template><script>{HIT}</script></template><p>a</p>"),
    "end of the page": _html(f"</div></article></main></body></html><script>{HIT}</script><p>a</p>"),
    "ids of the page": _html('<p id="search" name="hit" class="code">a</p><img name="getElementById" src="data:image/png;base64,AAAA" alt="">'),
    "script in SVG": _svg(f"<script>{HIT}</script>"),
    "handler in SVG": _svg("", f'{SVG} onload="{HIT}"'),
    "HTML in SVG": _svg(f'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><script>{HIT}</script></body></foreignObject>'),
    "script of another namespace": _svg(f'<x:script xmlns:x="http://www.w3.org/1999/xhtml">{HIT}</x:script>'),
    "link in SVG": _svg(f'<a xlink:href="javascript:{HIT}"><text y="9">a</text></a>'),
    "animated link in SVG": _svg(f'<a><animate attributeName="xlink:href" values="javascript:{HIT}"/><set attributeName="onclick" to="{HIT}"/><text y="9">a</text></a>'),
    "use of data in SVG": _svg(f'<use xlink:href="data:image/svg+xml,&lt;svg id=&quot;a&quot; onload=&quot;{HIT}&quot;/&gt;#a"/>'),
    "style sheet of SVG": Case(notebook(code("x", shown(image_svg=f'<?xml-stylesheet href="data:text/xsl,{HIT}" type="text/xsl"?><svg {SVG} width="9" height="9"/>')))),
    "entities in SVG": Case(notebook(code("x", shown(image_svg=f'<!DOCTYPE svg [<!ENTITY a "&#60;script>{HIT}&#60;/script>">]><svg {SVG}>&a;</svg>')))),
    "growing entities in SVG": Case(notebook(code("x", shown(image_svg='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>')))),
    "file from elsewhere in SVG": Case(notebook(code("x", shown(image_svg=f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {SVG}><text>&a;</text></svg>')))),
    "script in Markdown": _markdown_output(f"a <script>{HIT}</script> b\n\n<script>{HIT}</script>\n\n<img src=x onerror={HIT}>"),
    "address in Markdown": _markdown_output(f"[a](javascript:{HIT}) ![b](javascript:{HIT}) <javascript:{HIT}>"),
    "escape from a fence": _markdown_output(f"```\n~~~\n```\n<img src=x onerror={HIT}>"),
    "script in LaTeX": Case(notebook(code("x", shown(text_latex=f"$\\text{{<img src=x onerror={HIT}>}}$ <script>{HIT}</script>")))),
    "script in text": Case(notebook(code("x", printed(f"\x1b]0;<script>{HIT}</script>\x07\x1b[31m<img src=x onerror={HIT}>")))),
    "script in an error": Case(notebook(code("x", {"output_type": "error", "ename": f"<script>{HIT}</script>", "evalue": "", "traceback": []}))),
    "script as JavaScript": Case(notebook(code("x", {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": HIT}}))),
    "script in code and language": Case(notebook(code(f"</code></pre><script>{HIT}</script>"), language_info={"name": f"<script>{HIT}</script>"})),
    "script in options": Case(notebook(code(f'#| label: "a><script>{HIT}</script>"\n#| fig-cap: "]( \\" onerror={HIT}"\n#| title: "<script>{HIT}</script>"\nx', shown(image_svg=f'<svg {SVG} width="9" height="9"/>')))),
    "script in an attachment": _with_attachment("a.svg", "![a](attachment:a.svg)"),
}  # fmt: skip
_BROKEN: Mapping[str, Case] = {
    "nothing": Case("", r"1:1: this is no JSON"),
    "half a file": Case(notebook(markdown("a"))[:60], r"1:\d+: this is no JSON"),
    "no text": Case(b"\xff\xfe\x00", r"1: a byte here is not UTF-8"),
    "null": Case("null", r" `the file` is not what a notebook has there"),
    "a list": Case("[]", r" `the file` is not what a notebook has there"),
    "a long number": Case('{"nbformat": ' + "9" * 9000 + "}", r" "),
    "deep nesting": Case('{"a":' * 200_000, r" "),
    "deep nesting of data": Case(
        '{"nbformat": 4, "cells": [], "metadata": {"a": ' + "[" * 60_000 + "]" * 60_000 + "}}", r" what it holds is nested too deep"
    ),
    "cells of another type": _told(_of_version_4(cells={"a": 1}), r" `cells` is not what"),
    "cell of another type": _told(_of_version_4(cells=[7]), r"cell 1:1: `this cell` is not what"),
    "source of another type": _told(_of_version_4(cells=[{**markdown(""), "source": 7}]), _WRONG),
    "data of another type": _told(_of_version_4(cells=[code("", {"output_type": "display_data", "data": []})]), _WRONG),
    "traceback of another type": _told(_of_version_4(cells=[code("", {"output_type": "error", "traceback": "a"})]), _WRONG),
    "metadata of another type": _told(_of_version_4(cells=[{**code(""), "metadata": [1]}]), _WRONG),
    "values of other types": _of_version_4(
        metadata={"notes_site": {"title": "A", "date": "2024-05-31"}, "kernelspec": 7, "language_info": [1]},
        cells=[code("#| tags: 7\n#| label: {a: [1]}\nx", {"output_type": "display_data", "data": {"text/plain": [1, None, "a"], "image/png": {"a": 1}, "text/html": 7}}, tags=[1, None, {}], jupyter=7, collapsed="yes")],
    ),
    "unknown kinds": _of_version_4(cells=[{"cell_type": "poem", "source": "a"}, code("x", {"output_type": "dance"})]),
    "path of an attachment": _told(_with_attachment("../../../etc/passwd", "![a](attachment:../../../etc/shadow)"), r"cell 1:1: the attachment \.\./"),
    "picture that is none": Case(notebook(code("x", shown(image_png="bm90IGEgcGljdHVyZQ==")), code("y", shown(image_jpeg="%%%")))),
    "gigantic text": _told(Case(notebook(code("x", printed("a" * 3_000_000)))), r"cell 1:1: the text of this notebook has 3,000,"),
    "gigantic cell": _told(Case(notebook(markdown("a b " * 200_000))), r" the text of this notebook has 800,"),
    "very many cells": Case(notebook(*[code("x", printed("y"))] * 3000)),
    "very many tables": Case(notebook(code("x", shown(text_html="<table>" * 20_000)))),
    "very many escapes": Case(notebook(code("x", printed("\x1b[1m" * 50_000 + "\r" * 50_000 + "\b" * 50_000)))),
    "very deep HTML": Case(notebook(code("x", shown(text_html="<div>" * 40_000 + "a")))),
    "very deep SVG": _svg("<g>" * 20_000 + "</g>" * 20_000),
    "very deep Markdown": Case(notebook(code("x", shown(text_markdown="> " * 5_000 + "a"))), r"cell 1:1: lists and quotations are nested too deep"),
    "growing aliases": Case(notebook(code("#| a: &a [x, x]\n#| b: &b [*a, *a]\n#| label: *b\nx"))),
}  # fmt: skip
CASES: Mapping[str, Case] = {**_SCRIPTS, **_BROKEN}


def list_files(*, are_pages: bool) -> dict[str, bytes]:
    """Return path → notebook of the cases that become pages, or of the others."""
    return {
        path_of(name): case.content if isinstance(case.content, bytes) else case.content.encode()
        for name, case in CASES.items()
        if bool(case.line) != are_pages
    }


def path_of(name: str) -> str:
    """Return the path of a case."""
    return f"content/zh/{name.replace(' ', '-').lower()}.ipynb"
