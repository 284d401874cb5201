"""How Hypothesis tries laws."""

from hypothesis import settings

# The first example also imports the parser; a machine at work on other things is no failure.
settings.register_profile("notes-site", deadline=None)
settings.load_profile("notes-site")
