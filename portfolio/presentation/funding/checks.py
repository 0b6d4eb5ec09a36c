"""What the checks of a funding plan found, as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portfolio.domain.basis.text import HARD_SPACE, Language, Text
from portfolio.domain.facts.kinds import Unit
from portfolio.domain.funding.checks import Figure, Finding, Level
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, euros, number, percent
from portfolio.presentation.kit.sentences import capital

ICONS = {
    Level.OK: "✓",
    Level.WARNING: "!",
    Level.BREACH: "✕",
    Level.NOT_APPLICABLE: "○",
    Level.NOT_CHECKABLE: "?",
}
ORDER = (Level.BREACH, Level.WARNING, Level.OK, Level.NOT_CHECKABLE, Level.NOT_APPLICABLE)
NO_CONTROL = Text(
    "Aide à la vérification ; ne vaut pas contrôle de légalité.",
    "A help to check; does not stand for the control of legality.",
)


def sentence(finding: Finding, language: Language) -> str:
    """What was found, with its figures written as the language does."""
    figures = {name: _written(figure, language) for name, figure in finding.verdict.figures.items()}
    return finding.verdict.text.fill(**figures).to(language)


def table(findings: Sequence[Finding], view: View) -> Table:
    """The worst first; each with its rule and its source."""
    columns = (
        Column(view.say(Text("Contrôle", "Check"))),
        Column(view.say(Text("État", "State"))),
        Column(view.say(Text("Constat", "Finding"))),
        Column(view.say(Text("Règle", "Rule"))),
        Column(view.say(Text("Source", "Source"))),
    )
    ordered = sorted(findings, key=lambda each: ORDER.index(each.verdict.level))
    cells = (
        (
            view.say(each.check.label),
            f"{ICONS[each.verdict.level]} {view.say(each.verdict.level.label)}".replace(" ", HARD_SPACE),
            capital(sentence(each, view.language)),
            view.say(each.check.rule),
            view.say(each.check.source),
        )
        for each in ordered
    )
    return Table(columns, tuple(cells))


def _written(figure: Figure | str | date, language: Language) -> str:
    if isinstance(figure, str):
        return figure
    if isinstance(figure, date):
        return day(figure, language)
    if figure.unit is Unit.EURO:
        return euros(figure.value, language)
    if figure.unit is Unit.FRACTION:
        return percent(figure.value, language, 1)
    return number(figure.value, language)
