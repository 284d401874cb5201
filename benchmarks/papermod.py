"""The same site for Hugo with the theme PaperMod, formulas typeset as here."""

import json
import shutil
from pathlib import Path

from notes_site.config import SiteConfig
from notes_site.render.macros import PREAMBLE

_PARAMS = {"ShowToc": True, "ShowReadingTime": True, "ShowCodeCopyButtons": True, "math": True}


def dress_in_papermod(site: Path, config: SiteConfig, theme: Path) -> None:
    """Let the site of `make_hugo_site` in `site` have the theme in the folder `theme`.

    Formulas are set at build time, with the macros that they have here, so that pages differ by the
    theme alone. KaTeX's style sheet stands in the head of every page, as the theme's manual has it.
    """
    layouts = site / "layouts"
    math = (layouts / "_markup" / "render-passthrough.html").read_text(encoding="utf-8")
    shutil.rmtree(layouts)
    (layouts / "_markup").mkdir(parents=True)
    (layouts / "_partials").mkdir()
    macros = " ".join(
        f"`{name}` `{tex}`" for name, tex in {**PREAMBLE, **config.math.macros}.items()
    )
    (layouts / "_markup" / "render-passthrough.html").write_text(
        math.replace('"strict"', f'"macros" (dict {macros}) "strict"'), encoding="utf-8"
    )
    (layouts / "_partials" / "extend_head.html").write_text(
        '<link rel="stylesheet" href="{{ "katex.min.css" | relURL }}">\n', encoding="utf-8"
    )
    shutil.copytree(theme, site / "themes" / "PaperMod")
    settings = json.loads((site / "hugo.json").read_bytes())
    del settings["outputs"]
    settings |= {"theme": "PaperMod", "params": _PARAMS}
    (site / "hugo.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
