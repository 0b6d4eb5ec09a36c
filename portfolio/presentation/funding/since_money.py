"""What moved of a project's money between two days: lines, by their certainty, amount and funder; what they lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FundingLine, FundingLoss
from portfolio.domain.facts.choices import Certainty
from portfolio.domain.funding.ladder import CERTAINTY, amount_in_force
from portfolio.domain.questions import Change
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.formats import day, euros

# A sentence, and whether it is good news (None: neither).
Told = tuple[str, bool | None]


def line_moves(change: Change, names: Mapping[str, str], view: View) -> Iterator[Told]:
    """A line is told when its certainty, its amount or its funder moved."""
    before, after = change.before, change.after
    assert before is None or isinstance(before, FundingLine)
    assert after is None or isinstance(after, FundingLine)
    was, now = _certainty(before), _certainty(after)
    held, holds = (amount_in_force(line) if line else None for line in (before, after))
    amount = held if holds is None else holds
    funder = (after or before).funder_id  # type: ignore[union-attr]
    name = names.get(funder, funder)
    named = f"{name} ({euros(amount, view.language)})"
    if was != now:
        text = Text(f"{named} : {_word(was).fr} → {_word(now).fr}", f"{named}: {_word(was).en} → {_word(now).en}")
        yield view.say(text), _better(was, now)
    elif before and after and held != holds:
        then, today = euros(held, view.language), euros(holds, view.language)
        text = Text(f"{name} : {then} → {today}", f"{name}: {then} → {today}")
        more = (holds or Decimal(0)) > (held or Decimal(0))
        yield view.say(text), more
    if before and after and before.funder_id != after.funder_id:
        text = TAKEN_OVER.fill(by=named, of=names.get(before.funder_id, before.funder_id))
        yield view.say(text), None


def loss_move(change: Change, names: Mapping[str, str], view: View, line: FundingLine | None) -> Told:
    """What a line lost; or, if the entry was taken back, that it did not."""
    row = change.after or change.before
    assert isinstance(row, FundingLoss)
    funder = names.get(line.funder_id, line.funder_id) if line else row.line_id
    amount, on = euros(row.amount_eur, view.language), day(row.lost_on, view.language)
    told = LOST if change.after else NOT_LOST
    text = told.fill(funder=funder, amount=amount, kind=row.kind.label, on=on)
    return view.say(text), change.after is None


NOT_LOST = Text("{funder} : {amount} ne sont plus dits perdus", "{funder}: {amount} no longer said to be lost")
LOST = Text("{funder} : {amount}, {kind} le {on}", "{funder}: {amount}, {kind} on {on}")
TAKEN_OVER = Text("{by} : reprend ce qu’apportait {of}", "{by}: takes over what {of} brought")
ABSENT = Text("absent", "absent")
LADDER = (None, Certainty.NOT_REPORTED, Certainty.TO_BE_FOUND, Certainty.REQUESTED, Certainty.SECURED)


def _certainty(line: FundingLine | None) -> Certainty | str | None:
    """Refused counts nowhere, and is not the same as never having been there."""
    if line is None:
        return None
    return CERTAINTY[line.status] or "refused"


def _word(certainty: Certainty | str | None) -> Text:
    if certainty is None:
        return ABSENT
    return certainty.label if isinstance(certainty, Certainty) else Text("refusé", "refused")


def _better(was: Certainty | str | None, now: Certainty | str | None) -> bool | None:
    if now == "refused" or now is None:
        return False
    if was is None and now is Certainty.NOT_REPORTED:
        return None  # it is there, and nobody says how surely
    return LADDER.index(now) > LADDER.index(was) if was in LADDER and now in LADDER else None
