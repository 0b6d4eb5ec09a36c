"""Economic models through the door: saved as one event, judged the same by the facts and by the domain, kept apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from portfolio import maintenance
from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.access.private_logs import log_of
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import EnterRows, ResetProgramme, SaveModel, Seen, UndoEvent
from portfolio.domain.economics import Status
from portfolio.domain.economics.gates import Thresholds, judged
from portfolio.domain.economics.load_model import model_of, terms_of
from portfolio.domain.economics.missing_inputs import MissingInputs
from portfolio.domain.economics.model import Model, digest
from portfolio.domain.economics.outcome import Terms, outcome
from portfolio.domain.economics.quick_model import Loan, Quick, quick_flows
from portfolio.domain.economics.scenario_appraisal import appraisal
from portfolio.domain.facts import (
    EconomicFlow,
    EconomicModel,
    Ending,
    Fact,
    FundingLine,
    Organisation,
    ProjectTerritory,
    Replacement,
    RiskFactor,
    Succession,
)
from portfolio.domain.facts.choices import (
    Audience,
    Distribution,
    Family,
    FlowKind,
    FundingStatus,
    Scenario,
    TerritoryLevel,
)
from portfolio.domain.questions import (
    Durabilities,
    DurabilityRow,
    FactRows,
    Figures,
    Inhabitants,
    PrivateModels,
    ProjectHistory,
    Sequences,
)
from portfolio.service import Forbidden, Recorded, Service, Stale
from tests.store.test_versions import questions
from tests.support.installations import (
    LEAD,
    OFFICE,
    OTHER_LEAD,
    VISITOR,
    Place,
    check_kept_is_rebuilt,
    held,
    load,
    new_name,
    planned,
)

THRESHOLDS = Thresholds(1.0, 0.8)
TERMS = EconomicModel(project_id="P1", first_year=Decimal(2026), horizon_years=Decimal(3))


def flow(kind: FlowKind, amounts: str, flow_id: str | None = None, **more: Any) -> EconomicFlow:
    named: dict[str, Any] = {"project_id": "P1", "scenario": Scenario.REFERENCE, "flow_id": flow_id or kind.value}
    return EconomicFlow(**named | more, kind=kind, amounts_eur=amounts)  # type: ignore[arg-type]


VOTED: dict[str, Any] = {"funder_id": "ETAT", "status": FundingStatus.VOTED}
FLOWS = (
    flow(FlowKind.INVESTMENT, "900|0|0|0"),
    flow(FlowKind.GRANT, "900|0|0|0"),
    flow(FlowKind.OPERATING_COST, "0|100|100|100"),
    flow(FlowKind.USER_REVENUE, "0|110|110|110"),
    flow(FlowKind.CONTRIBUTION, "0|20|20|20", **VOTED),
)
FACTOR = RiskFactor(
    project_id="P1",
    flow_id="user_revenue",
    distribution=Distribution.TRIANGULAR,
    low=Decimal("0.8"),
    centre=Decimal(1),
    high=Decimal("1.2"),
)


def save(service: Service, programme: str, *rows: Fact | Ending, by: Actor = LEAD, **more: Any) -> Recorded:
    return service.carry_out(SaveModel(programme=programme, rows=rows, **more), by, new_name("id"))


def row(service: Service, programme: str, by: Actor = VISITOR, **more: Any) -> DurabilityRow:
    found = service.read(Durabilities(programme=programme, **more), by)
    return next(each for each in found if each.project_id == "P1")


def read(service: Service, programme: str, apart: str | None = None, by: Actor = VISITOR) -> Model | None:
    return model_of(lambda question: service.read(question, by), log_of(programme, apart), "P1")


def test_a_model_is_saved_in_one_event_with_its_probability(shared: Place) -> None:
    service = shared.service
    programme = planned(service)
    before = service.heads()[programme].sequence
    save(service, programme, TERMS, *FLOWS, FACTOR)
    assert service.heads()[programme].sequence == before + 1
    held = read(service, programme)
    assert held is not None and held.assessment is not None
    assert held.assessment.inputs == digest(held) and held.probability == held.assessment.probability == 1
    found = row(service, programme)
    assert judged(found, THRESHOLDS)[0] is Status.DURABLE
    assert (found.coverage, found.lowest_eur, found.autonomy_years) == (1.3, 0, 3)
    check_kept_is_rebuilt(service)


def test_a_probability_no_longer_holds_once_what_it_was_computed_from_changes(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, TERMS, *FLOWS, FACTOR)
    load(service, programme, replace(FLOWS[3], amounts_eur=(Decimal(0), *[Decimal(90)] * 3)))
    found = row(service, programme)
    assert found.probability is None and judged(found, THRESHOLDS)[0] is Status.NOT_ASSESSABLE
    held = read(service, programme)
    assert held is not None and held.probability is None and held.assessment is not None
    save(service, programme, *held.flows, replace(FACTOR, low=Decimal("0.7")), reason="recalculé")
    assert row(service, programme).probability is not None


def test_what_is_missing_is_not_a_zero(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, TERMS, FLOWS[0], FLOWS[1], flow(FlowKind.OPERATING_COST, "0|100||100"), FLOWS[3])
    found = row(service, programme)
    assert (found.lowest_eur, found.coverage, found.first_negative_year) == (None, None, None)
    assert judged(found, THRESHOLDS)[0] is Status.NOT_ASSESSABLE
    save(service, programme, replace(TERMS, horizon_years=None), *FLOWS, reason="horizon inconnu")
    assert judged(row(service, programme), THRESHOLDS)[0] is Status.NOT_ASSESSABLE


def random_model(chance: random.Random) -> Model:
    """Any model, whole or not."""
    horizon = chance.choice([None, *range(1, 9)])
    years = (horizon or 5) + 1
    flows = []
    for kind in FlowKind:
        for number in range(chance.choice([0, 1, 1, 2])):
            said = [chance.choice(["0", "0", str(chance.randint(0, 60)), "12.34"]) for _ in range(years)]
            if chance.random() < 0.05:
                said[chance.randrange(years)] = ""
            if chance.random() < 0.05:
                said = said[: chance.randint(1, years)]
            if kind in {FlowKind.INVESTMENT, FlowKind.GRANT} and chance.random() < 0.6:
                said = [said[0], *["0"] * (years - 1)]
            more = {"funder_id": chance.choice([None, "ETAT", "LEAD-2"]), "status": chance.choice(list(FundingStatus))}
            flows.append(flow(kind, "|".join(said), f"{kind.value}-{number}", **more))
    terms = replace(TERMS, horizon_years=None if horizon is None else Decimal(horizon))
    return Model(terms, tuple(flows))


def measured(service: Service, programme: str, indicator: str) -> Any:
    """A figure of P1 alone."""
    asked = Figures(programme=programme, indicator=indicator, filters=(("project_id", ("P1",)),))
    return service.read(asked, VISITOR)[0].value


def test_the_facts_and_the_domain_judge_any_model_the_same(quick: Place) -> None:
    service, chance = quick.service, random.Random(3)
    statuses = set()
    for _ in range(24):
        programme, model = planned(service), random_model(chance)
        load(service, programme, model.terms, *model.flows)
        found = row(service, programme)
        told = outcome(model, terms_of(lambda question: service.read(question, VISITOR), programme, "P1"))
        status, gates = judged(found, THRESHOLDS)
        statuses.add(status)
        assert (status, [(g.key, g.holds, g.year) for g in gates]) == (
            told.status,
            [(g.key, g.holds, g.year) for g in told.gates],
        )
        for ours, theirs in zip(gates, told.gates, strict=True):
            assert ours.value == pytest.approx(theirs.value), ours.key
            assert ours.euros == pytest.approx(theirs.euros), ours.key
        assert found.autonomy_years == told.dependence.autonomy
        assert measured(service, programme, f"{status.value}_share") == 1
        assert measured(service, programme, "operating_coverage") == pytest.approx(told.dependence.coverage_own)
        assert found.first_funder == {"ETAT": "État (fictif)", "LEAD-2": "Commune fictive"}.get(
            told.path.first_funder or "", told.path.first_funder
        )
    assert len(statuses) >= 2


BESIDE = Terms(0.04, Thresholds(1.0, 0.8))
COSTS = flow(FlowKind.OPERATING_COST, "10|10|10")


def lacks(*flows: EconomicFlow, horizon: int | None = 2) -> MissingInputs:
    terms = EconomicModel(
        project_id="P1", first_year=Decimal(2026), horizon_years=None if horizon is None else Decimal(horizon)
    )
    return outcome(Model(terms, flows), BESIDE).missing


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (lacks(), ["les flux"]),
        (lacks(flow(FlowKind.GRANT, "5|0|0")), ["les charges d’exploitation"]),
        (lacks(COSTS, horizon=None), ["l’horizon"]),
        (lacks(COSTS, flow(FlowKind.SAVING, "5||5")), ["« économies » en 2027"]),
        (lacks(COSTS, flow(FlowKind.SAVING, "5||")), ["« économies » pour 2 années, dont 2027"]),
        (lacks(COSTS, flow(FlowKind.RESIDUAL_VALUE, "5||")), ["les facteurs de risque"]),
        (lacks(COSTS, flow(FlowKind.GRANT, "0|0|9")), ["un régime établi", "les facteurs de risque"]),
        (lacks(flow(FlowKind.OPERATING_COST, "9|0|0"), flow(FlowKind.GRANT, "9|0|0")), ["des charges", "les facteurs"]),
    ],
)
def test_what_a_model_lacks_is_named(found: MissingInputs, told: list[str]) -> None:
    said = [text.fr for text in found.first]
    assert len(said) == len(told) and all(one.startswith(start) for one, start in zip(said, told, strict=True)), said


def test_what_is_not_assessable_lacks_something_and_nothing_else_does() -> None:
    chance = random.Random(7)
    for _ in range(300):
        found = outcome(random_model(chance), BESIDE)
        is_open = any(gate.holds is None for gate in found.gates)
        assert bool(found.missing.first) is is_open, found


def test_a_model_without_a_flow_or_without_costs_claims_nothing() -> None:
    terms = EconomicModel(project_id="P1", first_year=Decimal(2026), horizon_years=Decimal(2))
    empty = outcome(Model(terms, ()), BESIDE)
    assert empty.appraisal is None and np.isnan(empty.path.cumulated).all()
    free = outcome(Model(terms, (flow(FlowKind.GRANT, "5|0|0"),)), BESIDE._replace(inhabitants=10))
    assert free.appraisal is not None and free.appraisal.cost_per_inhabitant is None


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((TERMS, flow(FlowKind.SAVING, "1|2|3|4|5")), "5 years, for a horizon of 4"),
        ((TERMS, replace(FACTOR, flow_id="rien")), "not in the scenario of reference"),
    ],
)
def test_what_does_not_hold_together_is_refused_whole(quick: Place, rows: tuple[Fact, ...], why: str) -> None:
    service = quick.service
    programme = planned(service)
    with pytest.raises(Refused, match=why):
        save(service, programme, *rows)
    assert read(service, programme) is None
    with pytest.raises(Refused, match=why):
        load(service, programme, *rows)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: flow(FlowKind.SAVING, "1|-2"), "is negative"),
        (lambda: flow(FlowKind.SAVING, "1|abc"), r"amounts by year \(t = 1\)"),
        (lambda: flow(FlowKind.SAVING, "|".join(["1"] * 70)), "at most 61"),
        (lambda: replace(TERMS, rate=Decimal("0.9")), "fraction: 0.04 for 4%"),
        (lambda: replace(TERMS, rate=Decimal("0.9")), "typed for a fraction: write 0.04 or 4%"),
        (lambda: replace(TERMS, rate=Decimal(400)), "is 400; expected: between 0 and 0.5. A percentage was probably"),
        (lambda: replace(TERMS, first_year=Decimal("2026.5")), "a whole number"),
        (lambda: replace(FACTOR, low=Decimal(2)), "in that order"),
        (lambda: replace(FACTOR, distribution=Distribution.NORMAL), "standard deviation"),
    ],
)
def test_what_cannot_be_said_names_what_is_wrong(make: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        make()
    assert flow(FlowKind.WORKING_CAPITAL, "-5|5").amounts_eur == (Decimal(-5), Decimal(5))


def test_who_may_save_a_model_and_why_it_changes(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    for by in (OTHER_LEAD, VISITOR, Actor(Persona.FUNDER, "ETAT"), Actor(Persona.COMMITTEE)):
        with pytest.raises(Forbidden):
            save(service, programme, TERMS, by=by)
    save(service, programme, TERMS, *FLOWS, by=OFFICE)
    changed = replace(FLOWS[2], amounts_eur=(Decimal(0), *[Decimal(120)] * 3))
    with pytest.raises(Refused, match="needs a reason"):
        save(service, programme, changed)
    recorded = save(service, programme, changed, reason="devis reçu")
    told = service.read(ProjectHistory(programme=programme, project_id="P1"), VISITOR)[0]
    assert (told.kind, told.reason) == ("model_saved", "devis reçu")
    service.carry_out(UndoEvent(programme=programme, sequence=recorded.sequence or 0), LEAD, new_name("id"))
    assert read(service, programme) == Model(TERMS, tuple(sorted(FLOWS, key=lambda each: each.key)))


APART = replace(TERMS, audience=Audience.HOLDER)


def test_a_model_kept_apart_is_read_by_its_audience_alone(shared: Place) -> None:
    service = shared.service
    programme = planned(service)
    before = service.heads()[programme]
    save(service, programme, APART, *FLOWS, FACTOR, private_project_id="P1")
    assert service.heads()[programme] == before, "what everyone reads has not moved, not even by a number"
    for by in (VISITOR, OTHER_LEAD, Actor(Persona.FUNDER, "ETAT"), Actor(Persona.COMMITTEE)):
        assert read(service, programme, "P1", by) is None and service.private_models(by, programme) == ()
        asked = Durabilities(programme=programme, private=("P1",))
        assert service.read(asked, by) == service.read(Durabilities(programme=programme), by)
        assert service.read(ProjectHistory(programme=log_of(programme, "P1"), project_id="P1"), by) == ()
    for by in (LEAD, OFFICE):
        held = read(service, programme, "P1", by)
        assert held is not None and held.terms == APART
        assert judged(row(service, programme, by, private=("P1",)), THRESHOLDS)[0] is Status.DURABLE
        [share] = service.read(Figures(programme=programme, indicator="durable_share", private=("P1",)), by)
        assert (share.value, share.known, share.total) == (1.0, 1, 3)
    [share] = service.read(Figures(programme=programme, indicator="durable_share", private=("P1",)), VISITOR)
    assert (share.value, share.known) == (None, 0), "nothing is said of a model that may not be read"
    check_kept_is_rebuilt(service)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.HOLDER, {"lead:LEAD-1", "office"}),
        (Audience.FUNDERS, {"lead:LEAD-1", "office", "funder:ETAT"}),
        (Audience.PARTNERS, {"lead:LEAD-1", "office", "funder:ETAT", "lead:LEAD-2", "committee"}),
    ],
)
def test_each_audience_has_its_readers(quick: Place, audience: Audience, readers: set[str]) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, replace(TERMS, audience=audience), *FLOWS, private_project_id="P1")
    everyone = [LEAD, OTHER_LEAD, OFFICE, VISITOR, Actor(Persona.FUNDER, "ETAT"), Actor(Persona.COMMITTEE)]
    assert {str(by) for by in everyone if service.private_models(by, programme) == ("P1",)} == readers


def test_only_a_model_is_private_and_only_of_its_own_project(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    line = FundingLine(project_id="P1", line_id="L9", funder_id="ETAT")
    for project in ("P1", None):
        with pytest.raises(Refused, match="is no part of an economic model"):
            save(service, programme, line, private_project_id=project, by=OFFICE)
    with pytest.raises(Refused, match="is not among what project “P2” may keep private"):
        save(service, programme, APART, *FLOWS, private_project_id="P2", by=OFFICE)
    with pytest.raises(Refused, match="unknown among"):
        save(service, programme, FLOWS[0], private_project_id="P1")


def test_a_model_apart_is_changed_and_taken_back_in_its_own_log(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, APART, *FLOWS, private_project_id="P1")
    recorded = save(service, programme, replace(APART, note="revu"), reason="note", private_project_id="P1")
    assert recorded.sequence == 2
    service.carry_out(UndoEvent(programme=programme, sequence=2, private_project_id="P1"), LEAD, new_name("id"))
    held = read(service, programme, "P1", LEAD)
    assert held is not None and held.terms == APART
    gone = [Ending(each.declaration, each.key) for each in (*FLOWS, APART)]
    save(service, programme, *gone, reason="publié", private_project_id="P1")
    assert read(service, programme, "P1", LEAD) is None
    assert service.read(FactRows(programme=log_of(programme, "P1"), fact=EconomicFlow), LEAD) == ()


def test_two_records_that_differ_only_in_a_model_kept_apart_give_whoever_may_not_read_it_the_same_bytes(
    quick: Place,
) -> None:
    service = quick.service
    programme = planned(service)
    strangers = [VISITOR, OTHER_LEAD, Actor(Persona.FUNDER, "ETAT"), Actor(Persona.COMMITTEE)]
    logs = [programme, log_of(programme, "P1")]
    asked = [question for name in logs for question in questions(name) if question.programme]
    asked += [Durabilities(programme=programme, private=("P1",)), PrivateModels(programme=programme)]

    def told() -> list[str]:
        return [repr(service.read(question, by)) for by in strangers for question in asked]

    before = told()
    for note in (None, "revu"):
        save(service, programme, replace(APART, note=note), *FLOWS, FACTOR, private_project_id="P1", reason="essai")
    assert told() == before
    assert [service.private_models(by, programme) for by in strangers] == [()] * len(strangers)


def test_a_model_lies_in_the_log_that_its_audience_fits_and_in_one_only(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    with pytest.raises(Refused, match="apart from what everyone reads"):
        save(service, programme, APART, *FLOWS)
    with pytest.raises(Refused, match="apart from what everyone reads"):
        load(service, programme, APART, *FLOWS)
    with pytest.raises(Refused, match="apart from what everyone reads"):
        save(service, programme, TERMS, *FLOWS, private_project_id="P1")
    save(service, programme, TERMS, *FLOWS)
    with pytest.raises(Refused, match="has a model already"):
        save(service, programme, APART, *FLOWS, private_project_id="P1")
    save(service, programme, *(Ending(each.declaration, each.key) for each in (*FLOWS, TERMS)), reason="réservé")
    save(service, programme, APART, *FLOWS, private_project_id="P1")
    with pytest.raises(Refused, match="has a model already"):
        save(service, programme, TERMS)
    with pytest.raises(Refused, match="has a private economic model"):
        load(service, programme, *_gone(service, programme))


def test_a_model_changes_readers_in_one_operation_whole_or_not_at_all(shared: Place) -> None:
    service = shared.service
    programme = planned(service)
    save(service, programme, TERMS, *FLOWS, FACTOR)
    rows = (TERMS, *FLOWS, FACTOR)
    seen = tuple(Seen(each.declaration.name, each.key, 0) for each in rows)
    gone = tuple(Ending(each.declaration, each.key) for each in reversed(rows))

    def move(to: str | None, terms: EconomicModel, identity: str) -> Recorded:
        was = None if to else "P1"
        commands = [
            SaveModel(programme=programme, rows=gone, reason="lecteurs", private_project_id=was),
            SaveModel(
                programme=programme, rows=(terms, *rows[1:]), reason="lecteurs", seen=seen, private_project_id=to
            ),
        ]
        return service.carry_out_all(commands, LEAD, identity)

    before = dict(service.heads())
    with pytest.raises(Refused, match="apart from what everyone reads"):
        move("P1", TERMS, new_name("id"))
    assert dict(service.heads()) == before and read(service, programme) is not None, "nothing has ended"
    for to, terms in (("P1", APART), (None, TERMS), ("P1", APART)):
        identity = new_name("id")
        move(to, terms, identity)
        assert move(to, terms, identity).repeated
        models = {apart: read(service, programme, apart, LEAD) for apart in ("P1", None)}
        assert [apart for apart, model in models.items() if model is not None] == [to]
        moved = models[to]
        assert moved is not None and moved.terms == terms and moved.probability == 1
    assert [fault for verdict in maintenance.verify(service, OFFICE) for fault in verdict.faults] == []
    check_kept_is_rebuilt(service)


def test_a_flow_taken_away_and_entered_again_overwrites_nothing(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, TERMS, *FLOWS)
    last = FLOWS[-1]
    save(service, programme, Ending(last.declaration, last.key), reason="retiré")
    again = (Seen(last.declaration.name, last.key, 0),)
    held = read(service, programme)
    assert held is not None and last not in held.flows
    shown = tuple(service.read(Sequences(programme=programme, rows=tuple(_named(held))), LEAD))
    save(service, programme, last, reason="rétabli", seen=(*shown, *again))
    held = read(service, programme)
    assert held is not None and last in held.flows
    with pytest.raises(Stale):
        save(service, programme, replace(last, title="autre"), reason="autre", seen=(*shown, *again))


def _named(model: Model) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.declaration.name, each.key) for each in (model.terms, *model.flows)]


def test_a_model_apart_follows_who_succeeds_its_funders_though_nothing_is_written_in_it(shared: Place) -> None:
    service = shared.service
    programme = planned(service)
    others = [Organisation(organisation_id=code, name=f"{code} (fictif)", family=Family.STATE) for code in "ABC"]
    load(service, programme, *others)
    given = [
        flow(FlowKind.CONTRIBUTION, "0|20|20|20", f"don-{code}", funder_id=code, status=FundingStatus.VOTED)
        for code in "AB"
    ]
    save(service, programme, APART, *FLOWS[:4], *given, private_project_id="P1")
    apart = service.heads()[log_of(programme, "P1")]

    def givers() -> tuple[list[str | None], str | None, float | None]:
        model = read(service, programme, "P1", LEAD)
        assert model is not None
        found = row(service, programme, LEAD, private=("P1",))
        terms = terms_of(lambda question: service.read(question, LEAD), programme, "P1")
        assert outcome(model, terms, Scenario.REFERENCE).path.first_funder == giver(found)
        named = [each.funder_id for each in model.flows if each.kind is FlowKind.CONTRIBUTION]
        return named, found.first_funder, float(found.first_funder_eur or 0)

    def giver(found: DurabilityRow) -> str:
        return (found.first_funder or "").removesuffix(" (fictif)")

    assert givers() == (["A", "B"], "A (fictif)", 60)
    told = {"succeeded_on": date(2026, 6, 1), "act": "Décret fictif"}
    for gone, successor in (("A", "B"), ("B", "C")):
        passing = Succession(organisation_id=gone, successor_id=successor, **told)  # type: ignore[arg-type]
        service.carry_out(EnterRows(programme=programme, rows=(passing,)), OFFICE, new_name("id"))
        assert givers() == ([successor] * 2, f"{successor} (fictif)", 120)
    assert service.heads()[log_of(programme, "P1")] == apart
    assert givers()[1] == "C (fictif)"
    last = service.heads()[programme].sequence
    service.carry_out(UndoEvent(programme=programme, sequence=last), OFFICE, new_name("id"))
    assert givers()[0] == ["B", "B"], "what is taken back no longer passes"
    held = read(service, programme, "P1", LEAD)
    assert held is not None
    save(
        service,
        programme,
        held.terms,
        *held.flows[:-1],
        replace(held.flows[-1], title="x"),
        reason="n",
        private_project_id="P1",
    )


def test_a_funder_replaced_in_a_project_is_replaced_in_its_model_apart_until_it_is_said_again(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    load(service, programme, Organisation(organisation_id="B", name="B (fictif)", family=Family.STATE))
    save(service, programme, APART, *FLOWS, private_project_id="P1")
    passing = Replacement(
        project_id="P1",
        replacement_id="F1",
        funder_id="ETAT",
        successor_id="B",
        replaced_on=date(2026, 6, 1),
        act="Avenant fictif",
    )
    quick.clock.forward(minutes=1)
    service.carry_out(EnterRows(programme=programme, rows=(passing,)), OFFICE, new_name("id"))
    assert row(service, programme, LEAD, private=("P1",)).first_funder == "B (fictif)"
    quick.clock.forward(minutes=1)
    save(service, programme, replace(FLOWS[-1], title="dit de nouveau"), reason="n", private_project_id="P1")
    assert row(service, programme, LEAD, private=("P1",)).first_funder == "État (fictif)"


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((), None),
        ((("commune", "01001"),), 860),
        ((("epci", "200000172"),), 28561),
        ((("epci", "200000172"), ("commune", "74042")), 28561),
        ((("department", "01"), ("commune", "01001"), ("epci", "200000172")), 679344 + 28561),
        ((("region", "84"), ("department", "01")), 8205557),
    ],
)
def test_inhabitants_count_once_whatever_names_their_commune(
    quick: Place, places: tuple[tuple[str, str], ...], expected: int | None
) -> None:
    service = quick.service
    programme = planned(service)
    rows = [ProjectTerritory(project_id="P1", level=TerritoryLevel.of(level), territory_code=c) for level, c in places]
    if rows:
        load(service, programme, *rows)
    found = service.read(Inhabitants(programme=programme, project_id="P1"), VISITOR)
    assert [each.inhabitants for each in found] == ([expected] if places else [])


def test_starting_again_takes_the_models_apart_back_too(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    load(service, programme, TERMS, *FLOWS)
    gone = tuple(Ending(each.declaration, each.key) for each in (*FLOWS, TERMS))
    commands = [
        SaveModel(programme=programme, rows=gone, reason="lecteurs"),
        SaveModel(programme=programme, rows=(APART, *FLOWS), reason="lecteurs", private_project_id="P1"),
    ]
    service.carry_out_all(commands, LEAD, new_name("id"))
    with pytest.raises(Refused, match="has a model already"):
        service.carry_out(ResetProgramme(programme=programme), OFFICE, new_name("id"))
    again = [ResetProgramme(programme=programme, private_project_id="P1"), ResetProgramme(programme=programme)]
    service.carry_out_all(again, OFFICE, new_name("id"))
    held = read(service, programme)
    assert held is not None and held.terms == TERMS
    assert service.private_models(OFFICE, programme) == ()
    check_kept_is_rebuilt(service)


def _gone(service: Service, programme: str) -> list[Ending]:
    """P1 and all its rows, ended."""
    rows = [row for (name, key), row in held(service, programme).items() if key[0] == "P1" and name != "organisation"]
    return [Ending(row.declaration, row.key) for row in rows]


def test_a_draft_does_not_save_a_flow_that_it_never_showed(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, TERMS, *FLOWS)
    keys = tuple((each.declaration.name, each.key) for each in (TERMS, *FLOWS))
    shown = service.read(Sequences(programme=programme, rows=keys), LEAD)
    save(service, programme, flow(FlowKind.TAX, "0|5|5|5"), by=OFFICE)
    with pytest.raises(Refused, match="added “reference/tax”"):
        save(service, programme, replace(TERMS, note="revu"), *FLOWS, reason="note", seen=shown)


def test_saving_a_model_as_it_is_assesses_again_a_probability_that_no_longer_holds(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    save(service, programme, TERMS, *FLOWS, FACTOR)
    changed = replace(FLOWS[3], amounts_eur=(Decimal(0), *[Decimal(90)] * 3))
    load(service, programme, changed)
    assert row(service, programme).probability is None
    assert save(service, programme, TERMS, changed).sequence is not None
    assert row(service, programme).probability is not None
    assert save(service, programme, TERMS, changed).sequence is None


def test_a_factor_bears_on_cash_alone(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    left = flow(FlowKind.RESIDUAL_VALUE, "0|0|0|50")
    with pytest.raises(Refused, match="of reference as cash"):
        save(service, programme, TERMS, *FLOWS, left, replace(FACTOR, flow_id="residual_value"))


def test_autonomy_is_capped_by_the_horizon_and_own_funds_are_no_subsidy(quick: Place) -> None:
    service = quick.service
    programme = planned(service)
    rows = (
        flow(FlowKind.INVESTMENT, "100|0|0|0"),
        flow(FlowKind.OWN_FUNDS, "100|0|0|0"),
        flow(FlowKind.OPERATING_COST, "0|10|10|10"),
        flow(FlowKind.USER_REVENUE, "0|20|20|20"),
    )
    save(service, programme, TERMS, *rows)
    found = row(service, programme)
    assert (found.autonomy_years, found.last_grant) == (3, None)
    told = outcome(Model(TERMS, rows), terms_of(lambda question: service.read(question, VISITOR), programme, "P1"))
    assert (told.dependence.subsidy_dependence, told.dependence.autonomy) == (0, 3)


def borrowed(build: int, loan: int, years: int) -> tuple[EconomicFlow, ...]:
    """A million over the years of works, a loan drawn at t = 0 and paid back at 5 % a year."""
    quick = Quick(
        horizon=12,
        invested_eur=Decimal(1_000_000),
        build_years=build,
        recurring={FlowKind.OPERATING_COST: Decimal(10_000), FlowKind.USER_REVENUE: Decimal(150_000)},
        loan=Loan(Decimal(loan), 0.05, years),
    )
    return tuple(quick_flows("P1", quick))


@pytest.mark.parametrize("build", [1, 2, 4])
def test_without_discounting_national_capital_loses_the_interest_and_nothing_else(build: int) -> None:
    """Whatever the years over which the works are spread and whenever the loan is drawn."""
    flows = borrowed(build, 600_000, 8)
    interest = sum(sum(each for each in row.amounts_eur if each) for row in flows if row.kind is FlowKind.INTEREST)
    found = appraisal(flows, 13, 0.0, None, ())
    assert found is not None and found.fnpv_c is not None and interest > 0
    assert found.fnpv_k == pytest.approx(found.fnpv_c - float(interest))


def test_a_loan_drawn_after_the_works_gives_national_capital_back() -> None:
    rows = (
        flow(FlowKind.INVESTMENT, "100|0|0"),
        flow(FlowKind.LOAN, "0|60|0"),
        flow(FlowKind.PRINCIPAL, "0|0|60"),
        flow(FlowKind.OPERATING_COST, "0|1|1"),
        flow(FlowKind.USER_REVENUE, "0|51|51"),
    )
    found = appraisal(rows, 3, 0.0, None, ())
    assert found is not None and (found.fnpv_c, found.fnpv_k) == (0, 0)


def test_break_even_does_not_come_before_anything_runs() -> None:
    rows = (flow(FlowKind.INVESTMENT, "9|9|0"), flow(FlowKind.USER_REVENUE, "0|0|5"), COSTS_LATE)
    found = appraisal(rows, 3, 0.0, None, ())
    assert found is not None and found.break_even == 2


COSTS_LATE = flow(FlowKind.OPERATING_COST, "0|0|4")


def test_a_replacement_beyond_the_horizon_is_refused() -> None:
    late = Quick(horizon=10, invested_eur=Decimal(9), replaced_eur=Decimal(5), replaced_in=50)
    with pytest.raises(Refused, match="beyond the horizon"):
        quick_flows("P1", late)
