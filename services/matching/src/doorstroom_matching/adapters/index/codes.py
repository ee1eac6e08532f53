"""Small whole numbers for things that recur."""

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Codes(Generic[Key]):
    """0, 1, 2 … in the order of first appearance; a code stays what it is."""

    def __init__(self, *first: Key) -> None:
        self._codes: dict[Key, int] = {}
        self._keys: list[Key] = []
        for key in first:
            self.code(key)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def keys(self) -> Sequence[Key]:
        return self._keys

    def code(self, key: Key) -> int:
        """Of a key that may be new."""
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = len(self._keys)
            self._keys.append(key)
        return code

    def find(self, key: Key) -> int | None:
        return self._codes.get(key)
