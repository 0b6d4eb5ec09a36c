"""What people enter by hand, and who keeps it; the rest follows from what they do: reports, submissions, answers."""

from __future__ import annotations

ADDED_BY_ALL = {"organisation", "source"}
KEPT_BY_LEADS = {
    "project",
    "operation",
    "project_territory",
    "legal_form",
    "funding_line",
    "funding_loss",
    "derogation",
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
}
ENTERED = {"programme"} | ADDED_BY_ALL | KEPT_BY_LEADS | KEPT_BY_FUNDERS
