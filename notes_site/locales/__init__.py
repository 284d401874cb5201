"""The theme's words, one YAML file a language."""
