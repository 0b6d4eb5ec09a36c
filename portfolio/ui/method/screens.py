"""The method page, as it is read: what each number means, from the declarations themselves."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.presentation.method import blocks
from portfolio.ui.kit import words as common
from portfolio.ui.kit.screen import Interactive, Screen, Sheet, Switch
from portfolio.ui.method import entries, words

METHOD = Screen(
    file="data/method.py",
    path="methode",
    name=common.METHOD,
    question=Text("Que veut dire ce chiffre ?", "What does this number mean?"),
    sentence=words.METHOD_SENTENCE,
    switch=Switch.TABS,
    sheets=(
        Sheet("indicateurs", Text("Indicateurs", "Indicators"), (Interactive(entries.indicators),)),
        Sheet("faits", blocks.facts.name, (blocks.facts, Interactive(entries.dictionaries))),
        Sheet("parametres", blocks.parameters.name, (Interactive(entries.parameters_note), blocks.parameters)),
        Sheet("exemples", blocks.worked.name, (Interactive(entries.worked_note), blocks.worked)),
    ),
    section=common.REFERENCES,
)
