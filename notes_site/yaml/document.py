"""One YAML text, and what is wrong with it."""

from datetime import UTC, tzinfo

from msgspec import Struct, field
from yaml.events import Event
from yaml.nodes import Node

from notes_site.errors import Place, Problem, refuse_mistakes


class YamlDocument(Struct):
    """One YAML text and the mistakes found in it so far."""

    path: str
    """Of the file, below the site folder, for the messages."""

    first_line: int = 1
    """1-based line of the file where the YAML text begins."""

    kind: str = "settings"
    """Of all mistakes in it."""

    problems: list[Problem] = field(default_factory=list)
    zone: tzinfo = UTC
    """Where times without an offset are."""

    def place(self, node: Node | Event) -> Place:
        """Return where `node` begins."""
        mark = node.start_mark
        return Place(path=self.path, line=(mark.line if mark else 0) + self.first_line)

    def add(self, place: Place, text: str) -> None:
        """Write down a mistake at `place`."""
        self.problems.append(Problem(place=place, text=text, kind=self.kind))

    def report(self, node: Node | Event, text: str) -> None:
        """Write down a mistake at `node`."""
        self.add(self.place(node), text)

    def warn(self, node: Node, text: str) -> None:
        """Write down a warning at `node`."""
        self.problems.append(
            Problem(place=self.place(node), text=text, kind=self.kind, is_warning=True)
        )

    def finish(self) -> list[Problem]:
        """Return the warnings.

        Raises:
            SourceError: at least one mistake was found; it holds all problems.
        """
        refuse_mistakes(self.problems)
        return self.problems
