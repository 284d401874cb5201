"""The page of the preview that tells how far articles are translated."""

from pathlib import Path

from tests.serve_process import ask, note, serving, write_site

PAGE = "/.notes-site/translations"


def test_it_follows_each_save_and_names_the_next_text(tmp_path: Path) -> None:
    zh = note("甲", "第一句，`a`。\n\n## 其二 {#two}\n\n第二句 $x$。")
    site = write_site(
        tmp_path / "site", {"content/zh/a.md": zh, "content/en/a.md": note("A", "One, `a`.")}
    )
    with serving(site) as server:
        url = server.url
        status, _, body = ask(url, PAGE)
        text = body.decode()
        assert status == 200
        assert '<a href="/notes/notes/a/#two">content/zh/a.md:7</a>, into en:' in text
        assert "<blockquote>其二</blockquote>" in text
        assert "<td>partial</td>" in text
        assert "/.notes-site/reload.js" in text
        done = note("A", "One, `a`.\n\n## Two {#two}\n\nTwo $x$.")
        (site / "content/en/a.md").write_text(done)
        server.wait_for("content/en/a.md: ")
        text = ask(url, PAGE)[2].decode()
        assert "Everything is translated." in text
        assert "<td>unmarked</td>" in text
        (site / "content/en/a.md").write_text("---\ntitle: [\n---\n")
        server.wait_for("content/en/a.md")
        assert "content/en/a.md:2" in ask(url, PAGE)[2].decode()
