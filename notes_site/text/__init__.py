"""Texts: slugs, spelling suggestions, scripts of writing."""
