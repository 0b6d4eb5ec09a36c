"""Whether two facts files hold the same rows: a digest of each table, whatever the order of its rows."""

from __future__ import annotations

from portfolio.domain.facts import FACTS
from portfolio.store import kept_views
from portfolio.store.facts import FactsFile


def digests(facts: FactsFile) -> dict[str, tuple[int, int]]:
    """For each table that the log fills, how many rows it has and a digest of them, whatever their order."""
    found = {}
    with facts.reading() as cursor:
        for table in ("event", *(f"{name}_history" for name in FACTS), *(f"{name}_kept" for name in kept_views.KEPT)):
            # The sum tells a row held twice from one held not at all, which the exclusive or alone would not.
            sums = "count(*), coalesce(bit_xor(h), 0) + coalesce(sum(h), 0)"
            exact = ", ".join(
                name for name, kind, *_ in cursor.execute(f"DESCRIBE {table}").fetchall() if _is_exact(kind)
            )
            found[table] = cursor.execute(f"SELECT {sums} FROM (SELECT hash({exact}) AS h FROM {table} t)").fetchall()[
                0
            ]
    return found


def _is_exact(kind: str) -> bool:
    """Binary fractions are left out: their last digit depends on the order in which they were added up."""
    return not kind.startswith("DOUBLE")
