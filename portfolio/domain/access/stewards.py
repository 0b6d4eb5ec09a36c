"""What people enter by hand, and who keeps it; the rest follows from what they do: reports, submissions, answers."""

from __future__ import annotations

from portfolio.domain.facts.choices import ProgrammeKind

ADDED_BY_ALL = {"organisation", "source"}
KEPT_BY_LEADS = {
    "project",
    "operation",
    "project_territory",
    "legal_form",
    "funding_line",
    "funding_loss",
    "derogation",
    "handover",
    "milestone",
    "milestone_link",
    "result_indicator",
    "target",
    "observation",
}
KEPT_BY_FUNDERS = {
    "agreement",
    "instalment",
    "agreement_milestone",
    "instalment_document",
    "waiver",
    "delegation",
    "replacement",
}
# The parts of an economic model, which has its own page.
OF_A_MODEL = {"economic_model", "economic_flow", "risk_factor"}
# A programme of public facts comes from an import.
NEVER_CHOSEN = {ProgrammeKind.REAL}
ENTERED = {"programme", "succession"} | ADDED_BY_ALL | KEPT_BY_LEADS | KEPT_BY_FUNDERS
