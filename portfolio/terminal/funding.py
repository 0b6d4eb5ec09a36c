"""A project's funding plan from a terminal: its lines, its euros by certainty, what the checks find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.days import day_of
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts import FundingLine, FundingLoss, Operation
from portfolio.domain.funding.checks import Finding, findings, plan_of
from portfolio.domain.funding.ladder import plan_versions
from portfolio.domain.questions import FactRows, Figures, ProjectRows
from portfolio.presentation.funding.checks import sentence
from portfolio.service import Service
from portfolio.terminal.asking import programme_of
from portfolio.terminal.leaving import errors_in_words, opened
from portfolio.terminal.options import reading
from portfolio.terminal.printing import as_dict, as_json, language, table


@click.command()
@click.argument("project_id")
@reading
def funding(place: str, project_id: str, as_of: date | None, programme: str | None, as_json_: bool) -> None:
    """The funding plan of a project: its lines, its euros by certainty, what the checks find."""
    with errors_in_words(), opened(place) as service:
        code = programme_of(service, programme)
        sheet = _sheet(service, code, project_id, as_of)
    if as_json_:
        click.echo(as_json(sheet))
        return
    _print(sheet)


def _sheet(service: Service, code: str, project_id: str, as_of: date | None) -> dict[str, Any]:
    """All that is told of the plan."""
    rows = service.read(ProjectRows(programme=code), VISITOR, as_of)
    row = next((each for each in rows if each.project_id == project_id), None)
    if row is None:
        raise Refused(NO_PROJECT.fill(project=project_id))
    lines = service.read(FactRows(programme=code, fact=FundingLine, project_id=project_id), VISITOR, as_of)
    day = as_of or day_of(service.now())
    losses = service.read(FactRows(programme=code, fact=FundingLoss, project_id=project_id), VISITOR, as_of)
    operations = service.read(FactRows(programme=code, fact=Operation, project_id=project_id), VISITOR, as_of)
    plan = plan_of(lambda question: service.read(question, VISITOR, as_of), code, row, day)
    return {
        "lines": [as_dict(line) for line in lines],
        "losses": [as_dict(loss) for loss in losses],
        "versions": _versions(operations, lines),
        "by_certainty": _by_certainty(service, code, project_id, as_of),
        "findings": [_as_json(each) for each in findings(plan)],
    }


def _print(sheet: dict[str, Any]) -> None:
    short = ("line_id", "funder_id", "instrument", "amount_eur", "status", "decided_on")
    click.echo(table([{name: row[name] for name in short} for row in sheet["lines"]]))
    click.echo()
    click.echo(table([{"version": name} | amounts for name, amounts in sheet["versions"].items()]))
    click.echo()
    if sheet["losses"]:
        click.echo(table([{name: row[name] for name in LOST} for row in sheet["losses"]]))
        click.echo()
    click.echo(table([{name: row[name] for name in ("check", "level", "finding")} for row in sheet["findings"]]))


def _by_certainty(service: Service, code: str, project_id: str, as_of: date | None) -> dict[str, Any]:
    only = (("project_id", (project_id,)),)
    asked = Figures(programme=code, indicator="total_funding", by=("certainty",), filters=only)
    return {
        str(each.of("certainty")): each.value for each in service.read(asked, VISITOR, as_of) if each.of("certainty")
    }


def _versions(operations: Sequence[Operation], lines: Sequence[FundingLine]) -> dict[str, dict[str, Any]]:
    """Uses, sources and the gap, of the plan as forecast, as awarded, as it ended; null where a part is not known."""
    found = plan_versions(operations, lines)
    return {
        name: {"uses_eur": each.uses, "sources_eur": each.sources, "gap_eur": each.gap}
        for name, each in found._asdict().items()
    }


def _as_json(finding: Finding) -> dict[str, Any]:
    shown = language()
    figures = {name: getattr(each, "value", each) for name, each in finding.verdict.figures.items()}
    return {
        "check": finding.check.key,
        "label": finding.check.label.to(shown),
        "level": finding.verdict.level.value,
        "finding": sentence(finding, shown),
        "figures": figures,
        "source": finding.check.source.to(shown),
    }


LOST = ("line_id", "kind", "amount_eur", "lost_on", "reference")
NO_PROJECT = Text(
    fr="Le projet « {project} » n’existe pas dans ce programme : vérifiez son code.",
    en="There is no project “{project}” in this programme: check its code.",
)
