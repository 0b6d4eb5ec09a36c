"""The checks of a funding plan, as sentences with examples: each of them in order, out of rule, without object, or not
checkable, and never a zero for what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.basis.text import LANGUAGES
from portfolio.domain.facts import Agreement, Derogation, FundingLine, FundingLoss, Operation, Organisation
from portfolio.domain.facts.choices import (
    DerogationKind,
    Family,
    FundingStatus,
    Instrument,
    LossKind,
    Phase,
    Scheme,
    Section,
    TaxRegime,
)
from portfolio.domain.funding.checks import CHECKS, Level, Plan, counted, findings
from portfolio.domain.funding.ladder import amount_in_force
from portfolio.presentation.funding.checks import sentence, table
from portfolio.presentation.kit.block import View

PARAMETERS = {
    "plan_balance_tolerance": 0.01,
    "owner_share_minimum": 0.20,
    "owner_share_minimum_lead_authority": 0.30,
    "public_aid_ceiling": 1.0,
    "detr_ceiling": 0.80,
    "fctva_rate": 0.16404,
    "publication_delay": 3,
    "publication_threshold": 23_000,
}
FAMILIES = {
    "VILLE": Family.COMMUNE,
    "EPCI": Family.EPCI,
    "ETAT": Family.STATE,
    "REGION": Family.REGION,
    "SOCIETE": Family.PRIVATE,
    "INCONNU": Family.UNSPECIFIED,
}


def line(funder: str, amount: int | str | None, instrument: Instrument | None = None, **more: Any) -> FundingLine:
    chosen = Instrument.OWN_FUNDS if instrument is None and funder == "VILLE" else instrument or Instrument.GRANT
    euros = None if amount is None else Decimal(amount)
    name = more.pop("line_id", f"{funder}-{chosen.value}")
    return FundingLine(project_id="P1", line_id=name, funder_id=funder, amount_eur=euros, instrument=chosen, **more)


def plan(*lines: FundingLine, cost: int | None = 1_000_000, **more: Any) -> Plan:
    """A commune's works, in Savoie unless told otherwise."""
    works = Operation(
        project_id="P1",
        operation_id="travaux",
        title="Travaux",
        phase=Phase.WORKS,
        cost_eur=None if cost is None else Decimal(cost),
        promoter_id=more.pop("promoter", "VILLE"),
    )
    people = {code: Organisation(organisation_id=code, name=code, family=family) for code, family in FAMILIES.items()}
    values: dict[str, Any] = {
        "lead_id": "VILLE",
        "operations": (works,),
        "lines": counted(lines),
        "organisations": people,
        "derogations": (),
        "agreements": (),
        "departments": frozenset({"73"}),
        "parameters": PARAMETERS,
        "day": date(2026, 6, 30),
    }
    return Plan(**{**values, **more})


def judged(key: str, given: Plan) -> tuple[Level, str]:
    [found] = [each for each in findings(given) if each.check.key == key]
    return found.verdict.level, sentence(found, "fr").replace("\u202f", " ").replace("\xa0", " ")


WHOLE = (line("VILLE", 200_000), line("ETAT", 800_000))


def test_a_plan_balances_to_the_cent() -> None:
    assert judged("plan_balance", plan(*WHOLE)) == (Level.OK, "emplois et ressources s’équilibrent à 1 000 000 €")
    almost = plan(line("VILLE", 200_000), line("ETAT", "799999.99"))
    assert judged("plan_balance", almost)[0] is Level.OK
    assert judged("plan_balance", plan(line("VILLE", 200_000), line("ETAT", "799999.98")))[0] is Level.WARNING


def test_the_gap_is_said_on_the_side_where_it_is() -> None:
    level, said = judged("plan_balance", plan(line("VILLE", 200_000), line("ETAT", 700_000)))
    assert level is Level.WARNING and said.startswith("100 000 € ne sont pas couverts")
    level, said = judged("plan_balance", plan(line("VILLE", 400_000), line("ETAT", 700_000)))
    assert level is Level.WARNING and "dépassent les emplois de 100 000 €" in said


@pytest.mark.parametrize("key", ["plan_balance", "owner_share", "public_aid"])
def test_an_amount_not_known_is_never_a_zero(key: str) -> None:
    assert judged(key, plan(line("VILLE", 200_000), line("ETAT", None)))[0] is Level.NOT_CHECKABLE


def test_a_plan_without_a_line_is_not_known_and_so_not_judged() -> None:
    assert judged("plan_balance", plan()) == (Level.NOT_CHECKABLE, "aucune ligne de financement n’est connue")


def test_a_cost_not_known_leaves_balance_and_ceilings_unchecked() -> None:
    for key in ("plan_balance", "public_aid"):
        assert judged(key, plan(*WHOLE, cost=None))[0] is Level.NOT_CHECKABLE


def test_the_promoter_brings_a_fifth_of_the_public_money() -> None:
    assert judged("owner_share", plan(*WHOLE))[0] is Level.OK
    level, said = judged("owner_share", plan(line("VILLE", 100_000), line("ETAT", 800_000), line("SOCIETE", 100_000)))
    assert level is Level.BREACH and "11,1 %" in said and "20,0 %" in said


def test_the_rule_is_for_local_authorities_in_metropolitan_france() -> None:
    assert judged("owner_share", plan(*WHOLE, promoter="SOCIETE"))[0] is Level.NOT_APPLICABLE
    assert judged("owner_share", plan(*WHOLE, departments=frozenset({"974"})))[0] is Level.NOT_APPLICABLE


def test_a_funder_nobody_names_leaves_the_share_unchecked() -> None:
    assert judged("owner_share", plan(*WHOLE, line("INCONNU", 1)))[0] is Level.NOT_CHECKABLE


def test_what_pays_for_running_is_no_investment() -> None:
    given = plan(*WHOLE)
    running = Operation(project_id="P1", operation_id="vie", title="Exploitation", phase=Phase.RUNNING)
    more = line("ETAT", 500_000, operation_id="vie", line_id="vie")
    assert (
        judged("owner_share", replace(given, operations=(*given.operations, running), lines=(*given.lines, more)))[0]
        is Level.OK
    )


def test_refused_lines_guarantees_and_apports_en_nature_bring_no_money() -> None:
    out = (
        line("ETAT", 1, status=FundingStatus.REFUSED, line_id="a"),
        line("ETAT", 1, Instrument.GUARANTEE, line_id="b"),
        line("ETAT", 1, Instrument.IN_KIND, line_id="c"),
    )
    assert counted((*WHOLE, *out)) == WHOLE


def test_public_aid_pays_no_more_than_all_of_it() -> None:
    assert judged("public_aid", plan(*WHOLE))[0] is Level.OK
    level, said = judged("public_aid", plan(line("ETAT", 700_000), line("REGION", 400_000)))
    assert level is Level.BREACH and "110,0 %" in said
    assert judged("public_aid", plan(line("SOCIETE", 1_000_000)))[0] is Level.NOT_APPLICABLE


def test_a_rule_does_not_bear_on_the_days_before_it() -> None:
    keys = {found.check.key for found in findings(replace(plan(*WHOLE), day=date(2018, 9, 30)))}
    assert "public_aid" not in keys and "plan_balance" in keys


def test_a_fonds_de_concours_is_half_of_what_is_left_at_most() -> None:
    concours = Instrument.FONDS_DE_CONCOURS
    within = plan(line("VILLE", 400_000), line("ETAT", 200_000), line("EPCI", 400_000, concours))
    assert judged("fonds_de_concours", within)[0] is Level.OK
    over = plan(line("VILLE", 399_999), line("ETAT", 200_000), line("EPCI", 400_001, concours))
    level, said = judged("fonds_de_concours", over)
    assert level is Level.BREACH and "400 000 €" in said
    assert judged("fonds_de_concours", plan(*WHOLE))[0] is Level.NOT_APPLICABLE


def test_the_same_euro_counted_twice_is_asked_about() -> None:
    twice = plan(*WHOLE, line("ETAT", 800_000, line_id="encore"))
    level, said = judged("counted_twice", twice)
    assert level is Level.WARNING and "ETAT figure 2 fois pour 800 000 €" in said
    assert judged("counted_twice", plan(*WHOLE))[0] is Level.OK


def test_what_is_secured_bears_the_date_of_its_act() -> None:
    awarded = {"status": FundingStatus.AWARDED}
    assert judged("proof_of_status", plan(line("ETAT", 1, **awarded)))[0] is Level.WARNING
    dated = line("ETAT", 1, decided_on=date(2026, 3, 1), **awarded)
    assert judged("proof_of_status", plan(dated))[0] is Level.OK
    assert judged("proof_of_status", plan(line("ETAT", 1)))[0] is Level.NOT_APPLICABLE


def test_organisations_are_known_by_their_siren() -> None:
    given = plan(*WHOLE)
    assert judged("siren", given)[0] is Level.WARNING
    named = {
        code: replace(row, siren="404833048") if code in {"VILLE", "ETAT"} else row
        for code, row in given.organisations.items()
    }
    assert judged("siren", replace(given, organisations=named))[0] is Level.OK


def works(**more: Any) -> Operation:
    named: dict[str, Any] = {"project_id": "P1", "operation_id": "travaux", "title": "Travaux", "promoter_id": "VILLE"}
    return Operation(**named | {"cost_eur": Decimal(1_000_000)} | more)


def derogation(kind: DerogationKind, **more: Any) -> Derogation:
    return Derogation(project_id="P1", derogation_id="D1", kind=kind, **more)


def test_a_lead_authority_asks_for_thirty_per_cent() -> None:
    given = plan(*WHOLE)
    assert judged("owner_share", given)[0] is Level.OK
    level, said = judged("owner_share", replace(given, operations=(works(has_lead_authority=True),)))
    assert level is Level.BREACH and "30,0 %" in said


def test_a_derogation_lowers_the_share_when_its_act_is_cited() -> None:
    poor = plan(line("VILLE", 100_000), line("ETAT", 900_000))
    assert judged("owner_share", poor)[0] is Level.BREACH
    share = DerogationKind.OWNER_SHARE
    silent = replace(poor, derogations=(derogation(share, rate=Decimal("0.1")),))
    assert judged("owner_share", silent)[0] is Level.WARNING
    cited = replace(poor, derogations=(derogation(share, rate=Decimal("0.1"), reference="Arrêté fictif 12"),))
    level, said = judged("owner_share", cited)
    assert level is Level.OK and "Arrêté fictif 12" in said
    short = replace(poor, derogations=(derogation(share, rate=Decimal("0.15"), reference="Arrêté fictif 12"),))
    assert judged("owner_share", short)[0] is Level.BREACH


def test_what_an_operating_section_brings_is_out_of_the_investment() -> None:
    runs = works(operation_id="vie", section=Section.OPERATING)
    given = plan(*WHOLE, line("REGION", 500_000, operation_id="vie"))
    assert judged("owner_share", given)[0] is Level.BREACH
    assert judged("owner_share", replace(given, operations=(*given.operations, runs)))[0] is Level.OK


@pytest.mark.parametrize(
    ("detr", "dsil", "eligible", "regime", "level"),
    [
        (400_000, 400_000, None, TaxRegime.EXCLUDING_TAX, Level.OK),
        (400_000, 400_001, None, TaxRegime.EXCLUDING_TAX, Level.BREACH),
        (400_000, 400_000, None, TaxRegime.INCLUDING_TAX, Level.NOT_CHECKABLE),
        (400_000, 400_000, 900_000, TaxRegime.INCLUDING_TAX, Level.BREACH),
        (None, 400_000, 900_000, TaxRegime.EXCLUDING_TAX, Level.NOT_CHECKABLE),
    ],
)
def test_the_states_schemes_together_stop_at_four_fifths(
    detr: int | None, dsil: int, eligible: int | None, regime: TaxRegime, level: Level
) -> None:
    cost = None if eligible is None else Decimal(eligible)
    lines = (
        line("ETAT", detr, scheme=Scheme.DETR, line_id="L1", eligible_cost_eur=cost),
        line("ETAT", dsil, scheme=Scheme.DSIL, line_id="L2"),
    )
    given = replace(plan(*lines), operations=(works(tax_regime=regime),))
    assert judged("state_schemes", given)[0] is level
    assert judged("state_schemes", plan(*WHOLE))[0] is Level.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("amount", "regime", "level"),
    [
        (164_040, TaxRegime.INCLUDING_TAX, Level.OK),
        (164_041, TaxRegime.INCLUDING_TAX, Level.WARNING),
        (1, TaxRegime.EXCLUDING_TAX, Level.BREACH),
        (1, None, Level.NOT_CHECKABLE),
    ],
)
def test_the_fctva_is_a_resource_of_plans_with_tax_at_its_rate(
    amount: int, regime: TaxRegime | None, level: Level
) -> None:
    given = plan(line("VILLE", 900_000), line("VILLE", amount, Instrument.FCTVA))
    assert judged("fctva", replace(given, operations=(works(tax_regime=regime),)))[0] is level


def signed(funder: str = "REGION", **more: Any) -> Agreement:
    named: dict[str, Any] = {"project_id": "P1", "agreement_id": "A1", "funder_id": funder, "beneficiary_id": "SOCIETE"}
    return Agreement(**named | {"maximum_eur": Decimal(23_001), "signed_on": date(2026, 1, 31)} | more)


@pytest.mark.parametrize(
    ("agreement", "level"),
    [
        (signed(), Level.BREACH),
        (signed(published_on=date(2026, 4, 30)), Level.OK),
        (signed(published_on=date(2026, 5, 1)), Level.BREACH),
        (signed(signed_on=date(2026, 4, 1)), Level.WARNING),
        (signed("VILLE"), Level.WARNING),
        (signed(maximum_eur=Decimal(23_000)), Level.NOT_APPLICABLE),
        (signed(maximum_eur=Decimal(46_000), ends_on=date(2028, 2, 1)), Level.NOT_APPLICABLE),
        (signed(signed_on=date(2017, 7, 31)), Level.NOT_APPLICABLE),
        (signed(beneficiary_id="EPCI"), Level.NOT_APPLICABLE),
        (signed(signed_on=None), Level.NOT_CHECKABLE),
    ],
)
def test_grants_to_private_persons_are_published_within_three_months(agreement: Agreement, level: Level) -> None:
    assert judged("publication", plan(*WHOLE, agreements=(agreement,)))[0] is level


def test_works_wait_for_a_complete_application_or_for_an_act() -> None:
    asked = line("ETAT", 800_000, complete_on=date(2026, 3, 1))
    given = plan(line("VILLE", 200_000), asked)
    assert judged("early_start", given)[0] is Level.NOT_APPLICABLE
    on_time = replace(given, operations=(works(works_started_on=date(2026, 3, 1)),))
    assert judged("early_start", on_time)[0] is Level.OK
    early = replace(given, operations=(works(works_started_on=date(2026, 2, 28)),))
    level, said = judged("early_start", early)
    assert level is Level.BREACH and "28 février 2026" in said
    kind = DerogationKind.EARLY_START
    assert judged("early_start", replace(early, derogations=(derogation(kind),)))[0] is Level.WARNING
    cited = derogation(kind, reference="Lettre fictive 3")
    assert judged("early_start", replace(early, derogations=(cited,)))[0] is Level.OK
    unknown = plan(*WHOLE)
    assert judged("early_start", replace(unknown, operations=early.operations))[0] is Level.NOT_CHECKABLE


def test_what_a_line_brings_is_its_last_amount_less_what_it_lost() -> None:
    applied = line("ETAT", 100, status=FundingStatus.APPLIED, awarded_eur=Decimal(80))
    awarded = replace(applied, status=FundingStatus.AWARDED, decided_on=date(2026, 1, 1))
    final = replace(awarded, final_eur=Decimal(75))
    assert [amount_in_force(each) for each in (applied, awarded, final)] == [100, 80, 75]
    losses = [
        FundingLoss(
            project_id="P1", line_id=final.line_id, loss_id=code, kind=LossKind.REDUCED, amount_eur=Decimal(5),
            lost_on=date(2026, 2, 1),
        )
        for code in ("P1", "P2")
    ]  # fmt: skip
    assert amount_in_force(final, losses) == 65
    assert amount_in_force(replace(final, line_id="other"), losses) == 75
    assert amount_in_force(line("ETAT", None), losses) is None
    assert [each.amount_eur for each in counted([final], losses)] == [65]


def test_a_plan_of_nothing_says_so_and_breaks_nothing() -> None:
    empty = Plan(None, (), (), (), {}, (), frozenset(), PARAMETERS, date(2026, 6, 30))
    levels = {found.check.key: found.verdict.level for found in findings(empty)}
    assert set(levels) == {check.key for check in CHECKS}
    assert Level.BREACH not in levels.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worst_comes_first_each_with_its_rule_and_source(language: Any) -> None:
    given = plan(line("VILLE", 100_000), line("ETAT", 900_000), line("INCONNU", 1, line_id="x"))
    shown = table(findings(given), View(language, "light", date(2026, 6, 30)))
    assert len(shown.rows) == len(CHECKS)
    assert all(cell for row in shown.rows for cell in row)
    assert [row[1][0] for row in shown.rows] == sorted((row[1][0] for row in shown.rows), key="✕!✓?○".index)
