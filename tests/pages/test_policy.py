import re
from base64 import b64decode
from hashlib import sha256

from tests.conftest import MakeSite
from tests.small_site import note

FILES = {"content/en/a.md": note("Text."), "content/zh/a.md": note("文字。")}


def test_the_script_in_each_page_is_the_one_that_its_policy_admits(make_site: MakeSite) -> None:
    site = make_site(FILES)
    for path in ("index.html", "en/notes/a/index.html", "404.html", "tags/index.html"):
        (script,) = re.findall(r"<script>(.*?)</script>", site[path], re.DOTALL)
        (source,) = re.findall(r"script-src 'self' 'sha256-([^']+)'", site[path])
        assert b64decode(source) == sha256(script.encode()).digest()


def test_a_script_of_the_site_stands_in_for_the_one_in_the_page(make_site: MakeSite) -> None:
    site = make_site({**FILES, "static/assets/theme.js": 'const end = "</script>";\r\n'})
    assert '<script>const end = "<\\/script>";\n</script>' in site["index.html"]
