"""An array that rows are added to at its end."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

GROWTH = 1.25


class Growing:
    """Grows by a part of itself, so that adding few rows copies few."""

    def __init__(self, dtype: DTypeLike) -> None:
        self._room: NDArray[Any] = np.empty(0, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def rows(self) -> NDArray[Any]:
        """To read, and to change in place; not to be kept."""
        return self._room[: self._size]

    def extend(self, added: NDArray[Any]) -> None:
        """The first that is added becomes the room itself."""
        if not self._size:
            self._room, self._size = added, len(added)
            return
        size = self._size + len(added)
        if size > len(self._room):
            room = np.empty(int(size * GROWTH) + 16, self._room.dtype)
            room[: self._size] = self.rows
            self._room = room
        self._room[self._size : size] = added
        self._size = size
