"""`notes-site cite`: entries of arXiv and Crossref, asked of a server on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from notes_site.citations import ask as asking
from notes_site.citations.ask import CannotAskError, ask
from notes_site.citations.bibtex_file import parse_bibtex
from notes_site.citations.bibtex_text import entry_text, free_key
from tests.conftest import Run

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><entry>
<title>LoRA: Low-Rank Adaptation
  of $W_0$ &amp; more</title><published>2021-06-17T00:00:00Z</published>
<author><name>Edward J. Hu</name></author><author><name>Aaron van den Oord</name></author>
<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL"/>
</entry></feed>"""
WORK = {
    "type": "journal-article",
    "title": ["Human-level <i>control</i>"],
    "author": [{"family": "Mnih", "given": "Volodymyr"}, {"name": "DeepMind"}],
    "published": {"date-parts": [[2015, 2, 25]]},
    "container-title": ["Nature"],
    "volume": "518",
    "page": "529-533",
    "DOI": "10.1038/nature14236",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/arxiv?id_list=2106.09685": ATOM,
            "/arxiv?id_list=2106.00000": '<feed xmlns="http://www.w3.org/2005/Atom"/>',
            "/works/10.1038/nature14236": json.dumps({"message": WORK}),
        }
        answer = answers.get(self.path)
        self.send_response(200 if answer else 404)
        self.end_headers()
        self.wfile.write((answer or "").encode())

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_paper_of_arxiv(host: str) -> None:
    work = ask("arxiv:2106.09685", arxiv=f"{host}/arxiv")
    assert work == ask("https://arxiv.org/abs/2106.09685v2", arxiv=f"{host}/arxiv")
    assert work == ask("doi:10.48550/arXiv.2106.09685", arxiv=f"{host}/arxiv")
    text = entry_text(work, free_key(work, {"hu2021lora"}))
    assert text == (
        "@misc{hu2021loraa,\n"
        "  title = {{LoRA: Low-Rank Adaptation of $W_0$ \\& more}},\n"
        "  author = {Hu, Edward J. and van den Oord, Aaron},\n"
        "  year = {2021},\n"
        "  eprint = {2106.09685},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.CL},\n"
        "}"
    )
    (found,), problems = parse_bibtex(text, "references.bib")
    assert not problems
    assert found.entry.title == r"LoRA: Low-Rank Adaptation of $W_0$ \& more"


def test_a_work_of_crossref(host: str) -> None:
    work = ask("doi:10.1038/nature14236", crossref=f"{host}/works/")
    assert entry_text(work, free_key(work, ())) == (
        "@article{mnih2015human,\n"
        "  title = {{Human-level control}},\n"
        "  author = {Mnih, Volodymyr and {DeepMind}},\n"
        "  year = {2015},\n"
        "  journal = {Nature},\n"
        "  volume = {518},\n"
        "  pages = {529--533},\n"
        "  doi = {10.1038/nature14236},\n"
        "}"
    )


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("arxiv:2106.00000", "arXiv knows no paper 2106.00000"),
        ("doi:10.1000/nothing", "knows no such work"),
        ("arxv:2106.09685", "write arxiv:2106.09685"),
        ("LoRA", "write arxiv:2106.09685 or doi:10.1038/nature14236"),
    ],
)
def test_what_is_not_found_is_told(host: str, reference: str, said: str) -> None:
    with pytest.raises(CannotAskError, match=said):
        ask(reference, f"{host}/arxiv", f"{host}/works/")


def test_nobody_answers() -> None:
    with pytest.raises(CannotAskError, match="cannot be reached"):
        ask("arxiv:2106.09685", arxiv="http://127.0.0.1:9/")


def test_the_command_adds_an_entry_once(
    host: str, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = (f"{host}/arxiv", f"{host}/works/")
    monkeypatch.setattr(asking.ask, "__defaults__", defaults)
    site = tmp_path / "site.yaml"
    site.write_text("title: T\n", "utf-8")
    bib = tmp_path / "references.bib"
    bib.write_text("@misc{a, title={A}}\n", "utf-8")
    result = run("cite", "arxiv:2106.09685", "--config", site)
    assert result.exit_code == 0
    assert bib.read_text("utf-8").startswith("@misc{a, title={A}}\n\n@misc{hu2021lora,\n")
    again = run("cite", "arxiv:2106.09685", "--config", site)
    assert again.exit_code == 1
    assert "references.bib:3 has this work; cite it as [@hu2021lora]" in again.stderr
    printed = run("cite", "doi:10.1038/nature14236", "--print", "--config", site)
    assert printed.stdout.startswith("@article{mnih2015human,")
    assert "mnih" not in bib.read_text("utf-8")


@pytest.mark.parametrize(
    ("reference", "remedy"),
    [
        ("10.1016/S0304-3975(97)00112-7", "write doi:10.1016/S0304-3975(97)00112-7"),
        ("1706.03762", "write arxiv:1706.03762"),
        ("arxv:1706.03762", "write arxiv:1706.03762"),
        ("attention", "write arxiv:2106.09685 or doi:10.1038/nature14236"),
    ],
)
def test_a_reference_without_its_kind_is_told_with_it(reference: str, remedy: str) -> None:
    with pytest.raises(CannotAskError) as raised:
        ask(reference)
    assert str(raised.value) == f"`{reference}` is no reference; {remedy}"
