"""Make the README's pictures of the sample site: `make pictures`, with Chromium or Chrome."""

import json
import shutil
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, Route, ViewportSize, sync_playwright

from benchmarks.sites import copy_site
from tests.serve_process import serving

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
NOTO = ROOT / "notes_site" / "cards" / "noto"
SIZE = ViewportSize(width=1200, height=750)
SCALE = 1.5
QUALITY = 70
"""Each picture stays below 120 kB."""

SOUND, MISTAKEN = r"\bigl[\log\sigma(", r"\bigl[\log\sigmoidd("


def main() -> None:
    """Take a picture of the index, of a note in both languages, and of a mistake over its page."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        copy_site(ROOT, site)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        # Without the pages' policy, which would keep the face for Han from loading.
        page = browser.new_page(
            viewport=SIZE, device_scale_factor=SCALE, reduced_motion="reduce", bypass_csp=True
        )
        page.route("**/noto/*", _answer_with_font)
        with serving(site) as server:
            url = server.url
            page.goto(url)
            _take(page, "index")
            page.goto(f"{url}notes/clip/bilingual/")
            page.evaluate("scrollTo(0, 230)")
            _take(page, "side-by-side")
            page.goto(f"{url}en/notes/dpo/")
            page.evaluate("scrollTo(0, document.getElementById('loss').offsetTop - 40)")
            note = site / "content" / "en" / "dpo.md"
            text = note.read_text(encoding="utf-8")
            note.write_text(text.replace(SOUND, MISTAKEN), encoding="utf-8")
            page.get_by_text("sigmoidd").first.wait_for()
            _take(page, "mistake")
        browser.close()


def _answer_with_font(route: Route) -> None:
    route.fulfill(path=NOTO / route.request.url.rpartition("/")[2])


def _take(page: Page, name: str) -> None:
    """Save what `page` shows, Chinese in the face that `cards/` has, whatever this machine has."""
    page.add_style_tag(content=_noto_css())
    page.evaluate("document.fonts.ready.then(() => 1)")
    page.wait_for_timeout(1000)  # the slices of the face come one after the other
    shown = Image.open(BytesIO(page.screenshot()))
    shown.convert("RGB").save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)


def _noto_css() -> str:
    ranges = json.loads((NOTO / "unicode.json").read_bytes())
    return "".join(
        f'@font-face {{ font-family: "Noto Sans SC"; font-weight: 100 900; unicode-range: {codes};'
        f' src: url("/noto/noto-sans-sc-{key.strip("[]")}-wght-normal.woff2"); }}'
        for key, codes in ranges.items()
    )


if __name__ == "__main__":
    main()
