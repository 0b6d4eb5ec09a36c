"""How a project lives: what it is worth, whether its cash holds, on whom it rests, and what outlives its grants.

One page of definitions, one file an idea. Euros at constant prices, years t = 0…n at their end, rates as fractions;
what is not known is None, nan inside an array, never 0.
"""

from __future__ import annotations

from portfolio.domain.economics.appraisal import (
    FundingGap,
    annuity,
    debt_service_coverage,
    discount_factor,
    financial_npv_c,
    financial_npv_k,
    funding_gap,
    net_present_value,
    working_capital_flow,
)
from portfolio.domain.economics.cash import (
    SUSTAINABLE_FROM,
    break_even_year,
    cumulated_cash_flow,
    discounted_payback,
    payback,
    unsustainable_years,
)
from portfolio.domain.economics.concentration import effective_number, first_share, herfindahl_hirschman
from portfolio.domain.economics.durability import GateValues, Status, gate_values
from portfolio.domain.economics.plans import Plans
from portfolio.domain.economics.risk import (
    Interval,
    Probability,
    Simulation,
    Summary,
    Swing,
    probability_of_sustainability,
    simulate,
    summary,
    tornado,
    wilson_interval,
)
from portfolio.domain.economics.roots import internal_rates_of_return
from portfolio.domain.economics.sensitivity import break_even_factor

__all__ = [
    "SUSTAINABLE_FROM",
    "FundingGap",
    "GateValues",
    "Interval",
    "Plans",
    "Probability",
    "Simulation",
    "Status",
    "Summary",
    "Swing",
    "annuity",
    "break_even_factor",
    "break_even_year",
    "cumulated_cash_flow",
    "debt_service_coverage",
    "discount_factor",
    "discounted_payback",
    "effective_number",
    "financial_npv_c",
    "financial_npv_k",
    "first_share",
    "funding_gap",
    "gate_values",
    "herfindahl_hirschman",
    "internal_rates_of_return",
    "net_present_value",
    "payback",
    "probability_of_sustainability",
    "simulate",
    "summary",
    "tornado",
    "unsustainable_years",
    "wilson_interval",
    "working_capital_flow",
]
