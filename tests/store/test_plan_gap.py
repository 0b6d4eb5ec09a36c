"""The alert « plan de financement incomplet » and the check of the balance say the same of any plan: one gap, judged
twice, in SQL for all projects and in Python for one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from portfolio.domain.basis.days import noon
from portfolio.domain.facts import Fact, FundingLine, FundingLoss, Operation, Organisation, Programme, Project
from portfolio.domain.facts.choices import Family, FundingStatus, Instrument, LossKind, ProgrammeKind
from portfolio.domain.funding.checks import findings
from portfolio.domain.funding.checks.coherence import UNCOVERED
from portfolio.domain.funding.checks.plan import Figure, plan_of
from portfolio.domain.questions import AlertRow, Alerts, ProjectRows
from portfolio.store.answers import answer
from portfolio.store.applying import clear
from portfolio.store.facts import FactsFile
from tests.support.facts_at_rest import put

P, DAY, KNOWN_ON = "p", date(2026, 6, 30), date(2026, 1, 2)
STATUSES = (FundingStatus.AWARDED, FundingStatus.APPLIED, FundingStatus.REFUSED, FundingStatus.NOT_REPORTED)
INSTRUMENTS = (None, Instrument.GRANT, Instrument.GUARANTEE, Instrument.IN_KIND, Instrument.LOAN)
CENTS = st.integers(0, 4).map(lambda cents: Decimal(100) + Decimal(cents) / 100)
AMOUNTS = st.one_of(st.none(), CENTS, st.sampled_from([Decimal(0), Decimal(50), Decimal(200), Decimal("200.01")]))
LINES = st.tuples(AMOUNTS, AMOUNTS, st.sampled_from(STATUSES), st.sampled_from(INSTRUMENTS), st.booleans())
PLANS = st.tuples(st.lists(AMOUNTS, max_size=3), st.lists(LINES, max_size=4))
AWARDED = (FundingStatus.AWARDED, Instrument.GRANT, False)


def rows_of(project: str, costs: list[Decimal | None], lines: list[Any]) -> list[Fact]:
    rows: list[Fact] = [Project(project_id=project, title=project, lead_id="ETAT")]
    rows += [
        Operation(project_id=project, operation_id=f"O{n}", title="Lot", cost_eur=cost) for n, cost in enumerate(costs)
    ]
    for n, (amount, awarded, status, instrument, has_lost) in enumerate(lines):
        line = f"L{n}"
        rows.append(
            FundingLine(
                project_id=project,
                line_id=line,
                funder_id="ETAT",
                amount_eur=amount,
                awarded_eur=awarded,
                status=status,
                instrument=instrument,
            )
        )
        if has_lost and Decimal(0) not in (amount, awarded):  # no line loses more than it brings
            cent = {"kind": LossKind.REDUCED, "amount_eur": Decimal("0.01"), "lost_on": date(2026, 1, 1)}
            rows.append(FundingLoss(project_id=project, line_id=line, loss_id="R", **cent))  # type: ignore[arg-type]
    return rows


@given(plans=st.lists(PLANS, min_size=1, max_size=12))
@example(plans=[([Decimal(100)], [(Decimal("99.99") - Decimal(n) / 100, None, *AWARDED)]) for n in range(3)])
@example(plans=[([Decimal(100)], []), ([], [(Decimal(5), None, *AWARDED)]), ([None], [(Decimal(5), None, *AWARDED)])])
@settings(max_examples=25, deadline=None)
def test_the_alert_and_the_check_say_the_same_gap(facts: FactsFile, plans: list[Any]) -> None:
    plan = Programme(programme_id=P, name_fr="P", name_en="P", kind=ProgrammeKind.FICTIONAL)
    state = Organisation(organisation_id="ETAT", name="État", family=Family.STATE)
    rows = [row for n, (costs, lines) in enumerate(plans) for row in rows_of(f"P{n:02}", costs, lines)]
    with facts.writing() as cursor:
        clear(cursor)
        put(cursor, P, [(noon(KNOWN_ON), (plan, state, *rows))])
    with facts.reading() as cursor:

        def ask(question: Any) -> Any:
            return answer(cursor, question, DAY, now=True)

        alerts: tuple[AlertRow, ...] = ask(Alerts(programme=P))
        alerted = {row.project_id: row.amount_eur for row in alerts if row.kind == "plan_gap"}
        checked = {}
        for row in ask(ProjectRows(programme=P)):
            of = {each.check.key: each.verdict for each in findings(plan_of(ask, P, row, DAY))}
            verdict = of["plan_balance"]
            gap = verdict.figures.get("gap")
            if verdict.text is UNCOVERED:
                assert isinstance(gap, Figure)
                checked[row.project_id] = gap.value
    assert alerted == checked
