"""Which projects outlive their grants, block by block: figures, gates, legal forms, stress, the end of grants."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.economics.gates import Thresholds
from portfolio.domain.economics.load_model import parameters, thresholds_of
from portfolio.domain.facts.choices import LegalFormKind
from portfolio.domain.questions import Durabilities, DurabilityRow, Parameters
from portfolio.indicators import INDICATORS
from portfolio.presentation.economics import durability, durability_words
from portfolio.presentation.kit.block import Card, Cards, Section, Table, View
from portfolio.presentation.kit.screen import Ask, Scope, block, one
from portfolio.presentation.plan.cards import write_figure

ON_CARDS = ("durable_share", "durable_euro_share", "not_assessable_share", "single_funder_eur")
BY_FORM = ("durable_share", "fragile_share", "not_durable_share", "not_assessable_share", "operating_coverage")


def durabilities(scope: Scope) -> Durabilities:
    """The projects that the filters leave, each with the gates of its model where this reader may read it."""
    return Durabilities(programme=scope.programme, filters=scope.filters, private=scope.private)


def thresholds(ask: Ask) -> Thresholds:
    """Those in force on the day on screen."""
    return thresholds_of(parameters(ask))


def _rows_and_thresholds(scope: Scope) -> list[Durabilities | Parameters]:
    return [durabilities(scope), Parameters()]


@block(
    "chiffres-perennite",
    Text("Chiffres clés", "Key figures"),
    asks=lambda scope: [scope.model_figure(key) for key in ON_CARDS],
    has_table=False,
)
def cards(ask: Ask, scope: Scope, view: View) -> Cards:
    """The figures of what the filters leave, each with how many projects it is known for."""
    made = []
    for key in ON_CARDS:
        found = one(ask(scope.model_figure(key)))
        note = view.of(found.known, found.total)
        made.append(Card(view.say(INDICATORS[key].label), write_figure(key, found.value, view), note=note))
    return Cards(tuple(made))


@block("epreuves", Text("Projets et épreuves", "Projects and gates"), asks=_rows_and_thresholds)
def gates(ask: Ask, scope: Scope, view: View) -> Section:
    """Projects × gates, the worst first."""
    found = ask(durabilities(scope))
    forms = {each.value: view.say(each.label) for each in LegalFormKind}
    return Section(
        durability_words.message(found, thresholds(ask), view),
        durability.heat_table(found, thresholds(ask), forms, view),
        note="" if any(row.has_model for row in found) else view.say(NO_MODEL_READ),
    )


@block(
    "montages",
    Text("Par montage", "By legal form"),
    asks=lambda scope: [
        *_rows_and_thresholds(scope),
        *(scope.model_figure(key, "legal_form") for key in BY_FORM),
    ],
)
def by_form(ask: Ask, scope: Scope, view: View) -> Section:
    """Shares of durable projects and coverage, legal form by legal form."""
    found = ask(durabilities(scope))
    table = durability.form_table({key: ask(scope.model_figure(key, "legal_form")) for key in BY_FORM}, view)
    message = durability_words.form_message(found, thresholds(ask), view)
    known = view.of(sum(row.has_model for row in found), len(found))
    return _or_missing(message, table, view.say(NO_MODEL), known)


@block(
    "sans-premier-financeur",
    Text("Sans le premier financeur récurrent", "Without the first recurrent funder"),
    asks=lambda scope: [durabilities(scope)],
)
def stress(ask: Ask, scope: Scope, view: View) -> Section:
    """What each project becomes when its first recurrent funder leaves."""
    found = ask(durabilities(scope))
    message = durability_words.stress_message(found, view)
    return _or_missing(message, durability.stress_table(found, view), view.say(NO_FIRST_FUNDER))


@block(
    "sortie",
    Text("Sortie de subvention", "Leaving grants"),
    asks=lambda scope: [durabilities(scope), scope.model_figure("contracts_ending")],
)
def leaving(ask: Ask, scope: Scope, view: View) -> Section:
    """What follows the last grant, and the contracts that end."""
    found, ending = ask(durabilities(scope)), one(ask(scope.model_figure("contracts_ending")))
    message = durability_words.leaving_message(found, ending.value, view)
    note = f"{view.say(INDICATORS['contracts_ending'].meaning)} {view.of(ending.known, ending.total)}"
    return _or_missing(message, durability.leaving_table(found, view), view.say(NO_EXIT), note)


def _or_missing(message: str | None, table: Table, missing: str, note: str = "") -> Section:
    """What the table says, then the table; or what is missing."""
    if message is None or not table.rows:
        return Section("", Table(table.columns, ()), missing, note)
    return Section(message, table, note=note)


def with_model(rows: tuple[DurabilityRow, ...]) -> list[DurabilityRow]:
    """Those that have a model this reader may read."""
    return [row for row in rows if row.has_model]


NO_MODEL = Text("Aucun modèle économique n’est publié.", "No economic model is published.")
NO_MODEL_READ = Text(
    "Rien n’en est publié, et rien n’est donc jugé ici.", "None is published, and nothing is therefore judged here."
)
NO_EXIT = Text(
    "Aucune dernière subvention, aucune fin de contrat n’est connue.", "No last grant and no end of contract is known."
)
NO_FIRST_FUNDER = Text("Aucun modèle lu ici n’a de financeur récurrent.", "No model read here has a recurrent funder.")
