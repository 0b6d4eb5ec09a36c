"""Economic models stacked for judging: one row a model, one column a year t = 0…n, what is not known as nan."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics.flows import Array, aligned

Truths = NDArray[np.bool_]
Integers = NDArray[np.int64]
BALANCES = ("cash", "without_first")

NOT_A_TABLE = Text(
    fr="Les modèles se donnent en tableaux d’une ligne par modèle et d’une colonne par année, avec une dernière année "
    "par modèle. Complétez les lignes courtes par des 0.",
    en="Models come as tables of one row a model and one column a year, with one last year a model. "
    "Fill short rows with 0.",
)
NEGATIVE = Text(
    fr="La ligne {row} a un montant négatif en «\u00a0{name}\u00a0». Donnez des montants positifs\u00a0: seule la "
    "trésorerie est un solde.",
    en="Row {row} has a negative amount in “{name}”. Give positive amounts: only cash is a balance.",
)
OUT_OF_BOUNDS = Text(
    fr="La ligne {row} a une valeur hors bornes en «\u00a0{name}\u00a0». Donnez le rang d’une des années, −1 s’il "
    "n’est pas connu.",
    en="Row {row} has a value out of bounds in “{name}”. Give the index of one of the years, −1 if it is not known.",
)


class Plans(NamedTuple):
    """Euros (models, years + 1), nan where not known, 0 after a model's last year; and that year's index, −1 unknown.

    `cash`: inflows less outflows, contributions in and residual value out; `without_first`: the same without the
    recurrent funder that gives most over the horizon. The others are amounts ≥ 0: `contribution` are all the recurrent
    contributions, `committed` those that are committed.
    """

    cash: Array
    without_first: Array
    own_revenue: Array
    committed: Array
    opex: Array
    investment: Array
    grant: Array
    contribution: Array
    last: Integers


def checked(plans: Plans) -> Plans:
    """The plans as arrays, whatever stands after a model's last year put to 0; an unknown horizon hides no year.

    Refused: arrays that do not go together, an infinite or a negative amount, a last year out of bounds.
    """
    tables = plans._asdict()
    last = np.asarray(tables.pop("last"), dtype=float)
    arrays = dict(zip(tables, aligned(**tables), strict=True))
    models, *years = arrays["cash"].shape
    if len(years) != 1 or not years[0] or last.shape != (models,):
        raise Refused(NOT_A_TABLE)
    for name, array in arrays.items():
        _refuse((array < 0).any(axis=1) & (name not in BALANCES), NEGATIVE, name)
    _refuse(~np.isin(last, np.arange(-1, years[0])), OUT_OF_BOUNDS, "last")
    beyond = (np.arange(years[0]) > last[:, None]) & (last[:, None] >= 0)
    return Plans(**{name: np.where(beyond, 0.0, array) for name, array in arrays.items()}, last=last.astype(np.int64))


def years_from(start: Integers, plans: Plans) -> Truths:
    """(models, years): the years of each model from its `start` to its last one; none where that is not known."""
    years = np.arange(plans.cash.shape[1])
    return np.asarray((years >= start[:, None]) & (years <= plans.last[:, None]))


def last_spent(spent: Array) -> tuple[Integers, Truths]:
    """The last year with something spent, −1 if none; and whether it is known: an unknown year that no spending follows
    may be the last."""
    maybe = ~(spent == 0)
    last = np.where(maybe.any(axis=1), spent.shape[1] - 1 - maybe[:, ::-1].argmax(axis=1), -1)
    return last, ~np.isnan(at_year(last, spent))


def at_year(year: Integers, values: Array) -> Array:
    """The value of each model in a year of its own, kept within the columns."""
    within = np.clip(year, 0, values.shape[1] - 1)
    return np.asarray(np.take_along_axis(values, within[:, None], axis=1)[:, 0])


def _refuse(faulty: Truths | np.bool_, text: Text, name: str) -> None:
    if faulty.any():
        raise Refused(text.fill(row=int(faulty.argmax()), name=name))
