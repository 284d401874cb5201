"""The page of all works cited, and how a note is cited itself."""

from tests.conftest import MakeSite
from tests.small_site import note

BIB = """\
@misc{hu2022, author={Hu, Edward}, title={LoRA of $\\ell_2$}, year=2022, eprint={2106.09685}}
@misc{vaswani2017, author={Vaswani, Ashish}, title={Attention}, year=2017}
"""


def test_each_work_stands_once_with_its_notes(make_site: MakeSite) -> None:
    about = "\npaper:\n  title: LoRA\n  arxiv: '2106.09685'\n---\n"
    built = make_site(
        {
            "references.bib": BIB,
            "content/zh/a.md": note("[@vaswani2017; @hu2022]", "First"),
            "content/zh/b.md": note("[@hu2022]", "Second"),
            "content/zh/c.md": note("Text", "Third").replace("\n---\n", about, 1),
            "content/en/a.md": note("[@vaswani2017; @hu2022]", "First"),
        }
    )
    page = built["references/index.html"]
    assert page.count("<li>\n<p>") == 2
    lora = page.split("LoRA of", 1)[1].split("</ul>", 1)[0]
    assert [name in lora for name in (">First<", ">Second<", ">Third<")] == [True] * 3
    assert ">Second<" not in page.split("Vaswani", 1)[1].split("</ul>", 1)[0]
    assert '<a href="/references/"' in built["index.html"]


def test_formulas_in_titles_of_citing_notes_have_their_style(make_site: MakeSite) -> None:
    built = make_site({"references.bib": BIB, "content/zh/a.md": note("[@vaswani2017]", "Why $x$")})
    page = built["references/index.html"]
    assert 'class="katex"' in page
    assert '<link rel="stylesheet" href="/assets/katex' in page


def test_languages_that_cite_nothing_have_no_page(make_site: MakeSite) -> None:
    both = "title: Notes\nindex: {untranslated: hide}\nlanguages:\n  zh: {tag: zh-CN}\n  en: {tag: en}\n"
    built = make_site(
        {
            "site.yaml": both,
            "references.bib": BIB,
            "content/zh/a.md": note("[@vaswani2017]", "First"),
            "content/en/b.md": note("Text", "Second"),
        }
    )
    assert "references/index.html" in built
    assert "en/references/index.html" not in built
    assert "/en/references/" not in built["references/index.html"]
    assert "/en/references/" not in built["sitemap.xml"]


def test_a_paper_may_be_named_by_its_key(make_site: MakeSite) -> None:
    files = {
        "references.bib": BIB,
        "content/zh/a.md": note("Text", paper="{key: hu2022, code: https://github.com/x/y}"),
    }
    built = make_site(files)
    assert "LoRA of ℓ_2" in built["papers/index.html"]
    files["references.bib"] = BIB.replace("LoRA", "Low rank")
    assert "Low rank of ℓ_2" in make_site(files)["papers/index.html"]


def test_a_note_says_how_to_cite_it(make_site: MakeSite) -> None:
    built = make_site(
        {
            "site.yaml": "title: Notes\nauthor: {name: Li Ming}\n",
            "content/zh/why-lora.md": note("Text", "Why $x$ & LoRA", date="2024-05-31"),
        }
    )
    page = built["notes/why-lora/index.html"]
    assert (
        "Li Ming.《Why x &amp; LoRA》. Notes, 2024-05-31. http://localhost/notes/why-lora/" in page
    )
    assert "@misc{ming2024whylora,\n  title = {{Why x \\&amp; LoRA}}," in page
    assert '<meta name="citation_author" content="Li Ming">' in page
    assert '<meta name="citation_publication_date" content="2024/05/31">' in page
    assert '<meta name="DC.identifier" content="http://localhost/notes/why-lora/">' in page


def test_history_is_shown_and_dates_the_feed(make_site: MakeSite) -> None:
    history = "\n  - {date: 2024-06-02, changes: Corrected a sign.}\n  - {date: 2024-07-01, changes: Added a proof.}"
    built = make_site({"content/zh/a.md": note("Text", history=history)})
    page = built["notes/a/index.html"]
    assert page.index("Added a proof.") < page.index("Corrected a sign.")
    assert "<updated>2024-07-01T00:00:00Z</updated>" in built["feed.xml"]
