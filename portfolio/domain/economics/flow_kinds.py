"""How each kind of flow is read: its sign, whether it is cash, whether it is the project's own revenue."""

from __future__ import annotations

from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind, Scenario

OUT = frozenset(
    {
        FlowKind.INVESTMENT,
        FlowKind.REPLACEMENT,
        FlowKind.OPERATING_COST,
        FlowKind.INTEREST,
        FlowKind.PRINCIPAL,
        FlowKind.TAX,
    }
)
# What is left at the end is worth something, and pays for nothing.
NOT_CASH = frozenset({FlowKind.RESIDUAL_VALUE})
OWN_REVENUE = frozenset({FlowKind.USER_REVENUE, FlowKind.CONTRACTED_REVENUE, FlowKind.SAVING})
BY_A_FUNDER = frozenset({FlowKind.CONTRIBUTION, FlowKind.GRANT, FlowKind.LOAN, FlowKind.OWN_FUNDS})


def sign(kind: FlowKind) -> int:
    """1 for what comes in, −1 for what goes out; working capital bears its own sign."""
    return -1 if kind in OUT else 1


def in_order(flow: EconomicFlow) -> tuple[int, int, str]:
    """Where a flow stands among others: by scenario, then by kind, then by code."""
    return list(Scenario).index(flow.scenario), list(FlowKind).index(flow.kind), flow.flow_id
