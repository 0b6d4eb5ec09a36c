"""What calls for somebody to act, block by block: alerts by what is at stake, published sources that disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Contradiction, FundingLine
from portfolio.domain.questions import AlertRow, Alerts, AlertsFound, AlertsFoundRow, ProjectRow, ProjectRows
from portfolio.presentation.kit.block import Act, Acts, View
from portfolio.presentation.kit.numerals import number
from portfolio.presentation.kit.screen import Ask, Scope, Whole, block
from portfolio.presentation.plan import alerts
from portfolio.presentation.project import sources

FIRST_ALERTS, MORE_ALERTS = 5, 50
# An empty filter would keep every project; none has this code.
NO_PROJECT = ("",)


def _all_alerts(scope: Scope) -> Alerts:
    return Alerts(programme=scope.programme, filters=scope.filters)


def _alerts(scope: Scope) -> tuple[Alerts, AlertsFound]:
    first = replace(_all_alerts(scope), most=FIRST_ALERTS + MORE_ALERTS)
    return first, AlertsFound(programme=scope.programme, filters=scope.filters)


@block(
    "alertes",
    Text("Alertes", "Alerts"),
    asks=_alerts,
    when=lambda scope: not scope.is_real,
    whole=Whole(
        lambda scope: [_all_alerts(scope)], lambda ask, scope, view: alerts.table(ask(_all_alerts(scope)), view)
    ),
)
def to_decide(ask: Ask, scope: Scope, view: View) -> Acts:
    """What calls for a decision, by what is at stake."""
    first, everything = _alerts(scope)
    [found] = ask(everything)
    return alert_acts(ask(first), found, view)


def alert_acts(rows: Sequence[AlertRow], found: AlertsFoundRow, view: View) -> Acts:
    """Alerts as rows to act on, the most at stake first. `rows`: the first of those found."""
    items = tuple(
        Act(line.icon, line.what, line.action, line.project_id, line.title, line.stake)
        for line in alerts.lines(rows[:FIRST_ALERTS], view)
    )
    left = found.found - FIRST_ALERTS
    return Acts(
        title=alerts.message(found, view),
        caption=view.say(BY_STAKE) if rows else "",
        items=items,
        table=alerts.table(rows, view),
        rest=alerts.table(rows[FIRST_ALERTS:], view) if left > 0 else None,
        rest_title=view.say(_more(left)),
        rest_note=view.say(IN_THE_DOWNLOAD) if left > MORE_ALERTS else "",
    )


def _more(left: int) -> Text:
    """How many alerts stand behind the click."""
    many = Text(number(left, "fr"), number(left, "en"))
    one_more = Text("1 autre alerte", "1 more alert")
    return one_more if left == 1 else Text("{n} autres alertes", "{n} more alerts").fill(n=many)


@block(
    "contradictions",
    Text("Contradictions", "Contradictions"),
    asks=lambda scope: [scope.rows(Contradiction), scope.projects],
    when=lambda scope: scope.is_real,
)
def disagreements(ask: Ask, scope: Scope, view: View) -> Acts:
    """A plan of public facts has no alert: nobody there was asked anything. It has sources that disagree."""
    titles = {row.project_id: row.title for row in ask(scope.projects)}
    rows = [each for each in ask(scope.rows(Contradiction)) if each.project_id in titles]
    items = tuple(
        Act(":material/compare_arrows:", line.what, line.detail, line.project_id, titles[line.project_id])
        for line in sources.lines(rows, view)
    )
    return Acts(sources.message(rows, view), view.say(SIDE_BY_SIDE), items, sources.table(rows, view))


def led_by(ask: Ask, programme: str, organisation: str | None) -> list[ProjectRow]:
    """The projects of a lead that are under way."""
    rows = ask(ProjectRows(programme=programme, filters=(("lead", (organisation,)),)))
    return [row for row in rows if row.abandoned_on is None]


def alerts_on(ask: Ask, programme: str, rows: Sequence[ProjectRow], view: View) -> Acts:
    """The alerts of these projects."""
    filters = (("project_id", tuple(row.project_id for row in rows) or NO_PROJECT),)
    found = ask(Alerts(programme=programme, filters=filters, most=FIRST_ALERTS + MORE_ALERTS))
    [counted] = ask(AlertsFound(programme=programme, filters=filters))
    return alert_acts(found, counted, view)


def titles(ask: Ask, programme: str, lines: Sequence[FundingLine]) -> dict[str, str]:
    """The projects of these funding lines, by code."""
    codes = tuple(dict.fromkeys(line.project_id for line in lines))
    rows = ask(ProjectRows(programme=programme, filters=(("project_id", codes),))) if codes else ()
    return {row.project_id: row.title for row in rows}


BY_STAKE = Text("Par enjeu décroissant, en euros puis en jours.", "By what is at stake, in euros then in days.")
SIDE_BY_SIDE = Text(
    "Les valeurs publiées restent côte à côte ; rien n’est tranché.",
    "Published values stay side by side; nothing is settled.",
)
IN_THE_DOWNLOAD = Text(
    "La suite est dans le fichier à télécharger, en haut de la page.",
    "The rest is in the file to download, at the top of the page.",
)
