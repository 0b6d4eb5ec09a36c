"""What can be asked of the facts. A question is a frozen value: it names its programme and needs a right to read."""

from __future__ import annotations

from portfolio.domain.questions.asking import (
    FactRows,
    Filters,
    Question,
    References,
    Rows,
    Sequences,
    UnknownTerritories,
)
from portfolio.domain.questions.economics import (
    ApartRow,
    Durabilities,
    DurabilityRow,
    FlowFunders,
    Inhabitants,
    InhabitantsRow,
    ModelsApart,
)
from portfolio.domain.questions.figures import AlertRow, Alerts, Figures, Measure, ProgressCurve, ProgressPoint
from portfolio.domain.questions.history import Change, Happening, ProjectHistory, Since
from portfolio.domain.questions.milestones import AnswerRow, MilestoneAnswers
from portfolio.domain.questions.projects import ForecastRow, Forecasts, ProjectRow, ProjectRows, ResultRow, Results
from portfolio.domain.questions.reference import (
    KnownOrganisation,
    OrganisationsBySiren,
    Outlines,
    ParameterRow,
    Parameters,
    Parties,
    PartyRow,
    PlaceRow,
    Places,
    ProgrammeRow,
    Programmes,
    Territories,
    TerritoryRow,
)

__all__ = [
    "AlertRow",
    "Alerts",
    "AnswerRow",
    "ApartRow",
    "Change",
    "Durabilities",
    "DurabilityRow",
    "FactRows",
    "Figures",
    "Filters",
    "FlowFunders",
    "ForecastRow",
    "Forecasts",
    "Happening",
    "Inhabitants",
    "InhabitantsRow",
    "KnownOrganisation",
    "Measure",
    "MilestoneAnswers",
    "ModelsApart",
    "OrganisationsBySiren",
    "Outlines",
    "ParameterRow",
    "Parameters",
    "Parties",
    "PartyRow",
    "PlaceRow",
    "Places",
    "ProgrammeRow",
    "Programmes",
    "ProgressCurve",
    "ProgressPoint",
    "ProjectHistory",
    "ProjectRow",
    "ProjectRows",
    "Question",
    "References",
    "ResultRow",
    "Results",
    "Rows",
    "Sequences",
    "Since",
    "Territories",
    "TerritoryRow",
    "UnknownTerritories",
]
