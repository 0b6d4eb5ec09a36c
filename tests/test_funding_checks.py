"""The checks of a funding plan, as sentences with examples: each of them in order, out of rule, without object, or not
checkable, and never a zero for what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portfolio.domain.facts import FundingLine, Operation, Organisation
from portfolio.domain.facts.choices import Family, FundingStatus, Instrument, Phase
from portfolio.domain.funding_checks import CHECKS, Level, Plan, counted, findings
from portfolio.domain.words import LANGUAGES
from portfolio.presentation.blocks.block import View
from portfolio.presentation.blocks.checks import sentence, table

PARAMETERS = {"plan_balance_tolerance": 0.01, "owner_share_minimum": 0.20, "public_aid_ceiling": 1.0}
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


def test_a_plan_of_nothing_says_so_and_breaks_nothing() -> None:
    empty = Plan(None, (), (), {}, (), frozenset(), PARAMETERS, date(2026, 6, 30))
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
