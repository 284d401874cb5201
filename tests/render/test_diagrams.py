"""Fences of Mermaid, and the script that only sites with them have."""

import pytest

from tests.conftest import MakeSite
from tests.small_site import note


@pytest.mark.parametrize("info", ["mermaid", "Mermaid {title=x}"])
def test_a_diagram_brings_its_script(make_site: MakeSite, info: str) -> None:
    site = make_site({"content/zh/a.md": note(f"```{info}\npie\n```"), "content/zh/b.md": note()})
    assert '<div class="diagram"><' in site["notes/a/index.html"]
    assert "/assets/mermaid.tiny." in site["notes/a/index.html"]
    assert "mermaid" not in site["notes/b/index.html"]
    assert "diagram" not in site["feed.xml"]


def test_a_site_without_diagrams_has_no_mermaid(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("```mermaid\npie\n```")})
    assert list(site.output.glob("assets/mermaid.tiny.*.js"))
    site = make_site({"content/zh/a.md": note("```python\npie\n```")})
    assert not list(site.output.glob("assets/mermaid.tiny.*.js"))
