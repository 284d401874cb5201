"""Small blogs of other tools, made into sites by the command line."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image

from tests.conftest import Run
from tests.small_site import read_tree, write_files


def _make_picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (320, 200), "white").save(made, "PNG")
    return made.getvalue()


PNG = _make_picture()


def bring(run: Run, tmp_path: Path, files: Mapping[str, str | bytes], *options: str) -> Path:
    """Import a blog of `files`, build the site, and return its folder."""
    blog = tmp_path / "blog"
    write_files(blog, files)
    if "site.yaml" not in files:
        (blog / "site.yaml").unlink()
    before = read_tree(blog)
    result = run("import", "blog", "made", *options)
    assert result.exit_code == 0, result.output
    assert read_tree(blog) == before
    built = run("build", "--config", "made/site.yaml")
    assert built.exit_code == 0, built.output
    return tmp_path / "made"


def head_of(path: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(path.read_text().split("---\n")[1])
    return found
