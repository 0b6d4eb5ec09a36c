"""The code of a new row: a letter and the next number, or its name in capitals; never one that was given before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from portfolio.domain.facts import Declaration

LONGEST = 24


def next_code(declaration: Declaration, name: str, taken: Collection[str]) -> str:
    """« J12 » after J11 where rows are numbered, else the name without accents nor signs: « FIBRE-DU-NORD », and
    « FIBRE-DU-NORD-2 » where that is taken. Case makes no other code. Empty when nothing of the name can be kept."""
    held = {code.upper() for code in taken}
    if declaration.numbered:
        numbers = [int(found[1]) for code in held if (found := re.fullmatch(rf"{declaration.numbered}(\d+)", code))]
        return f"{declaration.numbered}{max(numbers, default=0) + 1}"
    base = _capitals(name)
    code, number = base, 1
    while base and code in held:
        number += 1
        code = f"{base}-{number}"
    return code


def _capitals(name: str) -> str:
    """Whole words, as many as fit."""
    bare = unicodedata.normalize("NFKD", name.upper().replace("Œ", "OE").replace("Æ", "AE"))
    words = re.findall(r"[A-Z0-9]+", "".join(c for c in bare if not unicodedata.combining(c)))
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        code = longer
    return code
