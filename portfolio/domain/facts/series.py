"""A series of amounts by year, from t = 0: « 600.00|400.00||0.00 », nothing between two bars where one is not known."""

from __future__ import annotations

from decimal import Decimal

Series = tuple[Decimal | None, ...]
BAR = "|"


def write_series(series: Series) -> str:
    """As it travels, and as the facts keep it."""
    return BAR.join("" if each is None else format(each, "f") for each in series)


def parts(text: str) -> list[str]:
    """The amounts of a written series, each a text; an empty one is not known."""
    return [each.strip() for each in text.split(BAR)]
