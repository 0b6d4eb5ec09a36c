"""The form of a row: filled with what holds, each field drawn, what is known already told beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import streamlit as st

from portfolio.domain.basis.folding import folded
from portfolio.domain.continuity.passes import CONTINUITY, LEAVING, passes
from portfolio.domain.facts import Field, Organisation
from portfolio.domain.facts.choices import Family
from portfolio.domain.questions import OrganisationsBySiren, References, Sequences
from portfolio.presentation.project import entries
from portfolio.presentation.project.entries import Names, unchanged
from portfolio.ui.entry import words
from portfolio.ui.entry.parts import PLACE_CODE, Part, key_of
from portfolio.ui.entry.rows import succeeded
from portfolio.ui.kit import fields
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.queries import ask, organisations
from portfolio.ui.kit.session import visit

ORGANISATION = Organisation.declaration
FAMILY, SIREN, NAME = (ORGANISATION.field(name) for name in ("family", "siren", "name"))
FIELDS_ABREAST = 300


def prepare(form: str, parts: Sequence[Part]) -> None:
    """Fill the form with what holds, and note which events had asserted it: once, until it is saved or left."""
    keys = [key_of(form, part, each) for part in parts for each in part.asked]
    if f"{form}:seen" in st.session_state and all(key in st.session_state for key in keys):
        return
    held = tuple((p.declaration.name, p.held.key) for p in parts if p.held is not None)
    st.session_state[f"{form}:seen"] = ask(Sequences(programme=visit().code, rows=held)) if held else ()
    for part in parts:
        for each in part.asked:
            fields.prefill(key_of(form, part, each), each, getattr(part.held, each.name) if part.held else each.default)


def draw(form: str, parts: Sequence[Part], names: Names) -> None:
    """Every field asked: short ones abreast, long ones under them, the code of a new row last."""
    for part in parts:
        if part.held is not None and not part.is_optional:
            st.caption(safe(unchanged(part.held, {each.name for each in part.asked}, names, visit().view)))
    grid = st.grid(columns="auto", min_column_width=FIELDS_ABREAST)
    asked = [(part, each) for part in parts for each in part.asked]
    for part, each in asked:
        if not fields.is_wide(each):
            with grid.container(gap="xxsmall"):
                _draw_one(form, part, each, names)
    for part in parts:
        if part.code is not None and not part.is_optional:
            with grid.container(gap="xxsmall"):
                code = dataclasses.replace(part.code, required=False, label=words.CODE)
                fields.draw(key_of(form, part, code), code)
    for part, each in asked:
        if fields.is_wide(each):
            _draw_one(form, part, each, names)
    for part in parts:
        if part.declaration is ORGANISATION:
            _look_up(form, part, names)
        if part.declaration.name in CONTINUITY and part.held is None:
            _passing(form, part)


def _draw_one(form: str, part: Part, each: Field, names: Names) -> None:
    key = key_of(form, part, each)
    if each.name == PLACE_CODE:
        level = st.session_state.get(key_of(form, part, part.declaration.field("level")))
        fields.place(key, level.value if level else "commune", each)
        return
    if each.refers_to is None:
        fields.draw(key, each)
        return
    options = _options(form, part, each, names)
    is_open = each.refers_to == "organisation"
    fields.draw(key, each, options, accept_new=is_open)
    said = st.session_state.get(key)
    if is_open and said is not None and said not in options:
        with st.container(border=True, gap="xxsmall"):
            st.caption(visit().say(words.NEW_ORGANISATION))
            fields.draw(f"{key}:family", FAMILY)
            fields.draw(f"{key}:siren", SIREN)


def _options(form: str, part: Part, each: Field, names: Names) -> Mapping[str, str]:
    """The rows it may designate; an instalment only among those of the agreement chosen beside it."""
    if each.refers_to == "organisation":
        gone = succeeded() - {getattr(part.held, each.name, None)}
        return {code: name for code, name in names["organisation"].items() if code not in gone}
    if each.refers_to != "instalment":
        return names.get(each.refers_to or "", {})
    agreement = part.fixed.get("agreement_id") or getattr(part.held, "agreement_id", None)
    agreement = agreement or st.session_state.get(key_of(form, part, part.declaration.field("agreement_id")))
    parted = (code.partition("/") for code in names["instalment"])
    return {own: names["instalment"][f"{of}/{own}"] for of, _, own in parted if of == agreement}


def _passing(form: str, part: Part) -> None:
    """What the successor will take over, before it is recorded."""
    here = visit()
    told = {each.name: st.session_state.get(key_of(form, part, each)) for each in part.asked} | dict(part.fixed)
    leaving = told.get(LEAVING[part.declaration.name])
    if leaving is None or leaving not in organisations():
        return
    designating = ask(References(programme=here.code, rows=(("organisation", (leaving,)),)))
    project = told.get("project_id")
    rows = [
        row
        for row, field in designating
        if project in {None, row.key[0]} and passes(part.declaration, told, row.declaration, field)
    ]
    st.info(safe(entries.passing(rows, organisations()[leaving].name, here.view)), icon=":material/swap_horiz:")


def _look_up(form: str, part: Part, names: Names) -> None:
    """What this installation already knows under that SIREN, or under that name."""
    here = visit()
    code = part.held.key[0] if part.held else None
    siren = "".join((st.session_state.get(key_of(form, part, SIREN)) or "").split())
    for row in ask(OrganisationsBySiren(siren=siren)) if siren else ():
        if (row.programme, row.organisation_id) != (here.code, code):
            said = words.SAME_SIREN.fill(
                name=row.name, family=Family.of(row.family).label, code=row.organisation_id, programme=row.programme
            )
            st.info(safe(here.say(said)), icon=":material/badge:")
    name = folded(st.session_state.get(key_of(form, part, NAME)) or "").strip()
    like = [f"{known} ({other})" for other, known in names["organisation"].items() if folded(known).strip() == name]
    if name and like and part.held is None:
        st.warning(safe(here.say(words.SAME_NAME.fill(names=", ".join(like)))), icon=":material/content_copy:")
