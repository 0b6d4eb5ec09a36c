"""Numbers, shares, points and counts as a person reads them.

None, nan and infinity read « — ». Values are rounded half up (away from zero), as accounts are read aloud, on the
decimal writing of the value: 2.675 is 2,68 although its binary form is a little less. French keeps U+202F in thousands
and before « % »; minus is U+2212 in both languages.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from portfolio.domain.basis.text import HARD_SPACE, NARROW_SPACE, Language

Number = Decimal | int | float

UNKNOWN = "—"
MINUS = "\u2212"
WHOLE = Decimal(100)  # percent
SINGULAR_BELOW = 2  # French: 1,9 point, but 2 points


def rounded(value: Number | None, decimals: int = 0) -> Decimal | None:
    """The value rounded half up; None for what is not a finite number."""
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return None
    return _half_up(exact, decimals)


def number(value: Number | None, language: Language, decimals: int = 0) -> str:
    """« 1 234,5 » / "1,234.5", with exactly that many decimals."""
    exact = rounded(value, decimals)
    return UNKNOWN if exact is None else written(exact, language, decimals)


def signed_number(value: Number | None, language: Language, decimals: int = 0) -> str:
    """The same with its sign: « +4 », « −2 », and « 0 » without any."""
    return plus(value, decimals) + number(value, language, decimals)


def quantity(value: Number | None, language: Language, most: int = 2) -> str:
    """A number with only the decimals it needs, two at most: « 12 », « 12,5 », « 1 234,57 »."""
    exact = rounded(value, most)
    if exact is None:
        return UNKNOWN
    needed = -int(str(exact.normalize().as_tuple().exponent)) if exact else 0
    return written(exact, language, max(0, needed))


def percent(fraction: Number | None, language: Language, decimals: int = 0) -> str:
    """« 52 % » from 0.52; a share that is neither none nor all never reads « 0 % » nor « 100 % » by rounding alone."""
    exact, step = rounded(fraction, 12), Decimal(1).scaleb(-decimals)
    if exact is None:
        return UNKNOWN
    shown = _half_up(exact * WHOLE, decimals)
    if not shown and exact > 0:
        return f"< {_percent(step, language, decimals)}"
    if shown == WHOLE and exact < 1:
        return f"> {_percent(WHOLE - step, language, decimals)}"
    return _percent(shown, language, decimals)


def signed_points(value: Number | None, language: Language, decimals: int = 0) -> str:
    """« +4 points », « −1 point »."""
    exact = rounded(value, decimals)
    if exact is None:
        return UNKNOWN
    ending = "" if is_singular(exact, language) else "s"
    return f"{signed_number(exact, language, decimals)}{HARD_SPACE}point{ending}"


def count_of(known: int | None, total: int | None, language: Language) -> str:
    """A coverage: « 26 sur 28 » / "26 of 28"."""
    if known is None or total is None:
        return UNKNOWN
    return f"{number(known, language)} {'sur' if language == 'fr' else 'of'} {number(total, language)}"


def is_singular(value: Number, language: Language) -> bool:
    """French counts 0 and 1,5 as singular, English only 1."""
    return -SINGULAR_BELOW < value < SINGULAR_BELOW if language == "fr" else value in (1, -1)


def written(exact: Decimal, language: Language, decimals: int) -> str:
    """A number already rounded, with its separators and a true minus."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(exact, format=pattern, locale=locale_of(language), decimal_quantization=False)
    return text.replace("-", MINUS)


def plus(value: Number | None, decimals: int) -> str:
    """« + » before what still is positive once rounded; the minus comes with the number."""
    exact = rounded(value, decimals)
    return "+" if exact is not None and exact > 0 else ""


def locale_of(language: Language) -> str:
    """The locale of Babel that writes numbers and days as this language does."""
    return "fr" if language == "fr" else "en_GB"


def _half_up(exact: Decimal, decimals: int) -> Decimal:
    # Not quantize, which refuses a number longer than its context; "or": −0 is written 0.
    return exact.scaleb(decimals).to_integral_value(ROUND_HALF_UP).scaleb(-decimals) or Decimal(0)


def _percent(shown: Decimal, language: Language, decimals: int) -> str:
    return written(shown, language, decimals) + (f"{NARROW_SPACE}%" if language == "fr" else "%")
