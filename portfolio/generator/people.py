"""The fictional organisations of generated programmes, and the real places where projects lie."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain.facts import Organisation
from portfolio.domain.facts.choices import Family, TerritoryLevel
from portfolio.domain.questions import TerritoryRow
from portfolio.generator.distributions import POOLS

NAMES = {
    Family.STATE: "État (fictif)",
    Family.STATE_OPERATOR: "Opérateur fictif de l’État n° {n}",
    Family.PUBLIC_BANK: "Banque publique fictive",
    Family.EUROPEAN_UNION: "Fonds européen fictif",
    Family.REGION: "Région fictive n° {n}",
    Family.DEPARTMENT: "Département fictif n° {n}",
    Family.EPCI: "Intercommunalité fictive n° {n}",
    Family.COMMUNE: "Commune fictive n° {n}",
    Family.JOINT_AUTHORITY: "Syndicat mixte fictif n° {n}",
    Family.PRIVATE: "Entreprise fictive n° {n}",
    Family.ASSOCIATION: "Association fictive n° {n}",
    Family.FOUNDATION: "Fondation fictive n° {n}",
    Family.CITIZENS: "Collectif fictif de citoyens n° {n}",
}


def organisation(family: Family, number: int) -> Organisation:
    """The organisation of that family and number, the same wherever it is drawn; numbers wrap around the pool."""
    n = number % POOLS[family] + 1
    return Organisation(organisation_id=f"{family.value}-{n}", name=NAMES[family].format(n=n), family=family)


class TerritoryDraw:
    """Real territories, drawn by population, level by level."""

    def __init__(self, rows: Sequence[TerritoryRow]) -> None:
        self._rows: dict[TerritoryLevel, list[TerritoryRow]] = {}
        for row in rows:
            self._rows.setdefault(TerritoryLevel.of(row.level), []).append(row)
        self._weights = {
            level: list(itertools.accumulate(row.population for row in found)) for level, found in self._rows.items()
        }
        self._departments = [row.code for row in self._rows[TerritoryLevel.DEPARTMENT]]
        self._regions = sorted({row.region for row in rows if row.region})

    def draw(self, level: TerritoryLevel, rng: random.Random) -> DrawnTerritory:
        [row] = rng.choices(self._rows[level], cum_weights=self._weights[level])
        department = self._departments.index(row.department or row.code)
        return DrawnTerritory(level, row.code, department, self._regions.index(row.region or ""))

    def neighbour(self, place: DrawnTerritory) -> str:
        """Another département, next in the list: with its code, or the first's after the last."""
        return self._departments[(place.department + 1) % len(self._departments)]


@dataclass(frozen=True, slots=True)
class DrawnTerritory:
    """A territory, with the ranks of its département and its région, which number their fictional authorities."""

    level: TerritoryLevel
    code: str
    department: int
    region: int
