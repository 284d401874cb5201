"""Files that are copied as they are."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from notes_site.model import OutputFile, Url
from notes_site.pages import output_path
from notes_site.write.assets import AssetSet


def list_copies(
    folder: Path, assets: AssetSet, static: Mapping[str, Path], attachments: Mapping[str, Url]
) -> Iterator[OutputFile]:
    """Yield the files that are not pages."""
    yield OutputFile(path=".nojekyll", content=b"")  # or GitHub Pages runs Jekyll over a branch
    yield from assets.files
    for path, file in static.items():
        yield OutputFile(path=path, content=file)
    for path, url in attachments.items():
        yield OutputFile(path=output_path(url), content=folder / path)
