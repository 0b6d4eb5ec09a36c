"""What passes from one organisation to another when it is succeeded, hands a project over, or is replaced in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portfolio.domain.facts import Declaration, Field, Replacement, Succession

# Of each, the field that designates who leaves.
LEAVING = {"succession": "organisation_id", "handover": "lead_id", "replacement": "funder_id"}
CONTINUITY = frozenset(LEAVING)
LEADING = {("project", "lead_id")}
WORKS = {("operation", "promoter_id")}
FUNDING = {
    ("funding_line", "funder_id"),
    ("agreement", "funder_id"),
    ("verification", "funder_id"),
    ("economic_flow", "funder_id"),
}
RELIED_ON = {("agreement", "relies_on_id")}
GRANTS = {("agreement", "beneficiary_id")}


def passes(continuity: Declaration, taking_over: Mapping[str, Any], row: Declaration, field: Field) -> bool:
    """Whether a row that designates, by this field, the organisation which leaves, designates its successor from then
    on. `taking_over`: the fields of the row of continuity. These rows themselves keep the names of their day."""
    designated = (row.name, field.name)
    if row.name in CONTINUITY:
        return False
    if continuity is Succession.declaration:
        return True
    if continuity is Replacement.declaration:
        return designated in FUNDING | RELIED_ON
    parts = ((WORKS, "with_works"), (FUNDING, "with_own_funds"), (GRANTS, "with_grants"))
    return designated in LEADING or any(taking_over.get(flag) and designated in part for part, flag in parts)
