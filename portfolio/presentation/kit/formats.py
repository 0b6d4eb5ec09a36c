"""Everything a person reads as a number, an amount, a share, a date or a count, in both languages: one import for all.

The rules (rounding, spaces, « — » for the unknown) are said in numerals.py, money.py and dates.py.
"""

from portfolio.presentation.kit.dates import day, days, moment, month, signed_days
from portfolio.presentation.kit.money import MoneyScale, euros, euros_per_euro, scale_of, signed_euros
from portfolio.presentation.kit.numerals import (
    MINUS,
    UNKNOWN,
    Number,
    count_of,
    is_singular,
    number,
    percent,
    quantity,
    rounded,
    signed_number,
    signed_points,
)

__all__ = [
    "MINUS",
    "UNKNOWN",
    "MoneyScale",
    "Number",
    "count_of",
    "day",
    "days",
    "euros",
    "euros_per_euro",
    "is_singular",
    "moment",
    "month",
    "number",
    "percent",
    "quantity",
    "rounded",
    "scale_of",
    "signed_days",
    "signed_euros",
    "signed_number",
    "signed_points",
]
