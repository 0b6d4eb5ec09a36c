"""From a cell, whatever it holds, to the value of a field; what cannot be one is refused in words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeVar

from portfolio.domain.basis.text import Choice, Refused, Text
from portfolio.domain.facts import Field
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.numbers import PLACES
from portfolio.domain.facts.values import check_value
from portfolio.intake.cells import WRITTEN, read_number
from portfolio.intake.tables import shortened
from portfolio.intake.workbook_cells import Cell, Strange
from portfolio.presentation.economics.model_words import plain

Word = TypeVar("Word", bound=Choice)


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def read_value(field: Field, cell: Cell) -> Any:
    """Its value, None when the cell is blank and the field may be. A choice is read by its label, in either language.
    Refused: an error, a date, a number or a word that is not one of the field."""
    return check_value(field, None if is_blank(cell) else _typed(field, cell))


def _typed(field: Field, cell: Cell) -> Any:
    match cell:
        case Strange(shown, why):
            raise _refused(field, shown, why)
        case Decimal() if field.kind in PLACES:
            return _fine_enough(field, cell)
        case str() if field.kind in PLACES:
            return _number(field, cell.strip())
        case _ if field.kind in PLACES:
            raise _refused(field, TRUTHS[cell is True], NO_NUMBER.fill(forms=WRITTEN[field.kind]))
        case _ if field.choice is not None:
            return _choice(field, field.choice, written(cell))
        case _:
            return written(cell).strip()


def written(cell: Cell) -> str:
    """A cell as a text: a code typed as a number is that number."""
    if isinstance(cell, Strange):
        return cell.shown
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def labels(choice: type[Word]) -> dict[str, Word]:
    """The members by all that may be written for them: their label in each language, their code."""
    return {plain(name): member for member in choice for name in (member.label.fr, member.label.en, member.value)}


def _number(field: Field, text: str) -> Decimal:
    try:
        return read_number(field, text)
    except Refused as refused:
        if field.required or any(sign.isdigit() for sign in text):
            raise
        # « n.c. », « - »: what people write where they do not know.
        raise Refused(Text("{why} {hint}", "{why} {hint}").fill(why=refused.text, hint=LEAVE_EMPTY)) from refused


def _fine_enough(field: Field, number: Decimal) -> Decimal:
    """An amount that a formula gave is refused in words of its own, like one that was typed: never rounded unsaid."""
    exponent = number.normalize().as_tuple().exponent
    if field.kind is Kind.MONEY and isinstance(exponent, int) and -exponent > PLACES[Kind.MONEY]:
        raise _refused(field, written(number), TOO_FINE)
    return number


def _choice(field: Field, choice: type[Choice], text: str) -> Choice:
    said, known = plain(text[: field.longest]), labels(choice)
    if said in known:
        return known[said]
    agreeing = {member for name, member in known.items() if _without_agreement(name) == _without_agreement(said)}
    if len(agreeing) != 1:
        raise _refused(field, text, NO_SUCH_WORD.fill(words=words_of(choice)))
    return agreeing.pop()


def _without_agreement(words: str) -> str:
    """« votée », « votés » and « votées » as « vote »: plain words whose gender and number do not count."""
    return " ".join(re.sub(r"(?:(?<=e)e)?s?$", "", word) for word in words.split())


def words_of(choice: type[Choice]) -> Text:
    """The labels of a list, to choose among."""
    return Text(", ".join(each.label.fr for each in choice), ", ".join(each.label.en for each in choice))


def _refused(field: Field, shown: str | Text, why: Text) -> Refused:
    said = shortened(shown) if isinstance(shown, str) else shown
    return Refused(FOUND.fill(label=field.label, shown=said, why=why), field.name)


FOUND = Text(fr="« {label} » vaut « {shown} » ; {why}.", en="“{label}” is “{shown}”; {why}.")
TRUTHS = (Text("FAUX", "FALSE"), Text("VRAI", "TRUE"))
NO_NUMBER = Text(fr="attendu : un nombre, {forms}", en="expected: a number, {forms}")
TOO_FINE = Text(
    fr="un montant s’écrit au centime. Arrondissez-le, avec la fonction ARRONDI si c’est une formule",
    en="an amount is written to the cent. Round it, with the function ROUND if it is a formula",
)
NO_SUCH_WORD = Text(fr="choisissez parmi : {words}", en="choose among: {words}")
LEAVE_EMPTY = Text(
    fr="Laissez la cellule vide si la valeur n’est pas connue.", en="Leave the cell empty if the value is not known."
)
