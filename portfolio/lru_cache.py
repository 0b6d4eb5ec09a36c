"""Keeping what was computed: a bounded memory that threads share."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any


class LruCache:
    """Values by key, `most` of them: the one asked for longest ago leaves first. None is never kept."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Any, Any] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, key: Any) -> Any:
        """The value, or None when it is not here (any more)."""
        with self._guard:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Any, value: Any) -> None:
        with self._guard:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._guard:
            self._values.clear()
