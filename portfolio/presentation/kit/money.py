"""Euros as a person reads them: whole, short (M€, Md€), signed, or in one unit shared by a chart.

French keeps U+00A0 before € and M€ (« 127,2 M€ »); English writes the sign before the digits ("€127.2m", "−€3.1m").
Rounding and « — » are those of numerals.py.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.presentation.kit.numerals import MINUS, UNKNOWN, Number, number, plus, rounded, written

THOUSAND, MILLION, BILLION = Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000)


def euros(amount: Number | None, language: Language, short: bool = False, cents: bool = False) -> str:
    """« 6 240 000 € », with two decimals if `cents`; `short`: « 127,2 M€ », « 2,0 Md€ » (below a million: in full)."""
    exact = rounded(amount, 2 if cents else 0)
    if exact is None or amount is None:
        return UNKNOWN
    if short and abs(exact) >= MILLION:
        return scale_of(amount).write(amount, language)
    if language == "fr":
        return f"{written(exact, language, 2 if cents else 0)}{HARD_SPACE}€"
    return _before(written(exact, language, 2 if cents else 0), "€")


def signed_euros(amount: Number | None, language: Language, short: bool = False) -> str:
    """« +12,4 M€ », « −3,1 M€ », « 0 € »."""
    return plus(amount, 0) + euros(amount, language, short)


class MoneyScale(NamedTuple):
    """A unit amounts of one chart or table share, with its sign and the words a caption uses."""

    divisor: Decimal
    sign: Text
    words: Text
    decimals: int

    def bare(self, amount: Number | None, language: Language) -> str:
        """The amount in this unit, unit left out: « 51,8 ». What is not zero never reads as zero: « < 0,1 »."""
        exact = rounded(amount, 2)
        if exact is None:
            return UNKNOWN
        shown = rounded(exact / self.divisor, self.decimals)
        smallest = Decimal(1).scaleb(-self.decimals)
        if not shown and exact:
            return f"{'<' if exact > 0 else '>'} {written(smallest.copy_sign(exact), language, self.decimals)}"
        return number(shown, language, self.decimals)

    def write(self, amount: Number | None, language: Language) -> str:
        """The amount with the unit: « 51,8 M€ » / "€51.8m"."""
        text = self.bare(amount, language)
        if text == UNKNOWN:
            return UNKNOWN
        if language == "fr":
            return f"{text}{HARD_SPACE}{self.sign.fr}"
        return _before(text, "€") + self.sign.en.removeprefix("€")


EUROS = MoneyScale(Decimal(1), Text("€", "€"), Text("Euros", "Euros"), 0)
THOUSANDS = MoneyScale(THOUSAND, Text("k€", "€k"), Text("Milliers d’euros", "Thousands of euros"), 0)
MILLIONS = MoneyScale(MILLION, Text("M€", "€m"), Text("Millions d’euros", "Millions of euros"), 1)
BILLIONS = MoneyScale(BILLION, Text("Md€", "€bn"), Text("Milliards d’euros", "Billions of euros"), 1)


def scale_of(largest: Number | None) -> MoneyScale:
    """The unit in which amounts up to this one read best: from 1 000 k€ on M€, from 1 000 M€ on Md€."""
    size = abs(rounded(largest) or Decimal(0))
    if (rounded(size / MILLION, 1) or 0) >= THOUSAND:
        return BILLIONS
    if size >= MILLION:
        return MILLIONS
    return THOUSANDS if size >= 10 * THOUSAND else EUROS


def euros_per_euro(value: Number | None, language: Language) -> str:
    """A leverage: « 1,70 € pour 1 € » / "€1.70 per €1"."""
    amount = euros(value, language, cents=True)
    if amount == UNKNOWN:
        return UNKNOWN
    return f"{amount} pour 1{HARD_SPACE}€" if language == "fr" else f"{amount} per €1"


def _before(text: str, sign: str) -> str:
    """English puts the currency between the sign, or « < », and the digits: −€3.1m, < €0.1m."""
    marks = len(text) - len(text.lstrip(f"{MINUS}<> "))
    return text[:marks] + sign + text[marks:]
