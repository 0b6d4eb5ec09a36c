"""What can be so. Each fact is declared once; `FACTS` lists them in the order they depend on each other."""

from __future__ import annotations

from portfolio.domain.facts.agreements import (
    Agreement,
    AgreementMilestone,
    Delegation,
    Instalment,
    InstalmentDocument,
    Waiver,
)
from portfolio.domain.facts.continuity import Handover, Replacement, Succession
from portfolio.domain.facts.declaration import Declaration, Ending, Fact, Key, Value
from portfolio.domain.facts.economics import EconomicFlow, EconomicModel, RiskAssessment, RiskFactor
from portfolio.domain.facts.evidence import Evidence, Submission, Verification
from portfolio.domain.facts.field import Field
from portfolio.domain.facts.money import Derogation, FundingLine, FundingLoss
from portfolio.domain.facts.plan import LegalForm, Operation, Organisation, Programme, Project, ProjectTerritory
from portfolio.domain.facts.progress import Milestone, MilestoneLink, Observation, ResultIndicator, StatusReport, Target
from portfolio.domain.facts.sources import Contradiction, Source

CLASSES: tuple[type[Fact], ...] = (
    Programme,
    Organisation,
    Source,
    Project,
    Operation,
    ProjectTerritory,
    LegalForm,
    FundingLine,
    FundingLoss,
    Derogation,
    Milestone,
    MilestoneLink,
    Agreement,
    Instalment,
    AgreementMilestone,
    InstalmentDocument,
    Waiver,
    Delegation,
    Succession,
    Handover,
    Replacement,
    Submission,
    Evidence,
    Verification,
    ResultIndicator,
    Target,
    Observation,
    StatusReport,
    EconomicModel,
    EconomicFlow,
    RiskFactor,
    RiskAssessment,
    Contradiction,
)
FACTS: dict[str, Declaration] = {fact.declaration.name: fact.declaration for fact in CLASSES}

__all__ = [
    "CLASSES",
    "FACTS",
    "Agreement",
    "AgreementMilestone",
    "Contradiction",
    "Declaration",
    "Delegation",
    "Derogation",
    "EconomicFlow",
    "EconomicModel",
    "Ending",
    "Evidence",
    "Fact",
    "Field",
    "FundingLine",
    "FundingLoss",
    "Handover",
    "Instalment",
    "InstalmentDocument",
    "Key",
    "LegalForm",
    "Milestone",
    "MilestoneLink",
    "Observation",
    "Operation",
    "Organisation",
    "Programme",
    "Project",
    "ProjectTerritory",
    "Replacement",
    "ResultIndicator",
    "RiskAssessment",
    "RiskFactor",
    "Source",
    "StatusReport",
    "Submission",
    "Succession",
    "Target",
    "Value",
    "Verification",
    "Waiver",
]
