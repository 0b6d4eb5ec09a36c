"""Projects against the gates of durability: which hold, what each becomes without its first funder or its grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio.domain.basis.text import HARD_SPACE, Text
from portfolio.domain.economics import Status
from portfolio.domain.economics.gates import Gate, GateKey, Thresholds, judged
from portfolio.domain.facts.choices import LegalFormKind
from portfolio.domain.questions import DurabilityRow, Measure
from portfolio.indicators import INDICATORS
from portfolio.presentation.economics.verdicts import ICONS, written
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, euros, number, percent


def heat_table(rows: Sequence[DurabilityRow], thresholds: Thresholds, names: Mapping[str, str], view: View) -> Table:
    """Projects × gates, the worst first, those without a model last; each cell gives its value and whether it holds."""
    gates = [Column(view.say(key.label)) for key in GateKey]
    columns = (
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("Verdict", "Verdict"))),
        *gates,
        Column(view.say(AUTONOMY), lambda v: number(v, view.language), is_number=True),
        Column(view.say(Text("Dernière subvention", "Last grant"))),
        Column(view.say(CONTRACT_END), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Montage", "Legal form"))),
        Column(view.say(Text("Coût", "Cost")), lambda v: euros(v, view.language), is_number=True),
    )
    found = [(row, *judged(row, thresholds)) for row in rows]
    ordered = sorted(found, key=lambda one: (not one[0].has_model, WORST.index(one[1]), one[0].title))
    return Table(columns, tuple(_heat(*one, names, view) for one in ordered))


WORST = (Status.NOT_DURABLE, Status.FRAGILE, Status.NOT_ASSESSABLE, Status.DURABLE)


WITHOUT_MODEL, ABANDONED = Text("sans modèle", "no model"), Text("abandonné", "abandoned")


def _heat(
    row: DurabilityRow, status: Status, gates: Sequence[Gate], names: Mapping[str, str], view: View
) -> tuple[object, ...]:
    last = None if row.last_grant is None or row.first_year is None else row.first_year + row.last_grant
    form = names.get(row.legal_form or "", row.legal_form)
    alone = f"— {view.say(ABANDONED if row.is_abandoned else WITHOUT_MODEL)}"
    verdict = f"{ICONS[status]} {view.say(status.label)}" if row.has_model else alone
    head = verdict.replace(" ", HARD_SPACE)
    cells = (_cell(gate, view) if row.has_model else None for gate in gates)
    return (row.title, head, *cells, row.autonomy_years, last, row.contract_ends_on, form, row.cost_eur)


def _cell(gate: Gate, view: View) -> str:
    mark = {True: "✓", False: "✕", None: "?"}[gate.holds]
    value = written(gate, gate.value, view)
    return f"{mark} {value}".replace(" ", HARD_SPACE) if value else mark


def form_table(asked: Mapping[str, Sequence[Measure]], view: View) -> Table:
    """A line a legal form: each figure, and how many projects it counts."""
    keys = list(asked)
    forms: dict[str | None, dict[str, Measure]] = {}
    for key, measures in asked.items():
        for each in measures:
            forms.setdefault(each.of("legal_form"), {})[key] = each
    columns = (
        Column(view.say(Text("Montage", "Legal form"))),
        Column(view.say(Text("Projets", "Projects")), lambda v: number(v, view.language), is_number=True),
        *(Column(view.say(INDICATORS[key].label), lambda v: percent(v, view.language), is_number=True) for key in keys),
    )
    rows = (
        (
            view.say(LegalFormKind.of(form).label) if form else view.say(Text("non renseigné", "not reported")),
            next(iter(found.values())).total,
            *(found[key].value if key in found else None for key in keys),
        )
        for form, found in forms.items()
    )
    return Table(columns, tuple(rows))


def stress_table(rows: Sequence[DurabilityRow], view: View) -> Table:
    """What each project becomes without its first recurrent funder: those that fail first, by what is missing."""
    columns = (
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("Premier financeur récurrent", "First recurrent funder"))),
        Column(view.say(Text("Sur l’horizon", "Over the horizon")), lambda v: euros(v, view.language), is_number=True),
        Column(
            view.say(Text("Trésorerie au plus bas", "Cash at the lowest")),
            lambda v: euros(v, view.language),
            is_number=True,
        ),
        Column(view.say(Text("Sans lui", "Without it")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Négative en", "Negative in"))),
    )
    ordered = sorted((row for row in rows if row.first_funder is not None), key=_by_what_lacks)
    cells = (
        (
            row.title,
            row.first_funder,
            row.first_funder_eur,
            row.lowest_eur,
            row.without_first_eur,
            _calendar(row, row.first_negative_without_first),
        )
        for row in ordered
    )
    return Table(columns, tuple(cells))


def _by_what_lacks(row: DurabilityRow) -> tuple[bool, float, str]:
    """Those that miss most first, those not known last."""
    left = row.without_first_eur
    return left is None, 0.0 if left is None else float(left), row.title


def leaving_table(rows: Sequence[DurabilityRow], view: View) -> Table:
    """When each project leaves its grants, and how long it holds alone; the nearest first."""
    columns = (
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("Dernière subvention", "Last grant"))),
        Column(view.say(AUTONOMY), lambda v: number(v, view.language), is_number=True),
        Column(view.say(STEADY), lambda v: percent(v, view.language, 1), is_number=True),
        Column(view.say(CONTRACT_END), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Réversible", "Reversible"))),
    )
    dated = [row for row in rows if row.last_grant is not None or row.contract_ends_on is not None]
    return Table(columns, tuple(_leaving(row, view) for row in sorted(dated, key=_by_last_grant)))


def _leaving(row: DurabilityRow, view: View) -> tuple[object, ...]:
    last = _calendar(row, row.last_grant)
    reversible = None if row.is_reversible is None else view.say(YES if row.is_reversible else NO)
    return (row.title, last, row.autonomy_years, row.coverage, row.contract_ends_on, reversible)


def _by_last_grant(row: DurabilityRow) -> tuple[bool, int, str]:
    return row.last_grant is None, (row.first_year or 0) + (row.last_grant or 0), row.title


AUTONOMY = Text("Autonomie (ans)", "Autonomy (years)")
STEADY = GateKey.COVERAGE.label
CONTRACT_END = Text("Fin du contrat", "End of contract")
YES, NO = Text("oui", "yes"), Text("non", "no")


def _calendar(row: DurabilityRow, t: int | None) -> str | None:
    return None if t is None or row.first_year is None else str(row.first_year + t)
