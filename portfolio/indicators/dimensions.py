"""What figures can be grouped and filtered by. Each name is one path to one column; nothing else reaches SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portfolio.domain.facts import choices
from portfolio.domain.words import Choice, Text

Side = Literal["project", "territory"] | str


@dataclass(frozen=True, slots=True)
class Dimension:
    """`side` is "project" (one value a project), "territory" (shares of projects), or the relation that has it."""

    key: str
    label: Text
    side: Side
    choice: type[Choice] | None = None


def _all(*dimensions: Dimension) -> dict[str, Dimension]:
    return {dimension.key: dimension for dimension in dimensions}


DIMENSIONS = _all(
    Dimension("project_id", Text("projet", "project"), "project"),
    Dimension("axis", Text("axe", "axis"), "project", choices.Axis),
    Dimension("vertical", Text("domaine", "vertical"), "project", choices.Vertical),
    Dimension("lead", Text("porteur", "lead"), "project"),
    Dimension("lead_family", Text("famille du porteur", "family of the lead"), "project", choices.Family),
    Dimension("legal_form", Text("montage", "legal form"), "project", choices.LegalFormKind),
    Dimension("confidence", Text("confiance", "confidence"), "project", choices.Confidence),
    Dimension("department", Text("département", "département"), "territory"),
    Dimension("region", Text("région", "region"), "territory"),
    Dimension("funder_group", Text("groupe de financeurs", "funder group"), "funding", choices.FunderGroup),
    Dimension("family", Text("famille du financeur", "family of the funder"), "funding", choices.Family),
    Dimension("funder_id", Text("financeur", "funder"), "funding"),
    Dimension("certainty", Text("certitude", "certainty"), "funding", choices.Certainty),
    Dimension("instrument", Text("instrument", "instrument"), "funding", choices.Instrument),
    Dimension("status", Text("statut", "status"), "funding", choices.FundingStatus),
    Dimension("phase", Text("phase", "phase"), "operation", choices.Phase),
    Dimension("tax_regime", Text("taxes", "tax regime"), "operation", choices.TaxRegime),
)
# Words that could lead to two columns: the one who asks says which.
AMBIGUOUS = {
    "organisation": ("lead", "funder_id"),
    "organisation_id": ("lead", "funder_id"),
    "organisation_family": ("family", "lead_family"),
    "territory": ("department", "region"),
}
