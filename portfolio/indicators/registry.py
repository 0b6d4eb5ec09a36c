"""Every indicator, by key."""

from __future__ import annotations

from portfolio.domain.basis.text import Refused, Text
from portfolio.indicators import economics, money, plan, progress
from portfolio.indicators.declaration import Indicator

INDICATORS: dict[str, Indicator] = {
    each.key: each
    for each in (plan.DECLARED[0], *money.DECLARED, *progress.DECLARED, *economics.DECLARED, *plan.DECLARED[1:])
}


def indicator(key: str) -> Indicator:
    """The indicator of that key; `Refused` names those that exist."""
    if key not in INDICATORS:
        keys = ", ".join(INDICATORS)
        raise Refused(
            Text(
                fr=f"L’indicateur « {key} » n’existe pas. Choisissez parmi : {keys}.",
                en=f"There is no indicator “{key}”. Choose among: {keys}.",
            )
        )
    return INDICATORS[key]
