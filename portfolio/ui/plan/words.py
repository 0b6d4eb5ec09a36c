"""The words of the plan’s pages."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.ui.kit.words import _many

PLAN_SOURCE = Text(
    "Source : faits du registre, saisis par les porteurs ou publiés.",
    "Source: facts of the record, entered by leads or published.",
)
ALERTS_ORDER = Text("Par enjeu décroissant, en euros puis en jours.", "By what is at stake, in euros then in days.")
CONTRADICTIONS_ORDER = Text(
    "Les valeurs publiées restent côte à côte ; rien n’est tranché.",
    "Published values stay side by side; nothing is settled.",
)
SINCE = Text("Depuis le", "Since")
SINCE_SPAN = Text(
    "Du {then} au {now}, recalculé depuis l’historique.", "From {then} to {now}, recomputed from history."
)
FIGURE = Text("Indicateur", "Indicator")
THEN = Text("Avant", "Before")
NOW = Text("Après", "After")
CHANGE = Text("Écart", "Change")
COVERAGE = Text("Projets renseignés", "Projects known")
UNIT = Text("Unité", "Unit")
OF_PROJECTS = Text("Projets en tout", "Projects in all")
HOME_SENTENCE = Text(
    "Vos prochaines actions d’abord, puis le plan en un regard.", "Your next actions first, then the plan at a glance."
)
AT_A_GLANCE = Text("Le plan en un regard", "The plan at a glance")
SEE_PLAN = Text("Où en est le plan", "Where the plan stands")
PROGRAMMES = Text("Les programmes de cette installation", "The programmes of this installation")
SEE_PROGRAMME = Text("Voir le programme", "See the programme")
MY_PROJECTS = Text("Mes projets : {n}", "My projects: {n}")
NO_REPORT = Text("Aucun point publié.", "No report published.")
REPORT = Text("Publier un point", "Publish a report")
MY_LINES = Text("Mes lignes de financement", "My funding lines")
NOTHING_WAITING = Text("Aucune demande n’attend votre réponse.", "No application awaits your answer.")
NOTHING_WAITING_WHY = Text(
    "Vos lignes sollicitées, notifiées ou à l’état d’intention apparaissent ici.",
    "Your lines applied for, notified or merely intended appear here.",
)
PROGRESS = Text("Avancement", "Progress")
FUNDING = Text("Financement", "Funding")
CONFIDENCE = Text("Confiance", "Confidence")
MAP = Text("Carte", "Map")
FUNDERS_AND_AXES = Text("Financeurs et axes", "Funders and axes")
ALERTS = Text("Alertes", "Alerts")
FIGURES = Text("Indicateurs", "Indicators")
MOVES = Text("Mouvements", "Moves")


def plan_sentence(projects: int) -> Text:
    """What the plan's page shows, in the number it shows."""
    if projects == 1:
        return Text(
            "Financement, avancement et confiance d’un projet.", "Funding, progress and confidence of one project."
        )
    return Text(
        "Financement, avancement et confiance de {n} projets.", "Funding, progress and confidence of {n} projects."
    ).fill(n=_many(projects))


IN_THE_DOWNLOAD = Text(
    "La suite est dans le fichier à télécharger, en haut de la page.",
    "The rest is in the file to download, at the top of the page.",
)


def alerts_more(n: int) -> Text:
    """How many alerts stand behind the click."""
    return (
        Text("1 autre alerte", "1 more alert")
        if n == 1
        else Text("{n} autres alertes", "{n} more alerts").fill(n=_many(n))
    )


def last_report(days: int) -> Text:
    """How long ago a lead last spoke."""
    if days == 0:
        return Text("Dernier point aujourd’hui.", "Last report today.")
    if days == 1:
        return Text("Dernier point hier.", "Last report yesterday.")
    return Text(f"Dernier point il y a {days} jours.", f"Last report {days} days ago.")


def more_moves(n: int) -> Text:
    """How many moves are not told one by one."""
    if n == 1:
        return Text("Et 1 autre, dans le fichier à télécharger.", "And 1 more, in the file to download.")
    return Text("Et {n} autres, dans le fichier à télécharger.", "And {n} more, in the file to download.").fill(
        n=_many(n)
    )


def waiting(lines: int, of: int) -> Text:
    """How many of a funder's lines await its decision."""
    if lines == 1:
        return Text(
            f"Une de vos {of} lignes de financement attend une décision",
            f"One of your {of} funding lines awaits a decision",
        )
    return Text(
        f"{lines} de vos {of} lignes de financement attendent une décision",
        f"{lines} of your {of} funding lines await a decision",
    )


EXPECTED_OF_ME = Text("Qu’attend-on de moi ?", "What is expected of me?")
AT_A_GLANCE_QUESTION = Text("Que fait ce plan, et où ?", "What does this plan do, and where?")
VISITOR_SENTENCE = Text(
    "Les projets, leur financement, leur avancement. Choisissez un profil, en haut, pour voir ce qu’on attend de lui.",
    "The projects, their funding and progress. Choose a persona, above, to see what is expected of it.",
)
COMPLETE = Text("Compléter", "Complete")
NEW_PROGRAMME = Text("Nouveau programme", "New programme")
