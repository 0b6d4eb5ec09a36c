"""Record and facts together: one path from the log to the facts, alone or with twenty replicas."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from portfolio.domain.access.private_logs import programme_of, project_of
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FACTS
from portfolio.store import anchors, applying, facts_slots, integrity, kept_views, log, places, problems
from portfolio.store import facts as facts_file
from portfolio.store.anchors import Anchors
from portfolio.store.applying import Chunk
from portfolio.store.evidence import EvidenceFiles
from portfolio.store.facts import Connection, FactsFile, FactsHead
from portfolio.store.facts_digests import digests
from portfolio.store.record import INSTALLATION, Record

logger = logging.getLogger(__name__)
Progress = Callable[[str, int, int], None]
# A rebuild this long is worth leaving a seed for the next process.
SEED_AFTER_EVENTS = 20_000
IDLE_SECONDS = 60
# Between two writings of the anchors while events come: a record that loses its end loses at most this much of it
# unnoticed, and only together with its facts. Rarely enough that no command feels the disk being waited for.
ANCHOR_SECONDS = 30


class OpenFacts(NamedTuple):
    """A cursor on the facts at one moment, kept rows included; `moment`: when it was opened, for their heads."""

    cursor: Connection
    facts: FactsFile
    moment: int

    def heads(self) -> dict[str, FactsHead]:
        """Where the logs stood for what this cursor reads."""
        return self.facts.heads_under(self.cursor, self.moment)


class Store:
    """An open record and this process's facts."""

    def __init__(self, record: Record, facts: FactsFile) -> None:
        self.record = record
        self.facts = facts
        self.backups = places.backups(record)
        self.evidence = EvidenceFiles(places.beside(record, "evidence"))
        self._closed: Text | None = None  # to writing, until the record or the application changes
        self._away: Text | None = None  # the record did not answer when it was last looked at
        self._notice: Text | None = None  # what everybody is told, and nothing is refused for
        # What was found of each log that is not what was written, and the head that it then had.
        self._faults: dict[str, tuple[str, Text]] = {}
        # Facts files that are no longer written, open until the end: others may be reading them.
        self._left: list[FactsFile] = []
        self._turn = threading.RLock()  # one thread catches up at a time
        # When these facts last moved ahead of the seed (monotonic seconds); None: the seed is as they are.
        self._ahead_since: float | None = None if facts_slots.has_seed(facts) else time.monotonic()
        self.anchors = Anchors.of(record)
        self._anchored_at: float | None = None  # monotonic seconds
        self._is_anchored = True  # nothing came since

    @classmethod
    def open(cls, place: str, facts_folder: Path | None = None) -> Store:
        """Open an existing record; raises `Missing` when there is none, `Damaged` when it is something else."""
        record = Record(place)
        if not record.exists():
            anchors.check_new(record)
            raise problems.Missing(problems.EMPTY)
        store = cls._on(record, facts_folder or places.beside(record, "facts"))
        try:
            store._check_declarations()
            store._check_anchors()
            store._shed_erased()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _on(cls, record: Record, folder: Path) -> Store:
        """With facts in this folder, or in memory where its disk takes none."""
        try:
            return cls(record, facts_slots.take(folder))
        except facts_slots.NoRoom as full:
            store = cls(record, FactsFile.in_memory())
            store._say_in_memory(folder, full)
            return store

    def close(self) -> None:
        """Let the record and the facts go."""
        self._note_anchors(when_due=False)
        for left in self._left:
            try:
                facts_slots.release(left)
            except applying.NO_ROOM as failed:  # closing writes too
                logger.error("the facts file left behind was not closed: %s", failed)
        facts_slots.release(self.facts)
        self.record.close()

    @property
    def read_only(self) -> Text | None:
        """Why nothing can be recorded, or None."""
        return self._closed or self._away

    def follow(self) -> None:
        """Catch up if the log can be read; if not, what was known of it is what there is to read."""
        try:
            self.catch_up()
        except (problems.Unavailable, problems.Damaged) as problem:
            self._away = problem.text
        else:
            self._away = None

    def catch_up(self, progress: Progress | None = None) -> None:
        """Apply what the log holds and the facts do not; rebuild after an erasure; notice a replaced log, or one that
        a newer version writes by now."""
        with self._turn, self.facts.mutex, self.record.reading() as connection:
            applied = self._catch_up(connection, progress)
        if applied:
            self._ahead_since = time.monotonic()
            self._is_anchored = False
            self._note_anchors()
        if applied >= SEED_AFTER_EVENTS:
            self.leave_seed()

    @contextlib.contextmanager
    def reading(self) -> Iterator[OpenFacts]:
        """The facts, and the views kept of them as they now are."""
        with contextlib.ExitStack() as opened:
            snapshot = self._open_facts(opened)
            if kept_views.is_stale(snapshot.cursor):
                opened.close()
                with self._turn, self.facts.mutex:  # or others could write before the cursor is opened
                    self._refresh()
                    snapshot = self._open_facts(opened)
                    kept_views.is_stale(snapshot.cursor)  # a transaction begins with its first query
            yield snapshot

    def _open_facts(self, opened: contextlib.ExitStack) -> OpenFacts:
        facts, moment = self.facts, self.facts.moment
        return OpenFacts(opened.enter_context(facts.reading()), facts, moment)

    def _refresh(self) -> None:
        try:
            self.facts.refresh()
        except applying.NO_ROOM as error:
            with self.record.reading() as connection:
                self._go_on_in_memory(connection, error)

    def leave_seed(self) -> None:
        """Leave a copy of the facts that a new process starts from."""
        with self.reading():  # what is kept is made again here rather than by each of those that start from it
            pass
        facts_slots.leave_seed(self.facts)
        self._ahead_since = None

    def leave_seed_when_idle(self) -> None:
        """Leave one if the facts moved, and then nothing happened for a while."""
        self._note_anchors()
        since = self._ahead_since
        if since is not None and time.monotonic() - since >= IDLE_SECONDS:
            self.leave_seed()

    def _catch_up(self, connection: sa.Connection, progress: Progress | None) -> int:
        """How many events were applied. The caller holds the mutex since before the connection's snapshot."""
        if self._is_newer(_declared(connection)):
            self._closed = self._closed or problems.NEWER
        heads = log.heads(connection)
        known = self.facts.heads()
        # Before the erasures: a copy from before one of them is another log, not one to build the facts anew from.
        if self._is_replaced(connection, heads, known):
            self._closed = problems.REPLACED
            return 0
        if any(known[name].erasures != head.erasures for name, head in heads.items() if name in known):
            self._rebuild(connection, heads, progress, after_erasure=True)
            facts_slots.forget_copies(self.facts)
            return 0
        applied = 0
        for name, head in heads.items():
            since = known[name].sequence if name in known else 0
            if head.sequence > since and self._faults.get(name, ("",))[0] != head.digest:
                applied += head.sequence - since
                if not self._apply(connection, head, known.get(name), progress):
                    break
        return applied

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make the facts anew from the log as it is; accepts a record that was replaced."""
        with self._turn, self.facts.mutex, self.record.reading() as connection:
            self._faults.clear()
            self._rebuild(connection, log.heads(connection), progress)
        self._closed = None
        self.anchors.accept()
        self._check_declarations()
        self.leave_seed()

    def compare_with_rebuilt(self) -> list[str]:
        """The tables that differ between these facts and others built anew from the log; empty when all is well."""
        with contextlib.ExitStack() as opened:
            with self.facts.mutex:  # the facts, and the log they are compared with, at one moment
                connection = opened.enter_context(self.record.reading())
                self._catch_up(connection, None)
                self._refresh()
                kept = digests(self.facts)
            anew = opened.enter_context(contextlib.closing(FactsFile.in_memory()))
            try:
                with anew.writing() as cursor:
                    applying.fill(cursor, self._chunks(connection, log.heads(connection), None))
            except applying.UNREADABLE as error:
                raise problems.Damaged(integrity.UNREADABLE_PAYLOAD.fill(found=str(error)[:200])) from error
            rebuilt = digests(anew)
        return [table for table in kept if kept[table] != rebuilt[table]]

    @property
    def notice(self) -> Text | None:
        """What the service goes on without, None when nothing."""
        return self._notice

    def is_faulty(self, name: str) -> bool:
        """Whether this log is read up to a fault only."""
        return name in self._faults

    @property
    def faults(self) -> list[Text]:
        """What was found of logs that are not what was written; each is read up to there, and not written."""
        return [text for _, text in self._faults.values()]

    @property
    def faults_for_all(self) -> list[Text]:
        """The same for those who must not know which logs are private: of these, no name and no number."""
        part = {
            name: integrity.FAULT.fill(programme=programme_of(name), what=integrity.A_PART) for name in self._faults
        }
        found = (part[name] if project_of(name) else text for name, (_, text) in self._faults.items())
        return list(dict.fromkeys(found))

    def check_writable(self, *logs: str) -> None:
        """Raise `ReadOnly` when this process must not write, or not in one of these logs; a record that is away is told
        by trying."""
        if self._closed is not None:
            raise problems.ReadOnly(self._closed)
        for name in logs:
            for of in (name, programme_of(name)):
                if of in self._faults:
                    raise problems.ReadOnly(self._faults[of][1])

    def _apply(
        self, connection: sa.Connection, head: log.Head, known: FactsHead | None, progress: Progress | None
    ) -> bool:
        """Apply one programme's events in chunks, each with where the log then stood in one transaction; False when
        the facts went to memory, where every programme was applied anew: none is left to apply."""
        for chunk in self._chunks_of(connection, head, known, progress):
            try:
                fault = self._take(chunk)
            except applying.NO_ROOM as error:
                self._go_on_in_memory(connection, error)
                return False
            if fault is not None:
                self._note_fault(head, fault)
                break
        return True

    def _take(self, chunk: Chunk) -> Text | None:
        """Apply a chunk; of one that cannot be read, what comes before the first event that cannot, and its fault."""
        before = self.facts.heads()
        try:
            with self.facts.writing() as cursor:
                moved = applying.apply(cursor, chunk)
        except applying.UNREADABLE as error:
            if len(chunk.events) == 1:
                return _not_applied(chunk, error)
            middle = len(chunk.events) // 2
            first = chunk.events[:middle]
            return self._take(_chunk(first, chunk)) or self._take(_chunk(chunk.events[middle:], chunk))
        self.facts.remember(before, chunk.programme, chunk.known, moved)
        return None

    def _go_on_in_memory(self, connection: sa.Connection, error: Exception) -> None:
        """The disk of the facts is full or fails: what is recorded is safe, and is read from memory from here on."""
        left, self.facts = self.facts, FactsFile.in_memory()
        self._say_in_memory(left.path, error)
        self._left.append(left)
        self._rebuild(connection, log.heads(connection), None)

    def _say_in_memory(self, where: Path | None, error: Exception) -> None:
        logger.error("facts go on in memory: %s", error)
        self._notice = problems.FACTS_IN_MEMORY.fill(where=where, found=str(error).splitlines()[0][:200])

    def _note_fault(self, head: log.Head, text: Text) -> None:
        logger.error("%s", text.en)
        self._faults[head.programme] = head.digest, text

    def _chunks(
        self, connection: sa.Connection, heads: dict[str, log.Head], progress: Progress | None
    ) -> Iterator[Chunk]:
        """Every programme's log, from its first event."""
        for head in heads.values():
            yield from self._chunks_of(connection, head, None, progress)

    def _chunks_of(
        self, connection: sa.Connection, head: log.Head, known: FactsHead | None, progress: Progress | None
    ) -> Iterator[Chunk]:
        """One programme's log after what is known of it, as far as it is what was written; progress is told of a chunk
        once it has been taken."""
        after, digest = (known.sequence, known.digest) if known else (0, log.genesis(head.programme))
        for rows, fault in integrity.sound(connection, head, after, digest):
            if rows:
                yield Chunk(rows, head.programme, _head_after(rows, head.erasures))
                if progress is not None:
                    progress(head.programme, rows[-1].sequence, head.sequence)
            if fault is not None:
                self._note_fault(head, fault)

    def _rebuild(
        self,
        connection: sa.Connection,
        heads: dict[str, log.Head],
        progress: Progress | None,
        *,
        after_erasure: bool = False,
    ) -> None:
        """In one transaction: readers see the facts as they were until the new ones are whole."""
        try:
            with self.facts.writing() as cursor:
                applying.clear(cursor)
                if after_erasure:
                    facts_file.note_erasure(cursor)
                applying.fill(cursor, self._chunks(connection, heads, progress))
        except applying.NO_ROOM as error:
            self._go_on_in_memory(connection, error)
        except applying.UNREADABLE:
            self._fill_one_by_one(connection, heads, progress)

    def _fill_one_by_one(
        self, connection: sa.Connection, heads: dict[str, log.Head], progress: Progress | None
    ) -> None:
        """A payload cannot be read: each programme as far as it can be, and what cannot is said."""
        try:
            with self.facts.writing() as cursor:
                applying.clear(cursor)
        except applying.NO_ROOM as error:
            self._go_on_in_memory(connection, error)
            return
        for head in heads.values():
            if not self._apply(connection, head, None, progress):
                return

    def _is_replaced(self, connection: sa.Connection, heads: dict[str, log.Head], known: dict[str, FactsHead]) -> bool:
        """True when the log is not a continuation of the one these facts come from."""
        for name, ours in known.items():
            head = heads.get(name)
            if head is None or head.sequence < ours.sequence:
                return True
            theirs = head.digest if head.sequence == ours.sequence else log.digest_at(connection, name, ours.sequence)
            if theirs != ours.digest:
                return True
        return False

    def _shed_erased(self) -> None:
        """Leave a file that may hold bytes of what was erased, once the log is known to be the one it comes from."""
        if self.facts.path is not None and self.facts.holds_erased:
            self.catch_up()
            if self._closed is None:
                self.facts = facts_slots.make_anew(self.facts)

    def _check_anchors(self) -> None:
        """A record that does not hold what was noted of it elsewhere is only read, until it is accepted as it is."""
        try:
            faults = self.anchors.faults(for_all=True)
        except problems.Damaged as damaged:  # said so at each reading, which goes on with what was known
            faults = [damaged.text]
        if faults:
            logger.error("%s", faults[0].en)
            self._closed = self._closed or faults[0]

    def _note_anchors(self, *, when_due: bool = True) -> None:
        """Note where the log stands, once in a while and at the end; what is recorded does not depend on it."""
        since = self._anchored_at
        is_early = when_due and since is not None and time.monotonic() - since < ANCHOR_SECONDS
        if self._is_anchored or is_early or self._closed is not None:
            return
        try:
            self.anchors.note()
        except (OSError, problems.StoreProblem) as error:  # tried again later; the doctor says how old they are
            logger.warning("anchors not written: %s", error)
        else:
            self._is_anchored = True
        self._anchored_at = time.monotonic()

    def _check_declarations(self) -> None:
        """The log knows its newest declarations: an older process only reads, since it would drop their fields."""
        ours, theirs = json.dumps(_ours()), self.record.value("fields")
        if theirs != ours and not self._is_newer(theirs):
            with self.record.writing() as connection:
                theirs = _declared(connection)  # a newer process may have been quicker
                if not self._is_newer(theirs):
                    connection.execute(INSTALLATION.update().where(INSTALLATION.c.name == "fields").values(value=ours))
        if self._is_newer(theirs):
            self._closed = problems.NEWER

    def _is_newer(self, theirs: str) -> bool:
        """Whether these declarations know a field that ours do not; raises `Damaged` when they are none."""
        try:
            return _has_more(theirs)
        except (ValueError, TypeError, AttributeError) as error:
            found = f"« fields » : {theirs!r:.80}"
            raise problems.Damaged(problems.FOREIGN.fill(where=self.record.where, found=found)) from error


def _ours() -> dict[str, list[str]]:
    return {name: sorted(field.name for field in declaration.fields) for name, declaration in FACTS.items()}


def _declared(connection: sa.Connection) -> str:
    """The fields of each fact, in JSON, as the newest process to write this record declares them."""
    return connection.scalar(sa.select(INSTALLATION.c.value).where(INSTALLATION.c.name == "fields")) or "{}"


@cache
def _has_more(theirs: str) -> bool:
    """Whether these declarations know a field that ours do not; raises what reading JSON may when they are none."""
    ours = _ours()
    return any(set(fields) - set(ours.get(name, ())) for name, fields in json.loads(theirs).items())


def _head_after(rows: Sequence[Any], erasures: int) -> FactsHead:
    last = rows[-1]
    return FactsHead(last.sequence, last.digest, erasures, datetime.fromisoformat(last.recorded_at))


def _chunk(rows: Sequence[Any], whole: Chunk) -> Chunk:
    """A part of a chunk, and where the log stands after it."""
    return Chunk(rows, whole.programme, _head_after(rows, whole.known.erasures))


def _not_applied(chunk: Chunk, error: Exception) -> Text:
    what = integrity.NOT_APPLIED.fill(n=chunk.events[0].sequence, found=str(error).splitlines()[0][:200])
    return integrity.FAULT.fill(programme=chunk.programme, what=what)
