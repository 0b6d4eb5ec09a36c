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
GUARDED = ("event", "payload", "head")
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
        for table in GUARDED
    ),
    f"create trigger payload_gate before update on payload for each row when (not ({GATE})) "
    "execute function refuse_change()",
)


def missing(connection: sa.Connection) -> Iterator[str]:
    """The guards that are gone, disabled, or other than what was set. On PostgreSQL it sets the same on tables of its
    own, taken back at once, to compare with; raises `sa.exc.DBAPIError` where that is not allowed."""
    if connection.dialect.name == "sqlite":
        wanted, found = _named(SQLITE_TRIGGERS), _in_sqlite(connection)
    else:
        wanted, found = _set_again(connection), _in_postgresql(connection)
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


def _set_again(connection: sa.Connection) -> dict[str, str]:
    """What the guards read like in PostgreSQL's own words, whatever its version, when they have just been set."""
    with connection.begin_nested() as step:
        for table in GUARDED:
            connection.exec_driver_sql(f"create temporary table {table} (like {table})")  # from now on, what it names
        for statement in POSTGRESQL_TRIGGERS:
            connection.exec_driver_sql(statement.replace("refuse_change()", "pg_temp.refuse_change()"))
        found = _in_postgresql(connection)
        step.rollback()
    return found


def _in_postgresql(connection: sa.Connection) -> dict[str, str]:
    """Each guard that fires on writes, with its function whole; without the names of the schemas they stand in."""
    tables = ", ".join(f"'{table}'::regclass" for table in GUARDED)
    rows = connection.exec_driver_sql(
        "select tgname, pg_get_triggerdef(pg_trigger.oid) || ' ' || pg_get_functiondef(tgfoid) from pg_trigger "
        f"where tgrelid in ({tables}) and tgenabled in ('O', 'A') and not tgisinternal"
    )
    schema = connection.exec_driver_sql("select current_schema()").scalar()
    return {
        name: _plain(re.sub(rf"\b(pg_temp_\d+|pg_temp|{re.escape(str(schema))})\.", "", text)) for name, text in rows
    }
