"""What a project is worth: present values, the funding gap, what a loan costs.

Euros at constant prices, years t = 0…n at their end, t = 0 undiscounted; rates are fractions. Sources: European
Commission, Guide to Cost-Benefit Analysis of Investment Projects (2014), on financial analysis; for the funding gap,
its Working Document 4 and Regulation (EC) 1083/2006, article 55.
"""

from __future__ import annotations

import math
from typing import NamedTuple, overload

import numpy as np

from portfolio.domain.basis.missing import Numbers, number, ratio, scalar
from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.economics.flows import Array, Series, aligned, checked_rate, one_plan

Value = float | Array | None

LOAN_IMPOSSIBLE = Text(
    fr="Un emprunt de {principal} € en {n} échéances ne se rembourse pas. Donnez un montant positif ou nul et un "
    "nombre entier d’échéances, au moins 1.",
    en="A loan of €{principal} in {n} instalments cannot be repaid. Give an amount of 0 or more and a whole number "
    "of instalments, 1 at least.",
)


class FundingGap(NamedTuple):
    """Discounted euros: `dic` investment cost, `dnr` net revenue = `dr` revenue − `doc` operation and replacement +
    `drv` residual value; `rate` the share of the investment that its revenue does not pay for, within [0, 1]."""

    dic: float | None
    dnr: float | None
    rate: float | None
    dr: float | None
    doc: float | None
    drv: float | None


@overload
def discount_factor(rate: float | None, year: float | None) -> float | None: ...
@overload
def discount_factor(rate: float | None, year: Numbers) -> Value: ...
def discount_factor(rate: float | None, year: float | Numbers | None) -> Value:
    """a_t = (1 + rate)^−t: what 1 € at the end of year t is worth at t = 0; an array over an array of years.

    None, nan in an array: a missing value. Refused: a rate of −1 or less.
    """
    years = np.asarray(year, dtype=float)
    return _answer(np.asarray((1 + checked_rate(rate)) ** -years))


@overload
def net_present_value(flows: Series, rate: float | None) -> float | None: ...
@overload
def net_present_value(flows: Numbers, rate: float | None) -> Value: ...
def net_present_value(flows: Numbers, rate: float | None) -> Value:
    """Σ a_t flow_t in euros; of an array (plans, years), one value a plan.

    None, nan in an array: a missing year or rate, no year at all. Refused: a rate of −1 or less, an infinite flow.
    """
    (known,) = aligned(flows=flows)
    return _answer(_presents(known, rate))


def financial_npv_c(
    investment: Numbers, replacement: Numbers, revenue: Numbers, opex: Numbers, residual: Numbers, rate: float | None
) -> float | None:
    """FNPV(C) in euros, the return on the investment: Σ a_t (revenue − opex − investment − replacement + residual).

    Amounts ≥ 0 a year, of one plan. No grant, financing, operating subsidy or depreciation goes in. None: a missing
    year or rate, no year at all. Refused: lengths that differ, several plans; as `net_present_value`.
    """
    invested, replaced, earned, spent, left = one_plan(
        investment=investment, replacement=replacement, revenue=revenue, opex=opex, residual=residual
    )
    return scalar(_present(earned - spent - invested - replaced + left, rate))


def financial_npv_k(
    own_contribution: Numbers,
    revenue: Numbers,
    opex: Numbers,
    replacement: Numbers,
    debt_service: Numbers,
    residual: Numbers,
    rate: float | None,
) -> float | None:
    """FNPV(K) in euros, the return on national capital: Σ a_t (revenue − opex − replacement − own_contribution −
    debt_service + residual), where the capital and the debt actually borne stand for the investment.

    Amounts ≥ 0 a year, of one plan. None and refused: as `financial_npv_c`.
    """
    brought, earned, spent, replaced, served, left = one_plan(
        own_contribution=own_contribution,
        revenue=revenue,
        opex=opex,
        replacement=replacement,
        debt_service=debt_service,
        residual=residual,
    )
    return scalar(_present(earned - spent - replaced - brought - served + left, rate))


def funding_gap(
    investment: Numbers, replacement: Numbers, revenue: Numbers, opex: Numbers, residual: Numbers, rate: float | None
) -> FundingGap:
    """The share R = (DIC − DNR)/DIC of the investment that grants may pay for: 1 if DNR ≤ 0, 0 if DNR ≥ DIC.

    Amounts ≥ 0 a year, of one plan. None: what a missing year or rate enters; the rate without any investment.
    Refused: as `financial_npv_c`, and a table of several plans.
    """
    flows = one_plan(investment=investment, replacement=replacement, revenue=revenue, opex=opex, residual=residual)
    dic, replaced, dr, spent, drv = (_present(flow, rate) for flow in flows)
    doc = spent + replaced
    dnr = dr - doc + drv
    # np.clip, because Python's min() and max() hide a nan behind the order of their arguments.
    gap = float(np.clip((dic - dnr) / dic, 0, 1)) if dic > 0 else math.nan
    return FundingGap(*map(scalar, (dic, dnr, gap, dr, doc, drv)))


def annuity(principal: float | None, rate: float | None, n: float | None) -> float | None:
    """The constant payment, positive and at the end of each period, that repays `principal` in `n` periods at `rate` a
    period: euros; principal/n at rate 0.

    None: a missing value. Refused: a negative principal, n not a whole number of 1 or more, a rate of −1 or less.
    """
    lent, each, count = number(principal), checked_rate(rate), number(n)
    if lent < 0 or (not math.isnan(count) and not (count >= 1 and count.is_integer())):
        raise Refused(LOAN_IMPOSSIBLE.fill(principal=shown(lent), n=shown(count)))
    if each == 0:
        return scalar(lent / count)
    # 1 − (1 + r)^−n loses its digits when r is small; expm1 and log1p keep them.
    return scalar(lent * ratio(each, -math.expm1(-count * math.log1p(each))))


def working_capital_flow(current_assets: Numbers, current_liabilities: Numbers) -> Array:
    """−Δ(current assets − current liabilities) in euros, as long as its input: what the working capital takes from the
    cash of each year, negative when it grows. The balance before the first year is 0.

    nan: a year that needs a missing balance. Refused: lengths that differ, an infinite balance.
    """
    assets, liabilities = aligned(current_assets=current_assets, current_liabilities=current_liabilities)
    balance = assets - liabilities
    before = np.concatenate([np.zeros_like(balance[..., :1]), balance[..., :-1]], axis=-1)
    return before - balance


def debt_service_coverage(cash_flow: Numbers, debt_service: Numbers) -> Array:
    """Cash flow available for debt over debt service, a ratio for each year.

    nan: a year without debt service, a missing value. Refused: lengths that differ, an infinite value.
    """
    cash, service = aligned(cash_flow=cash_flow, debt_service=debt_service)
    return np.asarray(np.divide(cash, service, out=np.full(cash.shape, math.nan), where=service != 0), dtype=float)


def _present(flows: Array, rate: float | None) -> float:
    return float(_presents(flows, rate))


def _presents(flows: Array, rate: float | None) -> Array:
    years = np.arange(flows.shape[-1], dtype=float)
    worth: Array = (1 + checked_rate(rate)) ** -years
    # A sum over no year is 0, and a plan without years is worth something unknown.
    return np.asarray(flows @ worth if years.size else np.full(flows.shape[:-1], math.nan), dtype=float)


def _answer(values: Array) -> Value:
    return values if values.ndim else scalar(float(values))
