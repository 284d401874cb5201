"""`site.yaml` → `SiteConfig`: one file a section."""

from notes_site.config.site import SiteConfig, read_config

__all__ = ["SiteConfig", "read_config"]
