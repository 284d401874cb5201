"""Bibliographies: their files as entries."""
