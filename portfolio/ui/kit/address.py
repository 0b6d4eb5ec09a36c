"""State lives in the address: a link opens the same view, in either language.

Values in the address are codes, never labels, so a link made in French opens in English; that is why widgets are not
bound to it by Streamlit itself, which would write their labels. What is chosen follows the visitor from page to page.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

# What follows the visitor across pages; anything else in the address belongs to the page that reads it.
FOLLOWING = ("lang", "programme", "profil", "au", "axe", "confiance", "montage", "domaine", "departement")


def restore() -> None:
    """At the start of a run: the address wins; what it lacks and the visitor had chosen is written back to it."""
    for name in FOLLOWING:
        if name in st.query_params:
            st.session_state[_memory(name)] = st.query_params.get_all(name)
        elif st.session_state.get(_memory(name)):
            st.query_params[name] = st.session_state[_memory(name)]


def value(name: str) -> str | None:
    """The first value of a parameter, or None."""
    found = st.query_params.get_all(name)
    return found[0] if found else None


def values(name: str) -> tuple[str, ...]:
    return tuple(st.query_params.get_all(name))


def everything() -> dict[str, str]:
    """Every parameter that the address holds, with its first value."""
    return {name: st.query_params.get_all(name)[0] for name in st.query_params}


def put(name: str, chosen: str | Sequence[str] | None) -> None:
    """Write a parameter; None or nothing removes it."""
    kept = [chosen] if isinstance(chosen, str) else list(chosen or ())
    st.session_state[_memory(name)] = kept
    if kept:
        st.query_params[name] = kept
    elif name in st.query_params:
        del st.query_params[name]


def current(**more: str) -> dict[str, list[str]]:
    """The parameters that a link to another page carries along, with some more of its own."""
    kept = {name: st.query_params.get_all(name) for name in FOLLOWING if name in st.query_params}
    return kept | {name: [text] for name, text in more.items()}


def _memory(name: str) -> str:
    return f"address:{name}"
