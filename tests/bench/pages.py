"""The script of a page, run as Streamlit runs it, over an empty page's."""

from __future__ import annotations

import os
from collections.abc import Iterator

from streamlit.testing.v1 import AppTest

from portfolio.domain.access.actor import VISITOR, Actor, Persona
from portfolio.domain.commands import ReportStatus
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectRows
from portfolio.service import Service
from portfolio.ui.kit import session
from tests.bench.timing import Line, each, ms
from tests.support.apps import PLAN, PROJECT, PROJECTS, Session

EMPTY = "import streamlit as st\nst.title('Rien')\n"
FILTERS = {"axe": "people"}


def measure(place: str, programme: str, size: int, unchanged: dict[str, float]) -> Iterator[Line]:
    """Unchanged re-run, new filter, first visit after a write. `unchanged`: the re-runs at the smallest size."""
    os.environ["PORTFOLIO_DATABASE_URL"] = place
    blank = AppTest.from_string(EMPTY).run()
    empty = ms(blank.run, 15)
    pages = (("/plan", PLAN, {}), ("/projets", PROJECTS, {}), ("/projet", PROJECT, {"id": "P000017"}))
    service = session.service()
    for name, page, more in pages:
        visit = Session(page, programme=programme, **more)
        again = ms(visit.app.run)
        yield Line(f"{name}, unchanged re-run", size, again, "empty page", empty)
        if name in unchanged:
            yield Line(f"{name}, unchanged re-run", size, again, "its own at the smallest size", unchanged[name])
        unchanged.setdefault(name, again)
        if name != "/projet":
            filtered = each(lambda visit=visit, page=page: visit.go(page, programme=programme, **FILTERS))
            yield Line(f"{name}, new filter", size, filtered, "empty page", empty)
            visit.go(page, programme=programme, **more)
        _write(service, programme, name)
        yield Line(f"{name}, first visit after a write", size, each(visit.app.run), "empty page", empty)
    session.close()


def _write(service: Service, programme: str, name: str) -> None:
    rows = service.read(ProjectRows(programme=programme), VISITOR)
    row = next(r for r in rows if r.lead and r.abandoned_on is None)
    command = ReportStatus(
        programme=programme, project_id=row.project_id, confidence=Confidence.ATTAINABLE, comment=f"banc {name}"
    )
    service.carry_out(command, Actor(Persona.LEAD, row.lead), f"bench{name.replace('/', '-')}-{os.getpid()}")
