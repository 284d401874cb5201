"""Writing with the page open: watchdog and HTTP around `build_site`.

Two processes. The one the author started watches files and answers browsers (`run.py`); it has
threads. The other one builds (`builder.py`) and has none.

Nothing is imported here, so that the builder does not load the server.
"""
