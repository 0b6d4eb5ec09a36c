"""What is kept: the filters of a page, as chips, in the address, and as questions take them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from portfolio.domain.access.actor import Persona
from portfolio.domain.basis.folding import natural
from portfolio.domain.basis.text import Text
from portfolio.domain.questions import FilterCounts, Filters
from portfolio.indicators import DIMENSIONS
from portfolio.presentation.kit.formats import number
from portfolio.ui.kit import address, words
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.pieces import empty, page_link
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit

UNKNOWN = "-"
OPENED = "filters"
NOT_REPORTED = Text("non renseigné", "not reported")


@dataclass(frozen=True, slots=True)
class Filter:
    """A parameter of the address and the dimension it keeps."""

    parameter: str
    dimension: str


FILTERS = (
    Filter("axe", "axis"),
    Filter("confiance", "confidence"),
    Filter("montage", "legal_form"),
    Filter("domaine", "vertical"),
    Filter("departement", "department"),
)


def active_filters() -> Filters:
    """The filters of the address, as questions take them; a value nobody has simply keeps nothing."""
    found = []
    for each in FILTERS:
        chosen = address.values(each.parameter)
        if chosen:
            found.append((each.dimension, tuple(None if code == UNKNOWN else code for code in chosen)))
    return tuple(found)


def popover() -> None:
    """The choices that the projects of this programme offer, each with how many it would keep; counted when opened."""
    folded = st.popover(
        visit().say(words.FILTER), icon=":material/filter_list:", type="secondary", key=OPENED, on_change="rerun"
    )
    # A small screen places the menu by its height, which is then to be known before it opens.
    if folded.open or visit().phone:
        with folded:
            for each in FILTERS:
                _choice(each)


def _choice(each: Filter) -> None:
    here, chosen = visit(), address.values(each.parameter)
    found = _counts(each.dimension, active_filters())
    key = f"filter:{each.parameter}"
    st.session_state[key] = list(chosen)
    st.multiselect(
        _name(each),
        sorted({*found, *chosen}, key=partial(_place, each)),
        format_func=partial(_counted, each, found),
        key=key,
        on_change=_chosen,
        args=(each.parameter, key),
        placeholder=here.say(words.CHOOSE),
        select_all=False,  # all of them is no filter
    )


def _place(each: Filter, code: str) -> tuple[bool, int, Any]:
    """Choices in the order of their scale, other values as people count, the unknown last."""
    choice = DIMENSIONS[each.dimension].choice
    scale = [member.value for member in choice] if choice else []
    return code == UNKNOWN, scale.index(code) if code in scale else len(scale), natural(label(each, code))


def _counts(dimension: str, chosen: Filters) -> dict[str, int]:
    """The values that some project has, « - » for the unknown, with how many the other filters leave."""
    others = tuple(each for each in chosen if each[0] != dimension)
    found = ask(FilterCounts(programme=visit().code, dimension=dimension, filters=others))
    return {row.code or UNKNOWN: row.projects for row in found}


def _counted(each: Filter, found: dict[str, int], code: str) -> str:
    """« Mobilité (12) »."""
    return f"{label(each, code)} ({number(found.get(code, 0), visit().language)})"


def chips() -> None:
    """The active filters, each removed by a click."""
    here = visit()
    active = [(each, code) for each in FILTERS for code in address.values(each.parameter)]
    if not active:
        return
    shown = {f"{each.parameter}={code}": f"{_name(each)} : {label(each, code)} ✕" for each, code in active}
    st.session_state["chips"] = list(shown)
    st.pills(
        here.say(words.FILTERS_ACTIVE),
        list(shown),
        selection_mode="multi",
        format_func=lambda code: safe(shown.get(str(code), str(code))),
        key="chips",
        on_change=_remove,
        label_visibility="collapsed",
    )


def _chosen(parameter: str, key: str) -> None:
    address.put(parameter, st.session_state[key])


def clear() -> None:
    for each in FILTERS:
        address.put(each.parameter, None)


def nothing_matches() -> None:
    """No project: because of the filters, or because none was known that day, or none is yet."""
    if active_filters():
        empty(words.NOTHING_KEPT, words.NOTHING_KEPT_NEXT, _clear_button)
    elif visit().as_of is not None:
        empty(words.NOTHING_KNOWN, words.NOTHING_KNOWN_NEXT)
    elif visit().actor.persona is Persona.OFFICE:
        empty(words.NO_PROJECT_YET, words.NO_PROJECT_YET_NEXT, _new_project)
    else:
        empty(words.NO_PROJECT_YET, words.NO_PROJECT_YET_THEN)


def _new_project() -> None:
    page_link("data/entry.py", words.NEW_PROJECT, icon=":material/add_circle:", fait="project")


def _clear_button() -> None:
    st.button(visit().say(words.CLEAR_FILTERS), on_click=clear)


def label(each: Filter, code: str) -> str:
    """A value in words; a département by its code."""
    here = visit()
    if code == UNKNOWN:
        return here.say(NOT_REPORTED)
    choice = DIMENSIONS[each.dimension].choice
    try:
        return here.say(choice.of(code).label) if choice else code
    except ValueError:
        return code


def _name(each: Filter) -> str:
    return DIMENSIONS[each.dimension].label.to(visit().language).capitalize()


def _remove() -> None:
    left = set(st.session_state["chips"])
    for each in FILTERS:
        address.put(each.parameter, [c for c in address.values(each.parameter) if f"{each.parameter}={c}" in left])
