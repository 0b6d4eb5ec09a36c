"""Choices that stand in the address: which view of a page, which figure, which tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from portfolio.domain.basis.text import Text
from portfolio.indicators import INDICATORS
from portfolio.ui.kit import address, words
from portfolio.ui.kit.session import visit


def chosen_view(views: Mapping[str, Any], parameter: str = "vue") -> str:
    """The view of the address among those of a page, the first by default."""
    chosen = address.value(parameter)
    return chosen if chosen and chosen in views else next(iter(views))


def choose_view(views: Mapping[str, Text], parameter: str = "vue") -> None:
    """The switch that changes it."""
    names = {code: visit().say(text) for code, text in views.items()}
    st.session_state[parameter] = chosen_view(views, parameter)
    st.segmented_control(
        visit().say(words.VIEW),
        list(names),
        format_func=lambda code: names.get(code, code),
        key=parameter,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.put(parameter, st.session_state[parameter]),
    )


def chosen_figure(keys: Sequence[str], parameter: str = "carte") -> str:
    """The indicator of the address among those a figure can draw, the first by default."""
    chosen = address.value(parameter)
    return chosen if chosen and chosen in keys else keys[0]


def choose_figure(keys: Sequence[str], parameter: str = "carte") -> None:
    """The menu that changes it."""
    names = {key: visit().say(INDICATORS[key].label) for key in keys}
    st.session_state[parameter] = chosen_figure(keys, parameter)
    st.selectbox(
        visit().say(words.FIGURE_SHOWN),
        list(names),
        format_func=lambda key: names.get(key, key),
        key=parameter,
        on_change=lambda: address.put(parameter, st.session_state[parameter]),
        label_visibility="collapsed",
        width=320,
    )


def tabs(names: Mapping[str, Text], parameter: str = "onglet") -> dict[str, Any]:
    """Tabs whose code stands in the address; only the open one needs drawing."""
    labels = {visit().say(text): code for code, text in names.items()}
    chosen = address.value(parameter)
    key = f"tabs:{parameter}:{visit().language}"
    current = next((label for label, code in labels.items() if code == chosen), next(iter(labels)))
    st.session_state[key] = current
    made = st.tabs(list(labels), key=key, on_change=lambda: address.put(parameter, labels[st.session_state[key]]))
    return dict(zip(labels.values(), made, strict=True))
