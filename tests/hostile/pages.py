"""What a browser would find in a page that could harm its reader."""

from html.parser import HTMLParser

_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset"}


class Elements(HTMLParser):
    """Reads a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        """Attributes such as `onclick`."""
        self.scripts_of_their_own: list[str] = []
        """Texts of scripts that are no data."""
        self.data_blocks: list[str] = []
        self._kind: str | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _ADDRESSES:
                self.addresses.append(value or "")
            if name.startswith("on"):
                self.handlers.append(f"{tag} {name}")
        if tag == "script":
            given = dict(attrs)
            self._kind = "script" if given.get("type", "module") in {"module", ""} else "data"
            if "src" in given:
                self._kind = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._kind = None

    def handle_data(self, data: str) -> None:
        if self._kind == "script":
            self.scripts_of_their_own.append(data)
        if self._kind == "data":
            self.data_blocks.append(data)
