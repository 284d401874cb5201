"""`python -m notes_site` does what the command `notes-site` does."""

from notes_site.cli import main

if __name__ == "__main__":
    main()
