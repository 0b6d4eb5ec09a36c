"""The method page: what each number means, shown from the declarations themselves."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts import FACTS
from portfolio.indicators import INDICATORS, Indicator
from portfolio.presentation.kit.screen import Scope
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.method import entries
from portfolio.ui.kit import words as common
from portfolio.ui.kit.escaping import safe
from portfolio.ui.kit.session import visit
from portfolio.ui.kit.tables import table
from portfolio.ui.method import words


def indicators(_: Scope) -> None:
    """Every indicator, its figure explained."""
    for declared in INDICATORS.values():
        _indicator(declared)


def _indicator(declared: Indicator) -> None:
    here = visit()
    st.header(here.say(declared.label), anchor=declared.key)
    st.markdown(safe(here.say(declared.meaning)))
    lines = (
        (words.UNDEFINED, here.say(declared.undefined_when)),
        (common.SOURCE, here.say(declared.source)),
        (words.READ_BY, entries.dimensions(declared, here.view)),
    )
    colon = " :" if here.language == "fr" else ":"
    st.markdown("\n".join(f"- **{here.say(label)}**{colon} {safe(text)}" for label, text in lines))
    folded = st.expander(here.say(words.FORMULA_AND_EXAMPLES), key=f"formula:{declared.key}", on_change="rerun")
    if not folded.open:
        return
    with folded:
        st.caption(here.say(words.FORMULA.fill(key=safe(declared.key), relation=safe(declared.relation))))
        st.code(declared.formula, language=None, wrap_lines=True)
        st.caption(here.say(words.KNOWN_WHEN))
        st.code(declared.known, language=None, wrap_lines=True)
        for line in entries.examples(declared, here.view):
            st.markdown(f"**{safe(line.says)}** → {safe(line.gives)}")
            if line.given:
                st.markdown("\n".join(f"- {safe(given)}" for given in line.given))


def dictionaries(_: Scope) -> None:
    """The fields of each fact as files carry them, drawn when one asks for them."""
    here = visit()
    for declaration in FACTS.values():
        name = f"{safe(capital(here.say(declaration.label)))} — {declaration.name}.csv"
        folded = st.expander(name, key=f"dictionary:{declaration.name}", on_change="rerun")
        if folded.open:
            with folded:
                table(entries.dictionary(declaration, here.view))


def worked_note(_: Scope) -> None:
    st.caption(visit().say(words.WORKED_NOTE))


def parameters_note(_: Scope) -> None:
    st.caption(visit().say(words.PARAMETERS_NOTE))
