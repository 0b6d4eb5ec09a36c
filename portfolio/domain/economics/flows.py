"""Flows as they come in: years last, one value a year. What is missing is nan; what cannot be a flow is refused."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.basis.missing import Numbers, number
from portfolio.domain.basis.text import Refused, Text, shown

Array = NDArray[np.float64]
Series = Sequence[float | None]
Model = Mapping[str, Numbers]

LENGTHS_DIFFER = Text(
    fr="Ces flux n’ont pas la même durée ({found}) et ne s’additionnent pas. Donnez à chacun une valeur par année, "
    "0 quand il n’y en a pas.",
    en="These flows do not last equally long ({found}) and cannot be added up. Give each one value a year, 0 where "
    "there is none.",
)
NOT_ONE_PLAN = Text(
    fr="Une seule suite d’années est attendue, pas un tableau de forme {found}. Donnez les plans un à un.",
    en="One sequence of years is expected, not a table of shape {found}. Give the plans one at a time.",
)
INFINITE = Text(
    fr="Le flux «\u00a0{name}\u00a0» contient un nombre infini, qui n’est pas un montant. Corrigez-le, ou laissez-le "
    "vide s’il n’est pas connu.",
    en="The flow “{name}” holds an infinite number, which is no amount. Correct it, or leave it empty if it is not "
    "known.",
)
RATE_TOO_LOW = Text(
    fr="Le taux vaut {rate} : à −1 ou moins, ou infini, il n’actualise rien. Donnez une fraction, 0.04 pour 4 %.",
    en="The rate is {rate}: at −1 or less, or infinite, it discounts nothing. Give a fraction, 0.04 for 4%.",
)
NO_FLOW = Text(
    fr="Le modèle n’a aucun flux ou aucune année : rien n’est à calculer. Donnez-lui au moins un flux d’une année.",
    en="The model has no flow or no year: there is nothing to compute. Give it one flow of one year at least.",
)
NOT_FINITE = Text(
    fr="«\u00a0{name}\u00a0» contient une valeur qui n’est pas un nombre fini, d’où rien ne se calcule. Renseignez-la.",
    en="“{name}” holds a value that is not a finite number, so nothing comes of it. Fill it in.",
)
UNKNOWN_FLOW = Text(
    fr="Le modèle n’a pas de flux «\u00a0{name}\u00a0» à faire varier. Choisissez parmi {known}.",
    en="The model has no flow “{name}” to vary. Choose among {known}.",
)


def aligned(**flows: Numbers) -> tuple[Array, ...]:
    """The flows as arrays of one shape, years last, None as nan. Refused: shapes that differ, a number alone,
    an infinite value."""
    arrays = {name: np.asarray(values, dtype=float) for name, values in flows.items()}
    shapes = {array.shape for array in arrays.values()}
    if len(shapes) > 1 or () in shapes:
        raise Refused(LENGTHS_DIFFER.fill(found=", ".join(f"{name} {_size(each)}" for name, each in arrays.items())))
    for name, array in arrays.items():
        if np.isinf(array).any():
            raise Refused(INFINITE.fill(name=name))
    return tuple(arrays.values())


def one_plan(**flows: Numbers) -> tuple[Array, ...]:
    """As `aligned`, for what answers for one plan only. Refused too: a table of several."""
    arrays = aligned(**flows)
    if arrays[0].ndim > 1:
        raise Refused(NOT_ONE_PLAN.fill(found=_size(arrays[0])))
    return arrays


def checked_rate(rate: float | None) -> float:
    """A yearly rate as a fraction, nan if it is not known. Refused: −1 or less, infinite."""
    value = number(rate)
    if value <= -1 or math.isinf(value):
        raise Refused(RATE_TOO_LOW.fill(rate=shown(value)))
    return value


def checked_model(model: Model) -> dict[str, Array]:
    """A plan's flows by name, inflows positive, outflows negative, all of one length and every year known.

    Refused: no flow, no year, lengths that differ, a value missing or infinite.
    """
    flows = dict(zip(model, one_plan(**model), strict=True)) if model else {}
    if not flows or not next(iter(flows.values())).size:
        raise Refused(NO_FLOW)
    for name, flow in flows.items():
        if not np.isfinite(flow).all():
            raise Refused(NOT_FINITE.fill(name=name))
    return flows


def check_varied(name: str, flows: Mapping[str, Array]) -> None:
    """Refused: to vary a flow that the model does not have."""
    if name not in flows:
        raise Refused(UNKNOWN_FLOW.fill(name=name, known=", ".join(flows)))


def _size(array: Array) -> str:
    return "×".join(map(str, array.shape)) or "1"
