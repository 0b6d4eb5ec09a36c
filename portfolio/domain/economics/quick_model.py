"""A whole model from ten lines: what is invested, what it costs to run, who pays, for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.economics import annuity
from portfolio.domain.facts import EconomicFlow, RiskFactor
from portfolio.domain.facts.choices import Distribution, FlowKind, FundingStatus, Scenario

CENTS = Decimal("0.01")
# Recurring each year once the project runs.
RECURRING = (
    FlowKind.OPERATING_COST,
    FlowKind.USER_REVENUE,
    FlowKind.CONTRACTED_REVENUE,
    FlowKind.SAVING,
    FlowKind.CONTRIBUTION,
)


class Loan(NamedTuple):
    """Drawn at t = 0, paid back by equal annuities from the year after the works."""

    amount_eur: Decimal
    rate: float
    years: int


class Quick(NamedTuple):
    """Euros; `build_years` over which the investment and its grants are spread evenly, from t = 0; `recurring` by kind
    and year, from then on; what is None is not in the model. What neither grants nor the loan pay of the investment is
    brought by the lead."""

    horizon: int
    invested_eur: Decimal
    build_years: int = 1
    recurring: dict[FlowKind, Decimal | None] = {}  # noqa: RUF012 - never changed
    grant_eur: Decimal | None = None
    loan: Loan | None = None
    replaced_eur: Decimal | None = None
    replaced_in: int | None = None
    contributor_id: str | None = None
    is_voted: bool = False
    lead_id: str | None = None

    @property
    def own_eur(self) -> Decimal:
        borrowed = self.loan.amount_eur if self.loan else Decimal(0)
        return max(Decimal(0), self.invested_eur - (self.grant_eur or Decimal(0)) - borrowed)


def quick_flows(project_id: str, quick: Quick) -> list[EconomicFlow]:
    """The flows of reference that the ten lines say, over the horizon. Refused: works, or the years before the
    replacement, longer than the horizon."""
    if quick.build_years > quick.horizon:
        raise Refused(TOO_LONG.fill(build=quick.build_years, horizon=quick.horizon), "horizon_years")
    if quick.replaced_eur and (quick.replaced_in or 0) > quick.horizon:
        raise Refused(TOO_LATE.fill(after=quick.replaced_in, horizon=quick.horizon), "horizon_years")
    found = [
        *_spread(project_id, FlowKind.INVESTMENT, quick.invested_eur, quick),
        *(_spread(project_id, FlowKind.GRANT, quick.grant_eur, quick) if quick.grant_eur else ()),
        *(_own(project_id, quick) if quick.own_eur else ()),
        *(_yearly(project_id, kind, quick.recurring[kind], quick) for kind in RECURRING if quick.recurring.get(kind)),
        *(_borrowed(project_id, quick.loan, quick) if quick.loan else ()),
    ]
    if quick.replaced_eur and quick.replaced_in is not None:
        series = [Decimal(0)] * (quick.horizon + 1)
        series[quick.replaced_in] = quick.replaced_eur
        found.append(_flow(project_id, FlowKind.REPLACEMENT, series))
    return found


def usual_factors(flows: Sequence[EconomicFlow]) -> list[RiskFactor]:
    """What a model may usually vary by: its revenue rather less than more, its costs rather more than less."""
    found = []
    for flow in flows:
        spread = USUAL.get(flow.kind)
        if flow.scenario is Scenario.REFERENCE and spread is not None:
            low, centre, high = spread
            found.append(
                RiskFactor(
                    project_id=flow.project_id,
                    flow_id=flow.flow_id,
                    distribution=Distribution.TRIANGULAR,
                    low=low,
                    centre=centre,
                    high=high,
                )
            )
    return found


# Conventions of the application, shown and changed with the model: a triangular distribution each. What is invested is
# taken as funded: who doubts it adds a factor on it.
USUAL = {
    FlowKind.USER_REVENUE: (Decimal("0.7"), Decimal(1), Decimal("1.15")),
    FlowKind.CONTRACTED_REVENUE: (Decimal("0.9"), Decimal(1), Decimal("1.05")),
    FlowKind.SAVING: (Decimal("0.6"), Decimal(1), Decimal("1.1")),
    FlowKind.OPERATING_COST: (Decimal("0.95"), Decimal(1), Decimal("1.2")),
}


def _spread(project_id: str, kind: FlowKind, amount: Decimal, quick: Quick) -> list[EconomicFlow]:
    """In equal parts over the years of works, the cents in the last."""
    part = (amount / quick.build_years).quantize(CENTS, ROUND_HALF_UP)
    series = [part] * (quick.build_years - 1) + [amount - part * (quick.build_years - 1)]
    return [_flow(project_id, kind, series + [Decimal(0)] * (quick.horizon + 1 - quick.build_years))]


def _own(project_id: str, quick: Quick) -> list[EconomicFlow]:
    [flow] = _spread(project_id, FlowKind.OWN_FUNDS, quick.own_eur, quick)
    return [replace(flow, funder_id=quick.lead_id)]


def _yearly(project_id: str, kind: FlowKind, amount: Decimal | None, quick: Quick) -> EconomicFlow:
    assert amount is not None
    series = [Decimal(0)] * quick.build_years + [amount] * (quick.horizon + 1 - quick.build_years)
    more: dict[str, Any] = {}
    if kind is FlowKind.CONTRIBUTION:
        status = FundingStatus.VOTED if quick.is_voted else FundingStatus.INTENDED
        more = {"funder_id": quick.contributor_id, "status": status}
    return _flow(project_id, kind, series, **more)


def _borrowed(project_id: str, loan: Loan, quick: Quick) -> list[EconomicFlow]:
    """Drawn at t = 0; interest on what is still due, the rest of each annuity pays it back, to the cent in the end."""
    years = quick.horizon + 1
    drawn, interest, principal = ([Decimal(0)] * years for _ in range(3))
    drawn[0], due = loan.amount_eur, loan.amount_eur
    paid = Decimal(str(annuity(float(loan.amount_eur), loan.rate, loan.years) or 0)).quantize(CENTS, ROUND_HALF_UP)
    for number, year in enumerate(range(quick.build_years, min(quick.build_years + loan.years, years)), 1):
        interest[year] = (due * Decimal(str(loan.rate))).quantize(CENTS, ROUND_HALF_UP)
        principal[year] = due if number == loan.years else paid - interest[year]
        due -= principal[year]
    series = ((FlowKind.LOAN, drawn), (FlowKind.INTEREST, interest), (FlowKind.PRINCIPAL, principal))
    return [_flow(project_id, kind, amounts) for kind, amounts in series]


def _flow(project_id: str, kind: FlowKind, series: Sequence[Decimal], **more: Any) -> EconomicFlow:
    own: dict[str, Any] = {
        "project_id": project_id,
        "scenario": Scenario.REFERENCE,
        "flow_id": CODES[kind],
        "kind": kind,
    }
    return EconomicFlow(**own, amounts_eur=tuple(series), **more)


# One flow a kind: its code says which, and stays when the form is filled again.
CODES = {kind: kind.value.replace("_", "-") for kind in FlowKind}
TOO_LONG = Text(
    fr="les travaux durent {build} ans, plus que l’horizon ({horizon} ans). Allongez l’horizon, ou raccourcissez les "
    "travaux.",
    en="works last {build} years, longer than the horizon ({horizon} years). Make the horizon longer, or the works "
    "shorter.",
)
TOO_LATE = Text(
    fr="le renouvellement se fait après {after} ans, au-delà de l’horizon ({horizon} ans). Allongez l’horizon, ou "
    "retirez le renouvellement.",
    en="the replacement is made after {after} years, beyond the horizon ({horizon} years). Make the horizon longer, "
    "or take the replacement away.",
)
