"""Kept rows equal the views that they are made from, whatever happens to the facts and in whatever order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.access.actor import OFFICE, VISITOR
from portfolio.domain.commands import EnterRows, UndoEvent
from portfolio.domain.facts import (
    Agreement,
    AgreementMilestone,
    EconomicFlow,
    EconomicModel,
    Ending,
    Fact,
    FundingLine,
    FundingLoss,
    LegalForm,
    Milestone,
    Observation,
    Operation,
    Organisation,
    Project,
    ProjectTerritory,
    ResultIndicator,
    Submission,
    Succession,
    Target,
    Verification,
)
from portfolio.domain.facts.choices import (
    Answer,
    Audience,
    Family,
    FlowKind,
    FundingStatus,
    LegalFormKind,
    LossKind,
    Scenario,
    Sense,
    TargetKind,
    TerritoryLevel,
)
from portfolio.domain.questions import ProjectRows
from portfolio.generator import distributions, generate
from portfolio.service import Service
from portfolio.store import kept_views
from tests.support.installations import (
    EFFORT,
    NOW,
    Place,
    append,
    check_kept_is_rebuilt,
    imported,
    load,
    new_name,
    planned,
)

# The last digit of a binary fraction depends on the order in which it was added up; a list of them, on theirs too.
# Nor has a nil a sign that means anything.
WRITTEN = {"DOUBLE": "round({}, 9) + 0", "DOUBLE[]": "list_sort(list_transform({}, lambda each: round(each, 9) + 0))"}
KEPT = (*kept_views.KEPT, kept_views.LATEST)
# Facts are built anew, whole, after the longest histories only.
LONG = 4


def check_kept_is_live(service: Service, programme: str | None = None) -> None:
    """Row for row, for each kept view: over every programme of the installation, or one with its private logs."""
    service.heads()
    where, bound = ("", []) if programme is None else ("WHERE split_part(programme, '~', 1) = ?", [programme])
    with service.store.reading() as (cursor, *_):
        for name in KEPT:
            described = cursor.execute(f"DESCRIBE {name}_kept").fetchall()
            columns = ", ".join(WRITTEN.get(kind, "{}").format(column) for column, kind, *_ in described)
            kept, live = (
                sorted(map(repr, cursor.execute(f"SELECT {columns} FROM {name}_{each} {where}", bound).fetchall()))
                for each in ("kept", "live")
            )
            assert kept == live, name


def rows_of(project: str) -> list[Fact]:
    """A row or two of each fact that a kept view follows from."""
    own: dict[str, Any] = {"project_id": project}
    return [
        Project(**own, title="Autre nom", lead_id="LEAD-2"),
        Operation(**own, operation_id="O1", title="Travaux", cost_eur=Decimal(500)),
        ProjectTerritory(**own, level=TerritoryLevel.DEPARTMENT, territory_code="01", share=None),
        ProjectTerritory(**own, level=TerritoryLevel.DEPARTMENT, territory_code="69", share=None),
        FundingLine(**own, line_id="L1", funder_id="ETAT", amount_eur=Decimal(300), status=FundingStatus.AWARDED),
        FundingLine(**own, line_id="L1", funder_id="REGION", amount_eur=None, status=FundingStatus.APPLIED),
        FundingLoss(
            **own, line_id="L1", loss_id="P1", kind=LossKind.REDUCED, amount_eur=Decimal(1), lost_on=date(2026, 1, 1)
        ),
        LegalForm(**own, form=LegalFormKind.CONCESSION),
        Milestone(**own, milestone_id="J1", title="Études", weight=Decimal(2), reached_on=date(2026, 2, 3)),
        Agreement(**own, agreement_id="A1", funder_id="ETAT"),
        Agreement(**own, agreement_id="A1", funder_id="REGION"),
        AgreementMilestone(**own, agreement_id="A1", milestone_id="J1"),
        Submission(
            **own, milestone_id="J1", version=Decimal(1), submitted_on=date(2026, 2, 4), submitted_by_id="LEAD-2"
        ),
        Verification(
            **own, milestone_id="J1", funder_id="ETAT", version=Decimal(1), answer=Answer.VERIFIED,
            answered_on=date(2026, 3, 1),
        ),
        ResultIndicator(
            **own, indicator_id="I1", title="Prises", unit="prises", baseline=Decimal(0), sense=Sense.AT_LEAST
        ),
        Target(**own, indicator_id="I1", target_id="C1", kind=TargetKind.ORIGINAL, value=Decimal(10)),
        Observation(**own, indicator_id="I1", observation_id="V1", value=Decimal(4), observed_on=date(2026, 1, 1)),
        EconomicModel(**own, first_year=Decimal(2026), horizon_years=Decimal(2), audience=Audience.EVERYONE),
        EconomicFlow(
            **own, scenario=Scenario.REFERENCE, flow_id="F1", kind=FlowKind.OPERATING_COST,
            amounts_eur=(Decimal(1), Decimal(2)),
        ),
        EconomicFlow(
            **own, scenario=Scenario.REFERENCE, flow_id="F2", kind=FlowKind.CONTRIBUTION, funder_id="ETAT",
            amounts_eur=(Decimal(5), None),
        ),
    ]  # fmt: skip


EVERYTHING: list[Fact | Ending] = [
    *rows_of("P1"),
    *rows_of("P2"),
    *(Ending(row.declaration, row.key) for row in rows_of("P1")[1:]),
    Organisation(organisation_id="ETAT", name="État (fictif)", family=Family.STATE),
    Organisation(organisation_id="ETAT", name="Opérateur fictif", family=Family.STATE_OPERATOR),
    Organisation(organisation_id="REGION", name="Région fictive", family=Family.REGION),
    Organisation(organisation_id="LEAD-2", name="Commune nouvelle fictive", family=Family.COMMUNE),
    Succession(organisation_id="ETAT", successor_id="REGION", succeeded_on=date(2026, 1, 1), act="Décret fictif"),
]


@given(
    batches=st.lists(
        st.tuples(
            st.integers(0, 40),
            st.lists(
                st.sampled_from(EVERYTHING), min_size=1, max_size=5, unique_by=lambda r: (r.declaration.name, r.key)
            ),
            st.booleans(),
        ),
        max_size=6,
    )
)
@settings(max_examples=25 * EFFORT, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_kept_rows_are_those_of_the_views_after_any_history(
    quick: Place, batches: list[tuple[int, list[Fact | Ending], bool]]
) -> None:
    """Rows arrive in any order, of any day, together or alone, as an import that no rule looks at would bring them; and
    somebody reads between two of them, or nobody does, which leaves more to make again."""
    service, programme = quick.service, planned(quick.service)
    for age, rows, is_read in batches:
        append(service.store.record, programme, [(NOW - timedelta(days=age), imported(*rows))])
        if is_read:
            service.read(ProjectRows(programme=programme), VISITOR)
    check_kept_is_live(service, programme)
    if len(batches) >= LONG:
        check_kept_is_rebuilt(service)


def test_kept_rows_of_a_generated_programme_are_those_of_the_views(file_place: Place) -> None:
    file_place.clock.at = datetime.combine(distributions.LAST_DAY + timedelta(days=20), time(9))
    service = file_place.open()
    code = new_name("genere")
    generate.generate(service, OFFICE, programme=code, projects=61, seed=3)
    check_kept_is_live(service)
    check_kept_is_rebuilt(service)


def test_an_entry_taken_back_takes_its_news_back(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    quick.clock.forward(days=3)
    row = Milestone(project_id="P1", milestone_id="J9", title="Bilan")
    entered = service.carry_out(EnterRows(programme=programme, rows=(row,)), OFFICE, new_name("id"))
    check_kept_is_live(service)
    assert entered.sequence is not None
    service.carry_out(UndoEvent(programme=programme, sequence=entered.sequence), OFFICE, new_name("id"))
    check_kept_is_live(service)


def test_many_projects_at_once_are_made_again_together(quick: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_views, "MOST_TOUCHED", 1)
    service, programme = quick.service, planned(quick.service)
    load(service, programme, *rows_of("P1")[:5], Organisation(organisation_id="REGION", name="R", family=Family.REGION))
    check_kept_is_live(service)


def test_a_kept_view_follows_from_facts_that_exist_and_from_those_of_the_views_it_reads() -> None:
    assert kept_views.facts_of("project_funding") >= {"operation", "funding_line", "funding_loss", "organisation"}
    for name in kept_views.KEPT:
        assert kept_views.facts_of(name)


@pytest.mark.parametrize(
    "row",
    [
        Organisation(organisation_id="ETAT", name="Opérateur fictif", family=Family.STATE_OPERATOR),
        Succession(organisation_id="ETAT", successor_id="REGION", succeeded_on=date(2026, 1, 1), act="Décret fictif"),
        Ending(Organisation.declaration, ("ETAT",)),
    ],
    ids=["changes family", "is succeeded", "is no more"],
)
def test_what_an_organisation_becomes_reaches_the_projects_that_designate_it(quick: Place, row: Fact | Ending) -> None:
    service, programme = quick.service, planned(quick.service)
    before = [
        (NOW, imported(Organisation(organisation_id="REGION", name="R", family=Family.REGION), *rows_of("P2")[1:2]))
    ]
    append(service.store.record, programme, before)
    check_kept_is_live(service)  # read: what is made again below is what this one event touches
    append(service.store.record, programme, [(NOW, imported(row))])
    check_kept_is_live(service)
