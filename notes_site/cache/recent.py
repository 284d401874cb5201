"""Values of the builds before, forgotten once no build asks for them."""

from collections.abc import Hashable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """A dict that forgets what nobody asked for during a whole build."""

    def __init__(self) -> None:
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __setitem__(self, key: Key, value: Value) -> None:
        self._now[key] = value

    def get(self, key: Key) -> Value | None:
        """Return the value at `key`, or None."""
        value = self._now.get(key)
        if value is None and (value := self._before.get(key)) is not None:
            self._now[key] = value
        return value

    def of_this_build(self) -> dict[Key, Value]:
        """Return what was set or asked for in the build under way."""
        return dict(self._now)

    def recall(self, values: Mapping[Key, Value]) -> None:
        """Take `values` for those of a build before."""
        self._before = {**self._before, **values}

    def turn(self) -> None:
        """Begin the next build."""
        self._before, self._now = self._now, {}
