"""Whether a milestone is verified: when every funder whose agreement waits for it has verified its current file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from portfolio.domain.facts import Agreement, Verification
from portfolio.domain.facts.choices import Answer

# Of each funder asked, whom each of its agreements relies on (None: on nobody but the funder).
Asked = Mapping[str, tuple[str | None, ...]]


def asked(agreements: Iterable[Agreement], lead_id: str | None) -> dict[str, tuple[str | None, ...]]:
    """The funders who answer for a milestone, from the agreements that wait for it.

    A lapsed agreement asks for nothing any more; own funds, a lead's or those that a funder spends itself, need no
    answer.
    """
    found: dict[str, tuple[str | None, ...]] = {}
    for each in agreements:
        if each.lapsed_on is None and each.funder_id not in {lead_id, each.beneficiary_id}:
            found[each.funder_id] = (*found.get(each.funder_id, ()), each.relies_on_id)
    return found


def current(answer: Verification | None, version: Decimal | None) -> Answer | None:
    """What a funder says of the current file; None, pending: it said nothing, or of an earlier one."""
    return answer.answer if answer is not None and answer.version == version else None


def is_verified(
    funder: str, relies_on: tuple[str | None, ...], answers: Mapping[str, Verification], version: Decimal | None
) -> bool:
    """Whether this funder has verified the current file: itself, its own word first, or for each of its agreements
    through the one that it relies on."""
    own = current(answers.get(funder), version)
    if own not in {None, Answer.PROPOSED}:  # what is proposed is not said yet
        return own is Answer.VERIFIED
    return all(chief and current(answers.get(chief), version) is Answer.VERIFIED for chief in relies_on)


def is_milestone_verified(funders: Asked, answers: Mapping[str, Verification], version: Decimal | None) -> bool | None:
    """True when every funder asked has verified; None when nobody is asked."""
    if not funders:
        return None
    return all(is_verified(funder, relies_on, answers, version) for funder, relies_on in funders.items())
