"""A theme for notes-site, in the manner of a paper: `templates/`, `static/assets/`, `locales/`."""
