"""`Page` → files: assets with fingerprinted names, staging, and the swap."""

from notes_site.write.assets import AssetSet, find_assets, find_static
from notes_site.write.output import Published, publish

__all__ = ["AssetSet", "Published", "find_assets", "find_static", "publish"]
