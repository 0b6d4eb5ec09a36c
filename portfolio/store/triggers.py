"""What keeps the log append-only in both engines, and whether it still stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa

# The log is append-only in both engines; erasing a payload, by a later event, is the one gate.
GATE = (
    "new.programme = old.programme and new.sequence = old.sequence and new.salt = '' and new.erased_by is not null "
    "and new.erased_by > coalesce(old.erased_by, old.sequence)"
)
SAME_SEQUENCE = "programme = new.programme and sequence = new.sequence"
SAME_COMMAND = "programme = new.programme and command_id = new.command_id"
SQLITE_TRIGGERS = (
    *(
        f"create trigger {table}_no_{verb} before {verb} on {table} begin "
        f"select raise(abort, 'the log is append-only'); end"
        for table, verb in (("event", "update"), ("event", "delete"), ("payload", "delete"), ("head", "delete"))
    ),
    # "insert or replace" deletes the row it replaces without firing the triggers above.
    *(
        f"create trigger {table}_no_replace before insert on {table} when exists "
        f"(select 1 from {table} where {clash}) begin select raise(abort, 'the log is append-only'); end"
        for table, clash in (("event", f"{SAME_SEQUENCE} or {SAME_COMMAND}"), ("payload", SAME_SEQUENCE))
    ),
    f"create trigger payload_gate before update on payload when not ({GATE}) begin "
    "select raise(abort, 'the log is append-only'); end",
)
POSTGRESQL_TRIGGERS = (
    "create or replace function refuse_change() returns trigger language plpgsql as "
    "$$ begin raise exception 'the log is append-only'; end $$",
    *(
        f"create trigger {table}_no_{verb} before {verb} on {table} for each row execute function refuse_change()"
        for table, verb in (("event", "update"), ("event", "delete"), ("payload", "delete"), ("head", "delete"))
    ),
    *(
        f"create trigger {table}_no_truncate before truncate on {table} execute function refuse_change()"
        for table in ("event", "payload", "head")
    ),
    f"create trigger payload_gate before update on payload for each row when (not ({GATE})) "
    "execute function refuse_change()",
)


def missing(connection: sa.Connection) -> Iterator[str]:
    """The guards that are gone, disabled, or other than what was set."""
    wanted = _named(SQLITE_TRIGGERS if connection.dialect.name == "sqlite" else POSTGRESQL_TRIGGERS)
    found = _in_sqlite(connection) if connection.dialect.name == "sqlite" else _in_postgresql(connection, wanted)
    return (name for name, text in wanted.items() if found.get(name) != text)


def _named(statements: tuple[str, ...]) -> dict[str, str]:
    """Each trigger's text, by its name."""
    found = (re.match(r"create trigger (\w+)", text) for text in statements)
    return {match[1]: _plain(match.string) for match in found if match}


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(";").lower()


def _in_sqlite(connection: sa.Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("select name, sql from sqlite_master where type = 'trigger'")
    return {name: _plain(sql) for name, sql in rows if isinstance(sql, str)}


def _in_postgresql(connection: sa.Connection, wanted: dict[str, str]) -> dict[str, str]:
    """PostgreSQL rewrites what it is given: a trigger that fires, and calls a function that refuses, is the one."""
    rows = connection.exec_driver_sql(
        "select tgname from pg_trigger join pg_proc on pg_proc.oid = tgfoid "
        "where tgenabled = 'O' and proname = 'refuse_change' and prosrc like '%%raise exception%%'"
    )
    return {name: wanted[name] for (name,) in rows if name in wanted}
