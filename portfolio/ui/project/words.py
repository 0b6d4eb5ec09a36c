"""The words of a project’s page and of the list of projects."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

PROJECTS_SENTENCE = Text(
    "Les projets du programme, et ce que l’on sait de chacun.",
    "The projects of the programme, and what is known of each.",
)
SEARCH = Text("Chercher un projet", "Search a project")
SEARCH_HINT = Text("Nom, territoire, porteur…", "Name, territory, lead…")
SORT = Text("Trier par", "Sort by")
OTHER_END = Text("Inverser l’ordre", "Reverse the order")
SORT_BY = Text("Trier : {what}", "Sort: {what}")
NOTHING_FOUND = Text("Aucun projet ne correspond.", "No project matches.")
NOTHING_FOUND_NEXT = Text(
    "Vérifiez les mots cherchés (accents et majuscules ne comptent pas) et les filtres.",
    "Check the words searched (accents and case do not matter) and the filters.",
)
START_AGAIN = Text("Tout afficher", "Show all")
PROJECTS_NOTE = Text("« — » : non renseigné.", "“—”: not reported.")
CALENDAR_NOTE = Text(
    "Calendrier : jours de la date initiale du prochain jalon à sa prévision, ou à aujourd’hui quand elle est passée.",
    "Calendar: days between the next milestone’s initial date and its forecast, or today once that has passed.",
)
SECURED_NOTE = Text(
    "Acquis : part du coût couverte par des financements attribués ou votés.",
    "Secured: share of the cost covered by awarded or voted funding.",
)
AXIS = Text("Axe {axis}", "{axis} axis")
NEXT_ACTION = Text("Prochaine action", "Next action")
LINES = Text("Lignes de financement", "Funding lines")
LOSSES = Text("Montants perdus", "Amounts lost")
VERSIONS = Text("Plan prévisionnel, attribué, définitif", "Plan forecast, awarded, final")
OPERATIONS = Text("Opérations et coûts", "Operations and costs")
NO_COST = Text("Aucune opération n’est connue.", "No operation is known.")
LEGAL_FORM = Text("Montage", "Legal form")
MILESTONES = Text("Jalons", "Milestones")
NO_RESULT = Text("Aucun indicateur de résultat n’est connu.", "No result indicator is known.")
NO_RESULT_NEXT = Text(
    "Un projet déclare ce qu’il compte (prises construites, personnes formées…) avec une valeur initiale et une cible.",
    "A project declares what it counts (plugs built, people trained…) with a baseline and a target.",
)
WHOLE_TRAIL = Text("Montrer aussi les saisies annulées", "Also show the entries taken back")
WHOLE_TRAIL_HELP = Text(
    "Une saisie annulée et son annulation restent au registre ; elles ne changent rien au projet.",
    "An entry taken back and its undoing stay in the record; they change nothing of the project.",
)
TAKEN_BACK = Text(" · annulée", " · taken back")
SOURCES = Text("Publications", "Publications")
NO_SOURCE = Text("Aucune publication n’est citée.", "No publication is cited.")
NO_PROJECT = Text(
    "Ce projet n’existe pas, ou n’était pas connu ce jour-là", "There is no such project, or not that day"
)
WHICH_ONE = Text("Quel projet ?", "Which project?")
WHICH_ONE_NEXT = Text("Choisissez-le dans la liste.", "Choose it in the list.")
NO_PROJECT_NEXT = Text(
    "Aucun projet ne porte le code « {code} » dans ce programme à cette date. Revenez à la liste.",
    "No project bears the code “{code}” in this programme at this date. Go back to the list.",
)
CONTRADICTIONS = Text("Contradictions", "Contradictions")
CHECKS = Text("Contrôles du plan de financement", "Checks of the funding plan")
INSTALMENTS = Text("Échéances", "Instalments")
EDIT_ENTRY = Text("Modifier la fiche", "Edit the entry")
MODEL_TAB = Text("Modèle économique", "Economic model")
