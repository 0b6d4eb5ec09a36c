"""The method page: what each number means, shown from the declarations themselves."""

from __future__ import annotations

import streamlit as st

from portfolio.domain.facts import FACTS
from portfolio.domain.questions import Parameters
from portfolio.indicators import INDICATORS, Indicator
from portfolio.presentation.kit.sentences import capital
from portfolio.presentation.project import method
from portfolio.ui.kit import pieces
from portfolio.ui.kit import words as common
from portfolio.ui.kit.queries import ask
from portfolio.ui.kit.session import visit
from portfolio.ui.method import words


def indicators() -> None:
    """Every indicator, its figure explained."""
    for declared in INDICATORS.values():
        _indicator(declared)


def _indicator(declared: Indicator) -> None:
    here = visit()
    st.header(here.say(declared.label), anchor=declared.key)
    st.markdown(pieces.safe(here.say(declared.meaning)))
    lines = (
        (words.UNDEFINED, here.say(declared.undefined_when)),
        (common.SOURCE, here.say(declared.source)),
        (words.READ_BY, method.dimensions(declared, here.view)),
    )
    colon = " :" if here.language == "fr" else ":"
    st.markdown("\n".join(f"- **{here.say(label)}**{colon} {pieces.safe(text)}" for label, text in lines))
    with st.expander(here.say(words.FORMULA_AND_EXAMPLES)):
        st.caption(here.say(words.FORMULA.fill(key=pieces.safe(declared.key), relation=pieces.safe(declared.relation))))
        st.code(declared.formula, language=None, wrap_lines=True)
        st.caption(here.say(words.KNOWN_WHEN))
        st.code(declared.known, language=None, wrap_lines=True)
        for line in method.examples(declared, here.view):
            st.markdown(f"**{pieces.safe(line.says)}** → {pieces.safe(line.gives)}")
            if line.given:
                st.markdown("\n".join(f"- {pieces.safe(given)}" for given in line.given))


def glossary() -> None:
    """The facts, and the fields of each as files carry them."""
    here = visit()
    pieces.table(method.glossary(here.view))
    for declaration in FACTS.values():
        with st.expander(f"{pieces.safe(capital(here.say(declaration.label)))} — {declaration.name}.csv"):
            pieces.table(method.dictionary(declaration, here.view))


def worked() -> None:
    """Published examples, computed again."""
    st.caption(visit().say(words.WORKED_NOTE))
    pieces.table(method.worked(visit().view))


def parameters() -> None:
    here = visit()
    st.caption(here.say(words.PARAMETERS_NOTE))
    pieces.table(method.parameters(ask(Parameters()), here.view))
