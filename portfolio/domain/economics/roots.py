"""Internal rates of return: every rate at which the present value of a plan's flows is nil, however often they change
sign.

With g = 1 + rate, the flows are the coefficients of a polynomial, and between two consecutive roots of its derivative
it has one root at most. So the derivatives are taken until one changes sign once or never (Descartes: one positive root
or none), and the roots are found from that one back up, by bisection. Signs are exact: where floats cannot tell one,
whole numbers of any length do. What they cannot repair is the rounding of the flows themselves, which parts or erases a
multiple root: so a root of the derivative at which the polynomial is as small as its rounding is taken for a root.

Why not `numpy.roots`: the eigenvalues that it computes lose digits as roots come close. A triple rate is off by 1e-5, a
rate of four times comes out as two, nine rates five points apart are off by 3e-5, where 1e-6 is allowed, whatever
imaginary part is taken for none. `tests/domain/economics/test_roots.py` shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import copysign, lcm, ulp
from sys import float_info
from typing import NamedTuple

import numpy as np

from portfolio.domain.basis.missing import Numbers
from portfolio.domain.basis.tolerance import ROUNDING, SAME
from portfolio.domain.economics.flows import one_plan

LOWEST, HIGHEST = 0.01, 11.0  # bounds of 1 + rate, both out
# Roots are sought a little beyond, so that a bound is a point like any other.
SOUGHT = (0.9 * LOWEST, 1.1 * HIGHEST)
# How far rounding may carry a root away from the multiple root that it belongs to, as a share of it.
CLUSTER = 2e-3
# Roundings of a value, each of its size times the number of terms: at most in computing it, and in the flows given.
OWN_ROUNDING, GIVEN_ROUNDING = 4, 64


class _Polynomial(NamedTuple):
    """Σ c_m g^m by rising power: the coefficients as whole numbers, as floats over the largest, and these unsigned."""

    exact: tuple[int, ...]
    near: tuple[float, ...]
    sizes: tuple[float, ...]


def internal_rates_of_return(flows: Numbers) -> list[float]:
    """All the real rates in (−0.99, 10) at which Σ flow_t (1 + rate)^−t = 0, ascending; a multiple root once, and two
    roots within 1e-6 as one. Fractions, of one plan's euros at years t = 0…n.

    Empty: no such rate; all flows are nil; a year is missing, so that no rate is known. Refused: several plans, an
    infinite flow.
    """
    (flow,) = one_plan(flows=flows)
    if np.isnan(flow).any() or not flow.any():
        return []
    derivatives = [_polynomial(_whole(flow.tolist()[::-1]))]
    while _sign_changes(derivatives[-1]) > 1:
        derivatives.append(_derivative(derivatives[-1]))
    roots: list[float] = []
    for polynomial in reversed(derivatives):
        roots = _roots(polynomial, turning=roots)
    # 11 is a float and 1/11 is not: a root on a bound may come out a rounding inside it.
    inside = (root for root in roots if LOWEST * (1 + ROUNDING) < root < HIGHEST * (1 - ROUNDING))
    return _distinct(root - 1 for root in inside)


def _whole(numbers: Sequence[float]) -> list[int]:
    """The numbers times what makes all of them whole: exactly, as a float is a whole number over a power of 2."""
    ratios = [number.as_integer_ratio() for number in numbers]
    common = lcm(*(under for _, under in ratios))
    return [over * (common // under) for over, under in ratios]


def _polynomial(coefficients: Sequence[int]) -> _Polynomial:
    """Without its powers of g, which have no root but 0, and without terms in 0 at its top."""
    filled = [power for power, each in enumerate(coefficients) if each]
    exact = tuple(coefficients[filled[0] : filled[-1] + 1])
    largest = max(map(abs, exact))
    near = tuple(each / largest for each in exact)
    return _Polynomial(exact, near, tuple(map(abs, near)))


def _derivative(polynomial: _Polynomial) -> _Polynomial:
    return _polynomial([power * each for power, each in enumerate(polynomial.exact)][1:])


def _sign_changes(polynomial: _Polynomial) -> int:
    signs = [each > 0 for each in polynomial.exact if each]
    return sum(before != after for before, after in pairwise(signs))


def _roots(polynomial: _Polynomial, turning: Sequence[float]) -> list[float]:
    """The roots within the bounds sought, `turning` being those of the derivative."""
    edges = (SOUGHT[0], *turning, SOUGHT[1])
    crossed = [_crossing(polynomial, a, b) for a, b in pairwise(edges)]
    touched = []
    for index, edge in enumerate(turning):
        beside = [root for root in crossed[index : index + 2] if root is not None]
        if _is_nil(polynomial, edge) and all(abs(root - edge) <= CLUSTER * edge for root in beside):
            # One multiple root, which its derivative gives with more digits.
            crossed[index : index + 2] = [None, None]
            touched.append(edge)
    return sorted([*touched, *(root for root in crossed if root is not None)])


def _crossing(polynomial: _Polynomial, low: float, high: float) -> float | None:
    """Where the polynomial changes sign between two points between which it is monotonic; None if it does not.

    Each step lies by the chord, drawn towards the middle so that both ends close in, and never takes more steps than
    bisection and one. Source: Oliveira and Takahashi (2020), the ITP method.
    """
    below, above = _signed(polynomial, low), _signed(polynomial, high)
    if not min(below, above) < 0 < max(below, above):
        return None
    allowed = whole = high - low
    while (width := high - low) > 2 * ulp(high):
        middle, chord = (low + high) / 2, low + width * below / (below - above)
        pull = max(0.2 * width * width / whole, ulp(high))
        drawn = chord + copysign(min(pull, abs(middle - chord)), middle - chord)
        reach = max(allowed - width / 2, 0.0)
        at = min(max(drawn, middle - reach), middle + reach)
        allowed /= 2
        value = _signed(polynomial, at)
        if value == 0:
            return at
        if (value > 0) == (below > 0):
            low, below = at, value
        else:
            high, above = at, value
    return high


def _signed(polynomial: _Polynomial, at: float) -> float:
    """The value of the polynomial within its rounding, its sign being exact."""
    value, rounding = _value(polynomial.near, at), OWN_ROUNDING * _rounding(polynomial, at)
    return value if abs(value) > rounding else _exact_sign(polynomial, at) * rounding


def _is_nil(polynomial: _Polynomial, at: float) -> bool:
    return abs(_value(polynomial.near, at)) <= GIVEN_ROUNDING * _rounding(polynomial, at)


def _rounding(polynomial: _Polynomial, at: float) -> float:
    return len(polynomial.near) * float_info.epsilon * _value(polynomial.sizes, at)


def _value(coefficients: Sequence[float], at: float) -> float:
    """The value at `at`; above 1 it is divided by the highest power, so that none overflows."""
    falling, x = (coefficients, 1 / at) if at > 1 else (reversed(coefficients), at)
    value = 0.0
    for each in falling:
        value = value * x + each
    return value


def _exact_sign(polynomial: _Polynomial, at: float) -> int:
    over, under = at.as_integer_ratio()
    value, power = 0, 1
    for each in reversed(polynomial.exact):
        value = value * over + each * power
        power *= under
    return (value > 0) - (value < 0)


def _distinct(roots: Iterable[float]) -> list[float]:
    distinct: list[float] = []
    for root in roots:
        if not distinct or root - distinct[-1] > SAME:
            distinct.append(root)
    return distinct
