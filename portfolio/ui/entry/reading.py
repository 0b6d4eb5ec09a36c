"""What is typed in a form, read back as rows, or one refusal with all that is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from portfolio.domain.basis.codes import next_code
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import Seen
from portfolio.domain.facts import Declaration, Fact, Field, Key, Organisation, Project
from portfolio.domain.facts.values import check_value
from portfolio.domain.questions import OrganisationsBySiren, Sequences
from portfolio.presentation.project.entries import Names
from portfolio.ui.entry import words
from portfolio.ui.entry.parts import NAMING, Part, key_of
from portfolio.ui.kit import fields
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit

ORGANISATION = Organisation.declaration


def made(form: str, parts: Sequence[Part], names: Names, taken: Mapping[str, Sequence[str]]) -> tuple[Fact, ...]:
    """The rows that the form says, with the organisations that it adds; raises one `Refused` with all it found."""
    wrong: list[Refused] = []
    rows: list[Fact] = []
    for part in parts:
        values, found, added = _values(form, part, names)
        wrong += found
        rows += added
        if part.is_optional and part.held is None and not any(values.get(f.name) is not None for f in part.asked):
            continue
        if not found:
            try:
                rows.append(_row(form, part, values, rows, taken.get(part.declaration.name, ())))
            except Refused as refused:
                wrong.append(refused)
    if wrong:
        fr, en = (" ".join(dict.fromkeys(_ended(each.text.to(lang)) for each in wrong)) for lang in ("fr", "en"))
        raise Refused(Text(fr, en))
    return tuple(rows)


def seen(form: str, rows: Sequence[Fact]) -> tuple[Seen, ...]:
    """Each row as the form showed it: with its event, or as one that there was not."""
    shown: tuple[Seen, ...] = st.session_state[f"{form}:seen"]
    known = {(each.fact, each.key) for each in shown}
    fresh = (row for row in rows if (row.declaration.name, row.key) not in known)
    return shown + tuple(Seen(row.declaration.name, row.key, 0) for row in fresh)


def _row(form: str, part: Part, values: dict[str, Any], rows: Sequence[Fact], taken: Sequence[str]) -> Fact:
    declaration = part.declaration
    for project in rows:  # a part of the project that the same form makes
        if isinstance(project, Project):
            values.setdefault("project_id", project.project_id)
            values.setdefault("title", project.title)
    if part.code is not None and values.get(part.code.name) is None:
        naming = next((values[name] for name in NAMING if values.get(name)), "")
        values[part.code.name] = _free_code(declaration, naming, values, taken)
    elif part.code is not None and values[part.code.name] in taken:
        raise Refused(words.CODE_TAKEN.fill(code=values[part.code.name]), part.code.name)
    if part.held is not None:
        return declaration.fact(**{each.name: getattr(part.held, each.name) for each in declaration.fields} | values)
    return declaration.fact(**values)


def _values(form: str, part: Part, names: Names) -> tuple[dict[str, Any], list[Refused], list[Fact]]:
    """What each field says; what could not be read; the organisations typed rather than chosen."""
    values: dict[str, Any] = dict(part.fixed)
    wrong: list[Refused] = []
    added: list[Fact] = []
    code = (dataclasses.replace(part.code, required=False),) if part.code is not None else ()
    for each in (*part.asked, *code):
        key = key_of(form, part, each)
        try:
            if each.refers_to == "organisation":
                values[each.name], new = _organisation(key, each, names)
                added += new
            else:
                values[each.name] = fields.read(key, each)
        except Refused as refused:
            wrong.append(refused)
    return values, wrong, added


def _organisation(key: str, field: Field, names: Names) -> tuple[str | None, list[Fact]]:
    """The code chosen; or that of the SIREN typed; or a new organisation, with the family it is said to be of."""
    said = st.session_state.get(key)
    known = names["organisation"]
    if said is None or said in known:
        return check_value(field, said), []
    digits = "".join(str(said).split())
    same = [row for row in ask(OrganisationsBySiren(siren=digits)) if row.programme == visit().code]
    if same:
        return same[0].organisation_id, []
    family = st.session_state.get(f"{key}:family")
    siren = "".join((st.session_state.get(f"{key}:siren") or "").split()) or None
    if family is None:
        raise Refused(words.FAMILY_NEEDED.fill(name=said), field.name)
    made_ = Organisation(
        organisation_id=next_code(ORGANISATION, str(said), known) or next_code(ORGANISATION, "ORG", known),
        name=str(said),
        family=family,
        siren=siren,
    )
    return made_.organisation_id, [made_]


def _free_code(declaration: Declaration, naming: str, values: Mapping[str, Any], taken: Sequence[str]) -> str:
    """The next code that no row ever bore, ended ones included."""
    tried = list(taken)
    while True:
        code = next_code(declaration, naming or declaration.name, tried) or next_code(declaration, "X", tried)
        key: Key = (*(str(values[name]) for name in declaration.key[:-1]), code)
        [last] = ask(Sequences(programme=visit().code, rows=((declaration.name, key),)))
        if last.sequence == 0:
            return code
        tried.append(code)


def _ended(sentence: str) -> str:
    """A sentence with its full stop and capital, as several follow each other."""
    told = sentence[:1].upper() + sentence[1:]
    return told if told.endswith((".", "!", "?")) else f"{told}."
