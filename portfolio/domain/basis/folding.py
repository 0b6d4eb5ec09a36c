"""Words as people look for them and count them: without accents nor case, « n° 2 » before « n° 10 »."""

from __future__ import annotations

import re
import unicodedata

# Numbers in words are compared over as many digits.
DIGITS = 20


def folded(text: str) -> str:
    """Without accents nor case: « Île » and « ile » are the same."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


def natural(text: str) -> str:
    """A key that puts « n° 2 » before « n° 10 », as people count."""
    return re.sub("[0-9]+", lambda number: number[0].zfill(DIGITS), folded(text))
