"""Macros by which lists are searched and ordered in SQL, as the domain folds words and counts numbers in them."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio.domain.basis.folding import DIGITS, natural
from portfolio.domain.facts.choices import Confidence, LegalFormKind


def _ranked(name: str, codes: Iterable[str]) -> str:
    listed = ", ".join(repr(str(code)) for code in codes)
    return f"CREATE MACRO {name}(code) AS nullif(list_position([{listed}], code), 0)"


# In the order of their names.
FORMS = sorted(LegalFormKind, key=lambda form: natural(form.label.fr))
MACROS = (
    "CREATE MACRO folded(words) AS strip_accents(lower(replace(replace(words, 'œ', 'oe'), 'Œ', 'OE')))",
    "CREATE MACRO natural_key(words) AS array_to_string(list_transform(regexp_extract_all(folded(words), "
    f"'[0-9]+|[^0-9]+'), lambda part: CASE WHEN part[1] BETWEEN '0' AND '9' AND len(part) < {DIGITS} "
    f"THEN lpad(part, {DIGITS}, '0') ELSE part END), '')",
    # Every word typed is somewhere in these words, which are folded already.
    "CREATE MACRO finds(typed, words) AS len(list_filter(string_split_regex(folded(typed), '\\s+'), "
    "lambda word: NOT contains(words, word))) = 0",
    _ranked("confidence_rank", Confidence),
    _ranked("legal_form_rank", FORMS),
)
