"""One field of a form, drawn and read by its kind: nothing here knows which fact it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from portfolio.domain.facts import Field
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.facts.kinds import Kind, Unit
from portfolio.domain.facts.values import EARLIEST, LATEST, PLACES, check_value
from portfolio.domain.questions import Places
from portfolio.intake.cells import WRITTEN, read_cell, write_number
from portfolio.presentation.kit.sentences import capital
from portfolio.ui.kit import words
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit

LONG_TEXT = 200
COUNTRY = "FR"
A_RATE = "3 %"
# A programme of public facts comes from an import: no form offers it.
IMPORTED_ONLY = {ProgrammeKind.REAL}


def prefill(key: str, field: Field, value: Any) -> None:
    """What the field holds so far, as its widget keeps it."""
    if field.kind in PLACES:
        st.session_state[key] = "" if value is None else write_number(field, value, visit().language)
    elif field.kind in {Kind.TEXT, Kind.URL, Kind.CODE} and not field.refers_to:
        st.session_state[key] = value or ""
    else:
        st.session_state[key] = value


def is_wide(field: Field) -> bool:
    """Whether it takes a whole line of the form."""
    return field.kind is Kind.TEXT and field.longest > LONG_TEXT


def draw(key: str, field: Field, options: Mapping[str, str] | None = None, *, accept_new: bool = False) -> None:
    """Its widget. `options` are the codes that may be chosen, each with its name; `accept_new`: or a name typed."""
    here = visit()
    label = label_of(field)
    match field.kind:
        case Kind.CHOICE if field.choice is not None:
            _menu(key, label, {m: here.say(m.label) for m in field.choice if m not in IMPORTED_ONLY})
        case Kind.CODE if options is not None:
            _menu(key, label, options, accept_new=accept_new)
        case Kind.DATE:
            _date(key, field, label)
        case Kind.FLAG if not field.required and field.default is None:
            _menu(key, label, {True: here.say(words.YES), False: here.say(words.NO)})
        case Kind.FLAG:
            st.checkbox(label, key=key)
        case Kind.TEXT if is_wide(field):
            st.text_area(label, key=key, max_chars=field.longest, height=80)
        case _:
            example = WRITTEN[field.kind].split(" · ")[here.language == "fr"] if field.kind in WRITTEN else None
            example = "20" if field.whole else A_RATE if field.high and field.kind is Kind.SHARE else example
            st.text_input(label, key=key, placeholder=example, max_chars=field.longest)


def _menu(key: str, label: str, options: Mapping[Any, str], *, accept_new: bool = False) -> None:
    st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda code: options.get(code, str(code)),
        key=key,
        accept_new_options=accept_new,
        placeholder=visit().say(words.CHOOSE_OR_TYPE if accept_new else words.CHOOSE),
    )


def _date(key: str, field: Field, label: str) -> None:
    """No day to come for what has happened."""
    st.date_input(
        label,
        value=None,
        min_value=field.low or EARLIEST,  # type: ignore[arg-type]
        max_value=visit().today if field.happened else field.high or LATEST,  # type: ignore[arg-type]
        format="DD/MM/YYYY",
        key=key,
    )


def place(key: str, level: str, code: Field) -> None:
    """A territory looked up by its name or its code among those of its level."""
    here = visit()
    if level == "country":
        st.session_state[key] = COUNTRY
        return
    asked = st.text_input(here.say(words.PLACE_WORDS), key=f"{key}:words", help=here.say(words.PLACE_HELP))
    found = ask(Places(level=level, words=asked)) if asked and asked.strip() else ()
    names = {row.code: f"{row.name} ({row.code})" for row in found}
    if st.session_state.get(key) not in names:
        st.session_state[key] = next(iter(names), None)
    draw(key, code, names)
    if asked and asked.strip() and not found:
        st.caption(here.say(words.NO_PLACE))


def read(key: str, field: Field) -> Any:
    """The value of the field, None for nothing; raises `Refused` saying what was found and what is expected."""
    value = st.session_state.get(key)
    if isinstance(value, str) and field.kind in PLACES:
        return read_cell(field, value)
    return check_value(field, value.strip() if isinstance(value, str) and field.kind is not Kind.CHOICE else value)


def label_of(field: Field) -> str:
    """Its words, its unit where its name does not say it, and a sign for what cannot be left empty."""
    here = visit()
    unit = f" ({here.say(field.unit.label)})" if field.unit and field.unit is not Unit.CALENDAR_YEAR else ""
    # Declared by us: nothing in it is Markdown, and an escape would be read aloud.
    return capital(here.say(field.label)) + unit + (" *" if field.required else "")
