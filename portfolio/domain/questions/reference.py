"""What is asked of the installation and of its reference data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.questions.asking import Question, Rows


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme of the record, with how many projects it has."""

    programme: str
    kind: ProgrammeKind
    name_fr: str
    name_en: str
    summary_fr: str | None
    summary_en: str | None
    projects: int


@dataclass(frozen=True, kw_only=True)
class Programmes(Rows[ProgrammeRow]):
    """The programmes that the record holds."""

    row = ProgrammeRow


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organisation that leads or pays, and for how many projects; its name is None when it is not described."""

    persona: str
    organisation_id: str
    name: str | None
    projects: int


@dataclass(frozen=True, kw_only=True)
class Parties(Rows[PartyRow]):
    """Who leads and who pays, those with most projects first."""

    row = PartyRow


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A threshold, rate or convention, with the dates between which it holds (None: not limited) and its source."""

    key: str
    value: float
    unit: str
    valid_from: date | None
    valid_until: date | None
    label_fr: str
    label_en: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Parameters(Rows[ParameterRow]):
    """The parameters of the reference data in force on the day."""

    row = ParameterRow


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A commune, an EPCI or a département: its official code, where it lies (an EPCI: where most of it does), its
    population."""

    level: str
    code: str
    name: str
    department: str
    region: str
    population: int


@dataclass(frozen=True, kw_only=True)
class Territories(Rows[TerritoryRow]):
    """The territories of the reference data, by level and code."""

    row = TerritoryRow


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A territory of any level: its official code, its name, the département it lies in (None above that level)."""

    code: str
    name: str
    department: str | None


@dataclass(frozen=True, kw_only=True)
class Places(Rows[PlaceRow]):
    """The territories of a level whose code is `words`, or whose name has them, accents and case aside; the most
    populated first, thirty at most."""

    row = PlaceRow
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class OrganisationElsewhere:
    """An organisation as a programme of this installation knows it."""

    programme: str
    organisation_id: str
    name: str
    family: str


@dataclass(frozen=True, kw_only=True)
class OrganisationsBySiren(Rows[OrganisationElsewhere]):
    """Those of any programme that bear this SIREN, by programme and code."""

    row = OrganisationElsewhere
    siren: str


@dataclass(frozen=True, kw_only=True)
class Outlines(Question[Mapping[str, Any]]):
    """The outlines of the 101 départements, ready to draw: features, insets, bounds, on one plane."""
