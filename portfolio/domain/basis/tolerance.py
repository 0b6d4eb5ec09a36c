"""How close counts as equal: each tolerance once, for formulas, for SQL (through macros made of it) and for screens."""

from __future__ import annotations

# 0.3 − 0.4 is −10.000000000000003 points: a threshold met exactly must not be missed by rounding.
ROUNDING = 1e-9
# A sum of n floats is off by about n·1e-16 of what it sums: under this share of it, a difference is none.
ROUNDING_OF_A_SUM = 1e-12
# Euros: less than half a cent is a rounding, not a debt.
HALF_A_CENT = 0.005
# Shares that make a whole, roots of one equation: apart by less, they are the same.
SAME = 1e-6


def reaches(value: float, minimum: float) -> bool:
    """Whether a share, a rate or points are at a minimum or above; False of nan."""
    return value >= minimum - ROUNDING


def exceeds(value: float, maximum: float) -> bool:
    """Whether a share, a rate, points or days are above a maximum; False of nan."""
    return value > maximum + ROUNDING
