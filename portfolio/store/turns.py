"""Writers of several processes on one SQLite file, one after the other: the kernel wakes the one who waits. Left to
SQLite, each asks again now and then, after longer and longer pauses; the unlucky wait seconds while others pass.

Two locks make the line. Whoever holds the first is the next to write, and gives it up once the second, the turn to
write, is its own; so nobody who has just written can write again before the one who was next.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from portfolio.store import problems

try:
    import fcntl
except ImportError:  # not on this system: SQLite's own lock is all there is
    HAS_LOCKS = False
else:
    HAS_LOCKS = True

# Beside the record, empty, never removed. Not the record itself: to close it here would drop the locks of SQLite on it.
NEXT, TURN = ".next", ".turn"


@contextlib.contextmanager
def turn(path: Path, seconds: float) -> Iterator[None]:
    """Hold the turn to write to this file; raises `problems.Unavailable` when it does not come within so many seconds.

    Let go by the kernel when the process dies. It spares waiting and protects nothing: where no such lock can be had
    (no room or right to make its file, a network disk without locks), writers go on, and SQLite's lock parts them.
    """
    line = _Line.join(path) if HAS_LOCKS else None
    if line is None:
        yield
        return
    with contextlib.closing(line):
        if not line.reached_end(seconds):
            raise problems.Unavailable(problems.BUSY)
        yield


class _Line:
    """A place in the line of those who want to write."""

    def __init__(self, next_: IO[bytes], turn_: IO[bytes]) -> None:
        self._next, self._turn = next_, turn_
        self._guard = threading.Lock()
        self._is_first = False
        self._has_left = False

    @classmethod
    def join(cls, path: Path) -> _Line | None:
        """None where its files cannot be made: what is wrong with the folder is said by writing to the record."""
        try:
            with contextlib.ExitStack() as opened:
                files = [opened.enter_context(path.with_name(path.name + suffix).open("ab")) for suffix in (NEXT, TURN)]
                opened.pop_all()
        except OSError:
            return None
        return cls(*files)

    def reached_end(self, seconds: float) -> bool:
        """Whether the turn came in time, or no lock can be had. `flock` has no limit of time: a thread waits for it."""
        try:
            self._advance(fcntl.LOCK_NB)
        except BlockingIOError:
            waiting = threading.Thread(target=self._wait, daemon=True)
            waiting.start()
            waiting.join(seconds)
            with self._guard:
                self._has_left = not self._is_first
                return self._is_first
        except OSError:
            pass
        return True

    def close(self) -> None:
        """Let the turn go; of a place given up, the thread that still waits does it as soon as the turn comes."""
        if not self._has_left:
            self._leave()

    def _wait(self) -> None:
        self._advance(0)
        with self._guard:
            self._is_first = True
            if self._has_left:
                self._leave()

    def _advance(self, how: int) -> None:
        fcntl.flock(self._next, fcntl.LOCK_EX | how)  # once held, held when it is asked for again
        fcntl.flock(self._turn, fcntl.LOCK_EX | how)
        fcntl.flock(self._next, fcntl.LOCK_UN)

    def _leave(self) -> None:
        self._next.close()
        self._turn.close()
