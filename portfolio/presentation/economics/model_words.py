"""What the workbook of an economic model says, and is read back by: its sheets, its headings, what it computes."""

from __future__ import annotations

import re

from portfolio.domain.basis.folding import folded
from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts import EconomicFlow
from portfolio.domain.facts.choices import FlowKind
from portfolio.indicators.economics import COMMITTED_COVERAGE, OPERATING_COVERAGE
from portfolio.presentation.kit.sentences import capital, typeset


def say(text: Text, language: Language) -> str:
    """A text as a cell shows it: a capital first, typographic spaces."""
    return capital(typeset(text.to(language), language))


def plain(text: str) -> str:
    """A heading or a word of a list whatever its case, accents, apostrophes and blanks."""
    return " ".join(re.findall(r"[a-z0-9]+", folded(text)))


def letters(column: int) -> str:
    """The name of a column counted from 0: A, Z, AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


FLOW = {field.name: field.label for field in EconomicFlow.declaration.fields}
MODEL_SHEET = Text("Modèle", "Model")
# The columns of a flow that stand before its years, then the one that stands after them.
COLUMNS = {
    "flow_id": Text("code", "code"),
    "kind": FLOW["kind"],
    "title": FLOW["title"],
    "funder_id": FLOW["funder_id"],
    "status": FLOW["status"],
}
AFTER = {"source_id": FLOW["source_id"]}
# What tells the first recurrent funder, beside each flow.
HELPERS = {
    "giver": Text("calcul : qui contribue", "computed: who contributes"),
    "given": Text("calcul : apport du flux", "computed: given by the flow"),
    "given_in_all": Text("calcul : apport du financeur", "computed: given by the funder"),
}
# Other words that people write over the same columns.
ALSO = {
    "kind": ("type",),
    "title": ("libellé", "intitulé", "label", "title"),
    "funder_id": ("code financeur", "funder code"),
    "status": ("statut", "status"),
}
DEFAULT_RATE = Text(
    "taux par défaut, quand le modèle n’en fixe pas", "default rate, when the model does not set its own"
)
COMPUTED = Text("calculs par année, refaits à chaque saisie", "computed by year, anew at each entry")
RESULTS_HEADING = Text("résultats", "results")
KINDS, STATUSES, COUNTED = (
    Text("natures de flux", "kinds of flow"),
    Text("statuts d’une contribution", "statuses of a contribution"),
    Text("comment elle compte", "how it counts"),
)
COUNTS = {
    "in": Text("entre en trésorerie", "comes in"),
    "out": Text("sort de la trésorerie", "goes out"),
    "signed": Text(
        "porte son signe : négatif quand le besoin augmente", "bears its sign: negative when the need grows"
    ),
    "not_cash": Text("n’est pas de la trésorerie", "is not cash"),
}
LINES = {
    "t": Text("années depuis la première (t)", "years since the first (t)"),
    **{kind.value: kind.label for kind in FlowKind},
    "inflows": Text("total des entrées", "total inflows"),
    "outflows": Text("total des sorties", "total outflows"),
    "cash": Text("trésorerie de l’année", "cash of the year"),
    "cumulated": Text("trésorerie cumulée", "cumulated cash"),
    "first_given": Text("contribution du premier financeur récurrent", "given by the first recurrent funder"),
    "without_first": Text(
        "trésorerie cumulée sans le premier financeur récurrent", "cumulated cash without the first recurrent funder"
    ),
    "factor": Text("coefficient d’actualisation", "discount factor"),
    "own": Text("recettes propres", "own revenue"),
    "committed": Text("contributions votées ou attribuées", "contributions voted or awarded"),
    "steady": Text("régime établi (1 : oui, 0 : non)", "steady state (1: yes, 0: no)"),
    "net_revenue": Text("recettes nettes, avec la valeur résiduelle", "net revenue, with the residual value"),
    "net": Text("flux du projet avant tout financement", "flow of the project before any funding"),
    "cumulated_net": Text("cumul de ce flux", "cumulated flow of the project"),
    "crossing": Text("années jusqu’à ce que ce cumul soit remonté à 0", "years until it is back to 0"),
}
RESULTS = {
    "lowest": Text("trésorerie cumulée la plus basse", "lowest cumulated cash"),
    "lowest_year": Text("année où elle est la plus basse", "year in which it is the lowest"),
    "first": Text("premier financeur récurrent", "first recurrent funder"),
    "fnpv": Text("VAN financière de l’investissement, VANF(C)", "financial net present value, FNPV(C)"),
    "dic": Text("investissement actualisé, DIC", "discounted investment cost, DIC"),
    "dnr": Text("recettes nettes actualisées, DNR", "discounted net revenue, DNR"),
    "gap": Text("part de l’investissement à financer, R", "funding gap rate, R"),
    "coverage_own": OPERATING_COVERAGE.label,
    "coverage": COMMITTED_COVERAGE.label,
    "payback": Text("délai de récupération, en années depuis t = 0", "payback, in years from t = 0"),
}
EMPTY_IS_UNKNOWN = Text(
    "Une cellule vide veut dire : montant non connu. Écrivez 0 quand il n’y a rien. Un résultat vide n’est pas "
    "calculable, faute d’un montant, ou n’est pas atteint sur la période.",
    "An empty cell means: amount not known. Write 0 where there is none. An empty result cannot be computed, for want "
    "of an amount, or is not reached over the period.",
)
HOW_TO_ADD = Text(
    "Écrivez les montants en euros, sans signe : il vient de la nature. Les lignes vides du tableau sont à votre "
    "disposition ; s’il en faut davantage, copiez-en une et insérez-la entre deux autres.",
    "Write amounts in euros, without a sign: it comes from the kind. The empty rows of the table are yours to fill; "
    "should you need more, copy one and insert it between two others.",
)
CARRIED = Text(
    "Ce classeur se réimporte : le modèle et ses flux en sont relus, les calculs sont ignorés. Les facteurs de risque "
    "n’y figurent pas et restent tels qu’enregistrés. Pour ajouter un scénario, copiez une feuille et donnez-lui l’un "
    "de ces noms : {names}.",
    "This workbook can be imported again: the model and its flows are read from it, what is computed is ignored. Risk "
    "factors are not in it and stay as recorded. To add a scenario, copy a sheet and give it one of these names: "
    "{names}.",
)
