"""What figures can be grouped and filtered by. Each name is one path to one column; nothing else reaches SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portfolio.domain.basis.text import Choice, Refused, Text
from portfolio.domain.facts import choices
from portfolio.indicators.declaration import Indicator

Side = Literal["project", "territory"] | str


@dataclass(frozen=True, slots=True)
class Dimension:
    """`side` is "project" (one value a project), "territory" (shares of projects), or the relation that has it.

    A project's own value is its `column` (the key, unless another is named), or that of the row it reaches `through`.
    """

    key: str
    label: Text
    side: Side
    choice: type[Choice] | None = None
    column: str | None = None
    through: Literal["lead", "legal_form", "status_report"] | None = None


def _all(*dimensions: Dimension) -> dict[str, Dimension]:
    return {dimension.key: dimension for dimension in dimensions}


DIMENSIONS = _all(
    Dimension("project_id", Text("projet", "project"), "project"),
    Dimension("axis", Text("axe", "axis"), "project", choices.Axis),
    Dimension("vertical", Text("domaine", "vertical"), "project", choices.Vertical),
    Dimension("lead", Text("porteur", "lead"), "project", column="lead_id"),
    Dimension(
        "lead_family", Text("famille du porteur", "family of the lead"), "project", choices.Family, "family", "lead"
    ),
    Dimension(
        "legal_form", Text("montage", "legal form"), "project", choices.LegalFormKind, "form", through="legal_form"
    ),
    Dimension("confidence", Text("confiance", "confidence"), "project", choices.Confidence, through="status_report"),
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


def dimension(name: str, indicator: Indicator | None) -> Dimension:
    """The dimension of that name, if this indicator (None: any project) can be read by it; `Refused` lists those."""
    if name in AMBIGUOUS:
        named = " ou ".join(AMBIGUOUS[name])
        raise Refused(
            Text(
                fr=f"« {name} » peut se lire de deux façons. Précisez : {named}.",
                en=f"“{name}” can be read in two ways. Name one: {named.replace(' ou ', ' or ')}.",
            )
        )
    found = DIMENSIONS.get(name)
    sides = {"project", "territory", indicator.relation if indicator else "project"}
    if found is None or found.side not in sides:
        possible = ", ".join(d.key for d in DIMENSIONS.values() if d.side in sides)
        what = indicator.label if indicator else Text("Un projet", "A project")
        raise Refused(
            Text(
                fr=f"« {what.fr} » ne se lit pas par « {name} ». Dimensions possibles : {possible}.",
                en=f"“{what.en}” cannot be read by “{name}”. Possible dimensions: {possible}.",
            )
        )
    return found
