"""How far a plan's flow may fall, or must rise, for its cash to hold."""

from __future__ import annotations

import math

import numpy as np

from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.basis.tolerance import ROUNDING_OF_A_SUM
from portfolio.domain.economics.cash import SUSTAINABLE_FROM
from portfolio.domain.economics.flows import Model, check_varied, checked_model

NO_RANGE = Text(
    fr="Le facteur est cherché de {low} à {high}, qui ne se suivent pas ou sont infinis. Donnez 0 et 10 par exemple.",
    en="The factor is sought from {low} to {high}, which do not rise or are infinite. Give 0 and 10 for instance.",
)


def break_even_factor(model: Model, name: str, low: float = 0.0, high: float = 10.0) -> float | None:
    """The smallest factor within [low, high] by which the flow `name` must be multiplied, in all its years, for the
    cumulated cash never to be below −0.005 €; exact, as each year puts one bound on the factor.

    `model`: flow → euros a year, inflows positive, outflows negative. None: no factor of that range does. Refused: a
    flow that the model does not have, flows that do not last equally long, a missing or infinite number, low > high.
    """
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise Refused(NO_RANGE.fill(low=shown(low), high=shown(high)))
    flows = checked_model(model)
    check_varied(name, flows)
    slope = np.cumsum(flows[name])
    room = SUSTAINABLE_FROM - np.cumsum(sum(flow for each, flow in flows.items() if each != name) + 0 * slope)
    # A flow whose years cancel out cumulates to a rounding, which no factor should be divided by.
    slope[np.abs(slope) <= ROUNDING_OF_A_SUM * np.cumsum(np.abs(flows[name]))] = 0.0
    least = float(np.max(room[slope > 0] / slope[slope > 0], initial=low))
    most = float(np.min(room[slope < 0] / slope[slope < 0], initial=high))
    return least if least <= most and not (room[slope == 0] > 0).any() else None
