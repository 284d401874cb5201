"""YAML whose values know their line."""
