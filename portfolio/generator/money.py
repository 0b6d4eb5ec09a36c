"""The funding plan of a generated project: who pays what part, and how far up the ladder each has come, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portfolio.domain.facts import Derogation, FundingLine, FundingLoss, Organisation
from portfolio.domain.facts.choices import DerogationKind, Family, FundingStatus, Instrument, LossKind
from portfolio.generator import distributions as given
from portfolio.generator.past import ProjectPast, cents

Said = tuple[FundingLine | FundingLoss | Derogation, date]
FIRST_PARTNER = 2  # L1 is the lead's own funds, L0 what nobody has found


def lines(past: ProjectPast) -> Iterator[Said]:
    """Every version of every line with the day it is known; amounts add up to the cost, to the cent, in a complete
    plan."""
    shares = _shares(past)
    [shape] = past.rng.choices(("complete", "uncovered", "unsaid"), (given.COMPLETE, given.UNCOVERED, given.UNSAID))
    missing = past.rng.uniform(*given.UNCOVERED_SHARE) if shape == "uncovered" else 0.0
    left = past.cost
    for number, (family, instrument, share) in enumerate(shares, FIRST_PARTNER):
        amount = _part(past.cost, share)
        left -= amount
        said = None if shape == "unsaid" and number == FIRST_PARTNER else amount
        yield from _climb(past, f"L{number}", family, instrument, said, given.LADDER)
    to_find = min(left, _part(past.cost, missing))
    if to_find:
        yield from _to_be_found(past, to_find)
    yield from _climb(past, "L1", past.lead.family, Instrument.OWN_FUNDS, left - to_find, given.OWN_LADDER)
    if past.rng.random() < given.EXEMPTED:
        yield _exempted(past), past.entered


def _shares(past: ProjectPast) -> list[tuple[Family, Instrument, float]]:
    """The partners who come in, never so much that the lead keeps less than its share."""
    found, left = [], 1 - given.OWN_SHARE_LEAST
    for family, instrument, chance, between in given.PARTNERS:
        share = past.rng.uniform(*between)
        if past.rng.random() < chance and share <= left and family is not past.lead.family:
            found.append((family, instrument, share))
            left -= share
    return found


def _climb(
    past: ProjectPast,
    line_id: str,
    family: Family,
    instrument: Instrument,
    amount: Decimal | None,
    ladder: tuple[tuple[FundingStatus, tuple[int, int]], ...],
) -> Iterator[Said]:
    """A line from its first status to the last it has had time to reach; some are refused on the way."""
    own = instrument is Instrument.OWN_FUNDS
    named = _named(past, line_id, past.lead if own else past.funder(family), instrument)
    refused = not own and past.rng.random() < given.REFUSED_SHARE
    needed_on = past.starts_on + timedelta(days=past.rng.randint(30, 400))
    cut = past.rng.choice(given.AWARDED_SHARES) if not own else 1.0
    day, complete_on = past.entered, None
    for status, wait in ladder:
        day += timedelta(days=past.rng.randint(*wait))
        said = FundingStatus.REFUSED if refused and status is FundingStatus.NOTIFIED else status
        complete_on = day if said is FundingStatus.APPLIED else complete_on
        is_act = said in {FundingStatus.AWARDED, FundingStatus.VOTED, FundingStatus.REFUSED}
        secured = said in {FundingStatus.AWARDED, FundingStatus.VOTED}
        awarded = _part(amount, cut) if secured and amount is not None else None
        acts: dict[str, Any] = {
            "status": said,
            "awarded_eur": awarded,
            "complete_on": complete_on,
            "decided_on": day if is_act else None,
        }
        yield FundingLine(**named, amount_eur=amount, needed_on=needed_on, **acts), day
        if said is FundingStatus.REFUSED:
            return
    if awarded and past.rng.random() < given.LOST_SHARE:
        yield _lost(past, line_id, awarded, day)


def _named(past: ProjectPast, line_id: str, funder: Organisation, instrument: Instrument) -> dict[str, Any]:
    return {
        "project_id": past.project_id,
        "line_id": line_id,
        "funder_id": funder.organisation_id,
        "instrument": instrument,
    }


def _lost(past: ProjectPast, line_id: str, awarded: Decimal, decided_on: date) -> tuple[FundingLoss, date]:
    """A part of what was awarded that lapses, is reduced or repaid, later."""
    day = decided_on + timedelta(days=past.rng.randint(*given.LOST_AFTER))
    loss = FundingLoss(
        project_id=past.project_id,
        line_id=line_id,
        loss_id="P1",
        kind=past.rng.choice(list(LossKind)),
        amount_eur=_part(awarded, past.rng.uniform(*given.LOST_PART)),
        lost_on=day,
    )
    return loss, day


def _exempted(past: ProjectPast) -> Derogation:
    """A lower share for the owner; of one derogation out of two the act is not cited."""
    cited = past.rng.choice((True, False))
    return Derogation(
        project_id=past.project_id,
        derogation_id="D1",
        kind=DerogationKind.OWNER_SHARE,
        rate=Decimal("0.1"),
        reference="Arrêté préfectoral fictif" if cited else None,
        granted_on=past.entered if cited else None,
    )


def _to_be_found(past: ProjectPast, amount: Decimal) -> Iterator[Said]:
    yield (
        FundingLine(
            project_id=past.project_id,
            line_id="L0",
            funder_id=past.funder(Family.STATE).organisation_id,
            instrument=Instrument.GRANT,
            amount_eur=amount,
            status=FundingStatus.TO_BE_FOUND,
            needed_on=past.starts_on + timedelta(days=past.rng.randint(60, 500)),
        ),
        past.entered,
    )


def _part(cost: Decimal, share: float) -> Decimal:
    return cents(cost * Decimal(str(round(share, 4))))
