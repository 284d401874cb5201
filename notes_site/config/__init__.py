"""`site.yaml` → `SiteConfig`: one file a section."""

from notes_site.config.site import SiteConfig, default_config, read_config

__all__ = ["SiteConfig", "default_config", "read_config"]
