"""Scripts that count readers, and their hosts in the policy."""

import re
from pathlib import Path

import pytest

from notes_site.config import read_config
from notes_site.errors import ConfigError
from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note, write_files

FILES: Files = {"content/en/a.md": note("Text"), "content/zh/a.md": note("文")}
ID = "94db1cb1-74f4-4a40-ad6c-962362670409"
TOKEN = "0123456789abcdef0123456789abcdef"


def build(make_site: MakeSite, statistics: str) -> BuiltSite:
    return make_site({**FILES, "site.yaml": f"title: Notes\nstatistics: {statistics}\n"})


def policy(site: BuiltSite) -> dict[str, str]:
    found = re.search(r'Policy" content="([^"]*)"', site["index.html"])
    assert found is not None
    return dict(each.partition(" ")[::2] for each in found[1].split("; "))


@pytest.mark.parametrize(
    ("statistics", "script", "connection"),
    [
        (
            "{plausible: a.example}",
            'src="https://plausible.io/js/script.js" data-domain="a.example"',
            "https://plausible.io",
        ),
        (
            f"{{umami: {{id: {ID}, host: https://u.example/}}}}",
            f'src="https://u.example/script.js" data-website-id="{ID}"',
            "https://u.example",
        ),
        (
            "{goatcounter: ada}",
            'src="https://gc.zgo.at/count.js" data-goatcounter="https://ada.goatcounter.com/count"',
            "https://ada.goatcounter.com",
        ),
        (
            f"{{cloudflare: {TOKEN}}}",
            (
                'src="https://static.cloudflareinsights.com/beacon.min.js" '
                f'data-cf-beacon="{{&#34;token&#34;: &#34;{TOKEN}&#34;}}"'
            ),
            "https://cloudflareinsights.com",
        ),
        (
            "{google: G-ABCDEF1234}",
            'src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234"',
            "https://*.google-analytics.com",
        ),
        (f"{{baidu: '{TOKEN}'}}", f'src="https://hm.baidu.com/hm.js?{TOKEN}"', "hm.baidu.com"),
    ],
)
def test_each_service_has_its_script_and_its_hosts(
    statistics: str, script: str, connection: str, make_site: MakeSite
) -> None:
    site = build(make_site, statistics)
    assert f"<script defer {script}" in site["index.html"]
    assert f"<script defer {script}" in site["en/notes/a/index.html"]
    assert connection in policy(site)["connect-src"]
    host = re.search(r"https://[^/]+", script)
    assert host is not None
    allowed = policy(site)["script-src"].replace("*.", "www.")
    assert host[0] in allowed


def test_google_s_script_finds_its_id_without_a_script_in_the_page(make_site: MakeSite) -> None:
    page = build(make_site, "{google: G-ABCDEF1234}")["index.html"]
    own = re.search(r'<script defer src="/assets/statistics\.\w+\.js" data-google="G-', page)
    assert own is not None
    assert page.index(own[0]) < page.index("gtag/js")
    assert page.count("<script>") == 1  # theme.js


def test_nobody_counts_unless_asked_to(make_site: MakeSite) -> None:
    site = make_site(FILES)
    assert "connect-src" not in policy(site)


@pytest.mark.parametrize(
    ("statistics", "message"),
    [
        ("{plausibel: a}", "unknown key `statistics.plausibel`; write `plausible`"),
        ("{google: UA-1}", "`UA-1` is no id of Google Analytics; write it as Google Analytics "),
        ("{umami: {host: https://a.b}}", "`id` is missing in `statistics.umami`; write `id: 94"),
        (
            f"{{umami: {{id: {ID}, host: https://a.b/u.js}}}}",
            "`https://a.b/u.js` is more than a host; write https://a.b",
        ),
        ("{google: {id: G-ABCDEF1234, host: https://a.b}}", "unknown key `statistics.google.host`"),
    ],
)
def test_what_is_wrong_is_told(statistics: str, message: str, tmp_path: Path) -> None:
    write_files(tmp_path, {"site.yaml": f"title: Notes\nstatistics: {statistics}\n"})
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "site.yaml")
    assert str(caught.value.problems[0]).startswith(f"site.yaml:2: {message}")
