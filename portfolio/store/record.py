"""Where truth lies: the tables of the record, on SQLite or PostgreSQL, through the same SQLAlchemy Core code."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from portfolio.store import problems, turns
from portfolio.store.triggers import POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS

FORMAT = "portfolio-record-1"
LEAST_ROOM_BYTES = 2**16
LOCK_WAIT_SECONDS = 15
# What a URL's query may carry that nobody should read; the password before the @ is hidden by SQLAlchemy.
SECRETS = ("password", "sslpassword")

METADATA = sa.MetaData()
INSTALLATION = sa.Table(
    "installation",
    METADATA,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
# How SQLite says that something in a file is not what it was.
UNREADABLE = ("unsupported file format", "Could not decode", "no such table", "no such column")
# What each engine says of what may pass: SQLite in words, PostgreSQL in codes.
FAILING = "disk I/O error"
HELD, FULL, PROTECTED = ("locked", "55P03"), ("is full", "53100"), ("readonly database", "25006")
# The row of a programme that its writers lock: one after the other, per programme.
HEAD = sa.Table(
    "head",
    METADATA,
    sa.Column("programme", sa.String(64), primary_key=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("recorded_at", sa.String(26), nullable=False),
    sa.Column("erasures", sa.BigInteger, nullable=False),
)
# Instants are UTC, written "YYYY-MM-DDTHH:MM:SS.ffffff": fixed width, so that text order is time order.
EVENT = sa.Table(
    "event",
    METADATA,
    sa.Column("programme", sa.String(64), primary_key=True),
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(300), nullable=False),
    sa.Column("actor", sa.String(80), nullable=False),
    sa.Column("recorded_at", sa.String(26), nullable=False),
    sa.Column("known_at", sa.String(26), nullable=False),
    sa.Column("command_id", sa.String(80), nullable=False),
    sa.Column("command_hash", sa.String(64), nullable=False),
    sa.Column("payload_hash", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.UniqueConstraint("programme", "command_id"),
)
PAYLOAD = sa.Table(
    "payload",
    METADATA,
    sa.Column("programme", sa.String(64), primary_key=True),
    sa.Column("sequence", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("salt", sa.String(32), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("erased_by", sa.BigInteger),
)


class Record:
    """One record: a SQLite file or a PostgreSQL database. Opening it never creates it; `create` does."""

    def __init__(self, url: str) -> None:
        self.url = record_url(url)
        self.engine = _engine(self.url)
        # SQLite reads one snapshot a transaction by itself; PostgreSQL when it is asked to.
        is_file = self.path is not None
        self._reader = self.engine if is_file else self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = self.engine.execution_options(writes=True)

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        return Path(self.url.database) if self.url.get_backend_name() == "sqlite" and self.url.database else None

    @property
    def where(self) -> str:
        """The record's place, without its password."""
        shown = self.url.difference_update_query(SECRETS)
        return str(self.path) if self.path else shown.render_as_string(hide_password=True)

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads, on one snapshot."""
        with _engine_errors(self.where), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes; committed whole when the block ends, rolled back when it raises. To write to a
        file, processes wait for their turn."""
        in_turn = turns.turn(self.path, LOCK_WAIT_SECONDS) if self.path is not None else contextlib.nullcontext()
        with in_turn, self._writing() as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with _engine_errors(self.where), self._writer.connect() as connection, connection.begin():
            yield connection

    def exists(self) -> bool:
        """True when this application's record is there; raises `Damaged`, having changed nothing, when something
        else is."""
        if self.path is not None and not self.path.exists():
            return False
        if self.path is not None and self.path.is_dir():
            raise problems.Damaged(problems.FOREIGN.fill(where=self.where, found="dossier / folder"))
        with self._looking() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if INSTALLATION.name in tables and _value(connection, "format") == FORMAT:
                return True
        if tables or (self.path is not None):
            found = f"tables : {', '.join(sorted(tables)[:5])}" if tables else "fichier vide / empty file"
            raise problems.Damaged(problems.FOREIGN.fill(where=self.where, found=found))
        return False

    def create(self) -> None:
        """Make the tables and their triggers, with a new installation id; refused when a record is there."""
        if self.exists():
            raise problems.Damaged(problems.EXISTS.fill(where=self.where))
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch()
        with self._writing() as connection:
            if sa.inspect(connection).has_table(INSTALLATION.name):  # another process was quicker
                raise problems.Damaged(problems.EXISTS.fill(where=self.where))
            METADATA.create_all(connection)
            triggers = SQLITE_TRIGGERS if self.path is not None else POSTGRESQL_TRIGGERS
            for trigger in triggers:
                connection.exec_driver_sql(trigger)
            values = {"format": FORMAT, "id": str(uuid.uuid4()), "fields": "{}"}
            connection.execute(INSTALLATION.insert(), [{"name": n, "value": v} for n, v in values.items()])
        self.engine.dispose()  # on SQLite, connections made from now on find a record and keep it in WAL

    @contextlib.contextmanager
    def _looking(self) -> Iterator[sa.Connection]:
        """A connection that cannot change what it looks at, whatever that is."""
        engine = self.engine if self.path is None else _engine(self.url, mode="ro")
        try:
            with _engine_errors(self.where), engine.connect() as connection:
                yield connection
        finally:
            if engine is not self.engine:
                engine.dispose()

    def value(self, name: str) -> str:
        """A value of the installation: its `format`, its `id`, the `fields` of its newest declarations."""
        with self.reading() as connection:
            found = _value(connection, name)
        if found is None:
            raise problems.Damaged(problems.FOREIGN.fill(where=self.where, found=f"« {name} » : absent"))
        return found

    def close(self) -> None:
        """Let every connection go."""
        self.engine.dispose()


def record_url(place: str) -> sa.URL:
    """The address of what a person gives: a URL, or the path of a SQLite file; `Missing` when it can be neither."""
    if "://" not in place:
        return sa.URL.create("sqlite", database=str(Path(place).absolute()))
    try:
        url = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError) as error:
        # The text may hold a password: only what stands before it is shown.
        raise problems.Missing(problems.NO_ADDRESS.fill(where=place.partition("://")[0], found="URL")) from error
    # postgres:// and a bare postgresql:// both mean the one driver that the project installs.
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite":
        raise problems.Missing(problems.NO_ADDRESS.fill(where=f"{url.drivername}://", found=url.drivername))
    return url


def _value(connection: sa.Connection, name: str) -> str | None:
    return connection.scalar(sa.select(INSTALLATION.c.value).where(INSTALLATION.c.name == name))


def _engine(url: sa.URL, mode: str = "rw") -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        options = f"-c lock_timeout={LOCK_WAIT_SECONDS}s -c timezone=UTC"
        return sa.create_engine(url, connect_args={"options": options}, pool_pre_ping=True)
    path = Path(url.database or "").absolute()

    def connect() -> sqlite3.Connection:
        # A mode without "c": a file that went missing is told, not made anew and empty.
        address = f"{path.as_uri()}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=LOCK_WAIT_SECONDS, check_same_thread=False)

    def note_file(connection: Any, pooled: Any) -> None:
        pooled.info["file"] = _identity(path)

    def check_file(connection: Any, pooled: Any, _: Any) -> None:
        # Writing to a file that another one took the place of would be lost: the pool opens the new one instead.
        if pooled.info["file"] != _identity(path):
            raise sa.exc.DisconnectionError

    engine = sa.create_engine(url, creator=connect)
    sa.event.listen(engine, "connect", note_file)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "checkout", check_file)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at this path; None when there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, not guessed by the driver
    for pragma in ("synchronous = full", "foreign_keys = on", "secure_delete = on"):
        connection.execute(f"pragma {pragma}")
    # Asking for WAL writes to the file, so only a record is asked, and one that is there already says so at once.
    with contextlib.suppress(sqlite3.DatabaseError):
        if connection.execute(f"select 1 from {INSTALLATION.name} where value = ?", [FORMAT]).fetchone():
            connection.execute("pragma journal_mode = wal")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


@contextlib.contextmanager
def _engine_errors(where: str) -> Iterator[None]:
    """Turn the engines' errors into ours: unavailable for now, or not a record at all. Others go on as they are."""
    try:
        yield
    except OperationalError as error:
        raise operational(where, error.orig) from error
    except DatabaseError as error:
        message = str(error.orig)
        if "not a database" in message or "malformed" in message:
            raise problems.Damaged(problems.FOREIGN.fill(where=where, found=message)) from error
        raise
    except UnicodeDecodeError as error:  # in the very names of the tables
        raise problems.Damaged(problems.FOREIGN.fill(where=where, found=str(error))) from error


def operational(where: str, error: BaseException | None) -> problems.StoreProblem:
    """What a driver's error means: an engine that cannot work now, or a file that is not what it was."""
    message = str(error).strip()

    def says(signs: tuple[str, str]) -> bool:
        return signs[0] in message or getattr(error, "sqlstate", None) == signs[1]

    if says(HELD):
        return problems.Unavailable(problems.BUSY)
    if says(FULL) or (FAILING in message and _has_no_room(Path(where))):
        return problems.Unavailable(problems.FULL.fill(where=where))
    if says(PROTECTED):
        return problems.ReadOnly(problems.LOCKED.fill(where=where))
    if any(words in message for words in UNREADABLE):
        return problems.Damaged(problems.FOREIGN.fill(where=where, found=message))
    # What is left: a server that does not answer or lets nobody in, a file or a disk that went away.
    return problems.Unavailable(problems.AWAY.fill(where=where, found=message.splitlines()[0] if message else "?"))


def _has_no_room(path: Path) -> bool:
    """Whether the disk cannot take what SQLite makes beside a record in order to read it."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(path.parent).free < LEAST_ROOM_BYTES
    return False
