"""The sentences of the screens that belong to no rule, fact or indicator."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Answer
from portfolio.presentation.kit.numerals import number

APP = Text("Portefeuille de projets numériques", "Portfolio of digital projects")
DEMONSTRATION = Text("démonstration — sans valeur", "demonstration — no value")
LANGUAGE = Text("Langue", "Language")
PERSONA = Text("Profil", "Persona")
PERSONA_HELP = Text(
    "Choisissez qui vous êtes : chacun voit et fait ce que son rôle permet. La connexion viendra plus tard.",
    "Choose who you are: each sees and does what their role allows. Sign-in comes later.",
)
MY_WORK, REFERENCES = Text("Mon travail", "My work"), Text("Références", "References")

HOME = Text("Accueil", "Home")
PLAN = Text("Plan", "Plan")
PROJECTS = Text("Projets", "Projects")
PROJECT = Text("Projet", "Project")
MY_PROJECT = Text("Mon projet", "My project")
VERIFICATIONS = Text("Vérifications", "Verifications")
METHOD = Text("Méthode", "Method")

AS_OF = Text("Données au {day}", "Data as of {day}")
AS_OF_CHOICE = Text("Voir la situation au", "See the situation as of")
AS_OF_HELP = Text("Ce qui était connu ce jour-là, et rien de plus.", "What was known that day, and nothing more.")
BACK_TO_TODAY = Text("Revenir à aujourd’hui", "Back to today")
PAST_TITLE = Text("Situation au {day}", "Situation as of {day}")
PAST_BODY = Text(
    "Vous voyez ce qui était connu ce jour-là. Rien ne peut y être saisi.",
    "You see what was known that day. Nothing can be entered there.",
)
PROGRAMME = Text("Programme", "Programme")
FILTER = Text("Filtrer", "Filter")
FILTERS_ACTIVE = Text("Filtres actifs : désélectionner retire le filtre", "Active filters: deselecting removes one")
CHOOSE = Text("Choisir", "Choose")
DOWNLOAD = Text("Télécharger", "Download")
DOWNLOAD_AS = Text("{name} ({form})", "{name} ({form})")
CHART, TABLE, SOURCE = Text("Graphique", "Chart"), Text("Tableau", "Table"), Text("Source", "Source")
ALL_PROJECTS = Text("Tous les projets", "All projects")

NO_RECORD_TITLE = Text("Il n’y a pas encore de registre", "There is no record yet")
NO_PROGRAMME = Text("Aucun programme n’est enregistré.", "No programme is recorded.")
NO_PROGRAMME_NEXT = Text(
    "Créez-en un ci-dessous, ou importez un dossier de faits : « python -m portfolio import DOSSIER ». Les "
    "démonstrations sont dans data/demo/.",
    "Create one below, or import a folder of facts with “python -m portfolio import FOLDER”: the demonstrations are in "
    "data/demo/.",
)
NO_SUCH_PROGRAMME = Text(
    "Ce lien mène au programme « {asked} », qui n’est pas dans cette installation. Voici « {shown} ».",
    "This link leads to programme “{asked}”, which is not in this installation. Here is “{shown}”.",
)
NOT_RECORDED = Text("Rien n’a été enregistré", "Nothing was recorded")
READ_ONLY = Text("Lecture seule", "Read-only")
NOTHING_KEPT = Text("Aucun projet ne correspond à ces filtres.", "No project matches these filters.")
CLEAR_FILTERS = Text("Retirer les filtres", "Clear the filters")
ERROR_TITLE = Text("Cette page n’a pas pu s’afficher", "This page could not be shown")
ERROR_BODY = Text(
    "Le service a rencontré un problème, noté sous le n° {incident}. Rechargez la page ; si cela se répète, donnez ce "
    "numéro à l’équipe du programme.",
    "The service met a problem, noted as no. {incident}. Reload the page; if it happens again, give this number to the "
    "programme office.",
)
FICTIONAL = Text("données fictives", "fictional data")
REAL = Text("faits publics", "public facts")
VIEW = Text("Vue", "View")
FIGURE_SHOWN = Text("Figure de la carte", "Figure on the map")
PLAN_SOURCE = Text(
    "Source : faits du registre, saisis par les porteurs ou publiés.",
    "Source: facts of the record, entered by leads or published.",
)
NOTHING_KEPT_NEXT = Text(
    "Les filtres choisis ne laissent rien. Retirez-en un, ou tous.",
    "The chosen filters leave nothing. Remove one of them, or all.",
)
ALERTS_ORDER = Text("Par enjeu décroissant, en euros puis en jours.", "By what is at stake, in euros then in days.")
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
NO_LINE = Text("Aucune ligne de financement n’est connue.", "No funding line is known.")
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
BY_WHOM = Text("{actor} · événement n° {n}", "{actor} · event no. {n}")
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
CONTRADICTIONS_ORDER = Text(
    "Les valeurs publiées restent côte à côte ; rien n’est tranché.",
    "Published values stay side by side; nothing is settled.",
)
SINCE = Text("Depuis le", "Since")
SINCE_SPAN = Text(
    "Du {then} au {now}, recalculé depuis l’historique.", "From {then} to {now}, recomputed from history."
)
FIGURE, THEN, NOW = Text("Indicateur", "Indicator"), Text("Avant", "Before"), Text("Après", "After")
CHANGE, COVERAGE = Text("Écart", "Change"), Text("Projets renseignés", "Projects known")
UNIT, OF_PROJECTS = Text("Unité", "Unit"), Text("Projets en tout", "Projects in all")
MY_PROJECT_QUESTION = Text("Comment va mon projet aujourd’hui ?", "How is my project today?")
MY_PROJECT_SENTENCE = Text(
    "Trois réponses, moins d’une minute. Vos dernières réponses sont déjà là : ne changez que ce qui a bougé.",
    "Three answers, less than a minute. Your last answers are already there: change only what moved.",
)
NOT_A_LEAD = Text("Cette page est celle d’un porteur de projet.", "This page is a project lead’s.")
NOT_A_LEAD_NEXT = Text(
    "Choisissez un porteur pour essayer : c’est une démonstration, et tout s’annule.",
    "Choose a lead to try: this is a demonstration, and everything can be undone.",
)
NO_LEAD = Text("Ce programme n’a pas de porteur qui puisse publier.", "This programme has no lead who can publish.")
NO_LEAD_NEXT = Text(
    "Les faits publics se lisent, ils ne se modifient pas. Essayez sur le programme fictif.",
    "Public facts are read, not changed. Try on the fictional programme.",
)
NOTHING_OF_MINE = Text(
    "Aucun projet en cours n’est porté par cette organisation.", "No project under way is led by this organisation."
)
WHICH_PROJECT = Text("Projet", "Project")
QUICK_UPDATE = Text("Mise à jour rapide", "Quick update")
ASK_CONFIDENCE = Text("1. Les objectifs du projet sont", "1. The project’s objectives are")
ASK_COMMENT = Text("2. En une phrase, ce qui compte aujourd’hui", "2. In one sentence, what matters today")
ASK_FORECAST = Text("3. Prochain jalon : {name}, prévu le", "3. Next milestone: {name}, expected on")
NO_NEXT_MILESTONE = Text("3. Aucun jalon à venir : rien à prévoir.", "3. No milestone to come: nothing to forecast.")
PUBLISH = Text("Publier la mise à jour", "Publish the update")
UNDOABLE = Text("Annulable pendant dix minutes.", "Can be undone for ten minutes.")
ONLY_WHAT_IS_SAID = Text(
    "Ces résultats sont ceux des seuls flux saisis : ce qui manque y compte pour rien.",
    "These results are of the flows entered only: what lacks counts for nothing in them.",
)
WHAT_IS_READ = Text("Ce que lira le comité", "What the committee will read")
CONFIDENCE_NEEDED = Text(
    "Dites d’abord où en sont les objectifs (question 1).", "First say where the objectives stand (question 1)."
)
RECORDED_TITLE = Text("Enregistré", "Recorded")
RECORDED = Text(
    "Votre point est enregistré et relu dans le registre (événement n° {n}).",
    "Your report is recorded and was read back from the record (event no. {n}).",
)
REPEATED = Text(
    "Ce point était déjà enregistré (événement n° {n}).", "This report was already recorded (event no. {n})."
)
UNCHANGED = Text(
    "Rien n’a changé depuis votre dernier point : rien de plus à enregistrer.",
    "Nothing changed since your last report.",
)
UNDONE = Text(
    "Votre saisie est annulée : le projet est comme avant.", "Your entry is undone: the project is as it was."
)
UNDO = Text("Annuler ma dernière saisie", "Undo my last entry")
UNDO_LEFT = Text("Encore {n} min pour l’annuler.", "{n} min left to undo it.")
IN_THE_PAST = Text(
    "Vous regardez une date passée. Revenez à aujourd’hui pour publier.",
    "You are looking at a past date. Come back to today to publish.",
)
FORECAST_READ = Text("{name} prévu le {day}{gap}.", "{name} expected on {day}{gap}.")
WHICH_FIELD = Text("Champ", "Field")
BASE, MINE, THEIRS = (
    Text("Quand vous avez ouvert", "When you opened"),
    Text("Vous", "You"),
    Text("Entre-temps", "Meanwhile"),
)
TAKE_UP = Text("Repartir de ce qui est enregistré", "Start from what is recorded")
RESET = Text("Remettre au premier état", "Put back to the start")
RESET_WHAT = Text(
    "Tout ce qui a été saisi depuis l’import revient à son premier état. L’historique reste, un événement s’y ajoute.",
    "All that was entered since the import goes back to its first state. History stays: it is one more event.",
)
RESET_YES = Text("Oui, remettre au premier état", "Yes, put it back")
RESET_DONE = Text(
    "Le programme est revenu à son premier état ({rows} lignes, événement n° {n}).",
    "The programme is back to its first state ({rows} rows, event no. {n}).",
)
RESET_NOTHING = Text("Le programme était déjà dans son premier état.", "The programme was already in its first state.")
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
OPEN = Text("Ouvrir", "Open")
MY_LINES = Text("Mes lignes de financement", "My funding lines")
NOTHING_WAITING = Text("Aucune demande n’attend votre réponse.", "No application awaits your answer.")
NOTHING_WAITING_WHY = Text(
    "Vos lignes sollicitées, notifiées ou à l’état d’intention apparaissent ici.",
    "Your lines applied for, notified or merely intended appear here.",
)
METHOD_SENTENCE = Text(
    "Chaque indicateur, sa formule, sa source, le cas où il ne se calcule pas, et des exemples que les tests mesurent.",
    "Each indicator with its formula, its source, the case where it cannot be computed, and examples that tests check.",
)
UNDEFINED = Text("Non calculable", "Undefined")
READ_BY = Text("Se lit par", "Read by")
FORMULA_AND_EXAMPLES = Text("Formule et exemples", "Formula and examples")
FORMULA = Text("« {key} », sur les lignes de « {relation} » :", "“{key}”, over the rows of “{relation}”:")
KNOWN_WHEN = Text("Une ligne est renseignée quand :", "A row is known when:")
PARAMETERS_NOTE = Text(
    "Seuils et taux avec leur source. L’application aide à vérifier ; elle ne vaut pas contrôle de légalité.",
    "Thresholds and rates with their source. The application helps to check; it does not replace the legal control.",
)
NOTHING_KNOWN = Text("Aucun projet n’était connu à cette date.", "No project was known at this date.")
NOTHING_KNOWN_NEXT = Text("Choisissez une date plus récente.", "Choose a later date.")
NO_PROJECT_YET = Text("Ce programme n’a encore aucun projet.", "This programme has no project yet.")
NO_PROJECT_YET_NEXT = Text(
    "Saisissez le premier, ou importez les faits du programme.", "Enter the first one, or import the programme’s facts."
)
NO_PROJECT_YET_THEN = Text(
    "L’équipe du programme saisira les premiers ; cette page les montrera alors.",
    "The programme’s team will enter the first ones; this page will then show them.",
)
PROGRESS, FUNDING = Text("Avancement", "Progress"), Text("Financement", "Funding")
CONFIDENCE, MAP = Text("Confiance", "Confidence"), Text("Carte", "Map")
MATRIX, ALERTS = Text("Financeurs et axes", "Funders and axes"), Text("Alertes", "Alerts")
FIGURES, MOVES = Text("Indicateurs", "Indicators"), Text("Mouvements", "Moves")


def _many(n: int) -> Text:
    """A count as each language writes it: « 15 358 », "15,358"."""
    return Text(number(n, "fr"), number(n, "en"))


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


ABANDONED = Text("abandonné", "abandoned")


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


def more_projects(n: int) -> Text:
    """How many projects are not named."""
    return Text("et 1 autre", "and 1 more") if n == 1 else Text("et {n} autres", "and {n} more").fill(n=_many(n))


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


AT_A_GLANCE_QUESTION = Text("Que fait ce plan, et où ?", "What does this plan do, and where?")
VISITOR_SENTENCE = Text(
    "Les projets, leur financement, leur avancement. Choisissez un profil, en haut, pour voir ce qu’on attend de lui.",
    "The projects, their funding and progress. Choose a persona, above, to see what is expected of it.",
)


VERIFICATIONS_QUESTION = Text("Quels jalons dois-je vérifier ?", "Which milestones are mine to check?")
VERIFICATIONS_SENTENCE = Text(
    "Ce que vos actes attributifs attendent, par échéance puis par euros qui en dépendent.",
    "What your agreements wait for, by due date then by the euros that depend on it.",
)
NO_FUNDER = Text(
    "Ce programme n’a pas de financeur qui puisse répondre.", "This programme has no funder who can answer."
)
NOT_A_FUNDER = Text("Cette page est celle d’un financeur.", "This page is a funder’s.")
NOT_A_FUNDER_NEXT = Text(
    "Choisissez un financeur pour essayer : c’est une démonstration, et le programme se remet à son premier état.",
    "Choose a funder to try: this is a demonstration, and the programme can be put back to its start.",
)
NOTHING_TO_VERIFY = Text(
    "Aucun acte attributif de votre organisation n’attend de jalon.",
    "No agreement of your organisation waits for a milestone.",
)
NOTHING_TO_VERIFY_NEXT = Text(
    "Quand un acte attributif nommera un jalon, il apparaîtra ici dès que son porteur en soumettra la preuve.",
    "When an agreement names a milestone, it will appear here as soon as its lead submits the evidence.",
)
MY_MILESTONES = Text("Mes jalons", "My milestones")
CHECKS = Text("Contrôles du plan de financement", "Checks of the funding plan")
INSTALMENTS = Text("Échéances", "Instalments")
MATRIX = Text("Jalons × financeurs", "Milestones × funders")
COMPLETE = Text("Compléter", "Complete")
EXAMINE = Text("Examiner", "Examine")
VERIFY = Text("Vérifier", "Verify")
SEND_BACK = Text("À compléter", "To complete")
REFUSE = Text("Refuser", "Refuse")
REOPEN = Text("Rouvrir une vérification", "Reopen a verification")
WHICH_MILESTONE = Text("Quel jalon ?", "Which milestone?")
WHY = Text("Pourquoi ?", "Why?")
WHAT_IS_ASKED = Text("Ce qui est attendu", "What is asked")
REASON_ASKED = Text("Motif", "Reason")
REASON_HELP = Text(
    "Obligatoire pour « à compléter » et « refuser » : le porteur le lit tel quel.",
    "Compulsory for “to complete” and “refuse”: the lead reads it as it is.",
)
UNREADABLE_IMAGE = Text(
    "Cette image ne se lit pas ici : prenez le fichier, ou demandez-en un autre au porteur.",
    "This image cannot be read here: take the file away, or ask the lead for another one.",
)
CHANGE_ANSWER = Text("Revenir sur une réponse", "Go back on an answer")
FOLLOW_LINK = Text("Ouvrir le lien", "Open the link")
ANSWERED = {
    Answer.VERIFIED: Text("« {title} » est vérifié.", "“{title}” is verified."),
    Answer.TO_COMPLETE: Text("« {title} » est renvoyé au porteur.", "“{title}” is sent back to the lead."),
    Answer.REFUSED: Text("« {title} » est refusé.", "“{title}” is refused."),
}
PROPOSE = Text("Proposer : {what}", "Propose: {what}")
PROPOSED = Text("La réponse sur « {title} » est proposée au signataire.", "The answer on “{title}” is proposed.")
REOPENED = Text("La vérification de « {title} » est rouverte.", "The verification of “{title}” is reopened.")


def more_to_examine(n: int) -> Text:
    """Those below the ones shown."""
    one, many = (
        Text("et 1 autre jalon", "and 1 more milestone"),
        Text("et {n} autres jalons", "and {n} more milestones"),
    )
    return (one if n == 1 else many).fill(n=n)


ALREADY = Text("C’était déjà enregistré : rien de plus à faire.", "It was recorded already: nothing more to do.")
SENT_BACK = Text("{funder} attend un complément sur « {title} »", "{funder} asks for more on “{title}”")
REACHED_ON = Text("Atteint le", "Reached on")
REPORT_REACHED = Text("Déclarer atteint", "Report reached")
REACHED_WHEN = Text("Dites quel jour le jalon a été atteint.", "Say which day the milestone was reached.")
REACHED_DONE = Text(
    "« {title} » est déclaré atteint. Soumettez maintenant ce qui le prouve.",
    "“{title}” is reported reached. Now submit what proves it.",
)
NEW_FORECAST = Text("Nouvelle prévision", "New forecast")
REPLAN = Text("Replanifier", "Re-plan")
EXPECTED_WHEN = Text("Donnez la nouvelle date prévue.", "Give the new expected date.")
REPLANNED = Text(
    "« {title} » est replanifié ; sa date initiale reste.", "“{title}” is re-planned; its initial date stays."
)
PROOF_HELP = Text(
    "Ce jalon est atteint : joignez ce qui le prouve (PDF, image, document ; 50 Mo au plus par fichier).",
    "This milestone is reached: attach what proves it (PDF, image, document; 50 MB at most a file).",
)
FILES = Text("Pièces justificatives", "Evidence")
KIND_OF_PIECE = Text("Nature des pièces", "Kind of evidence")
OR_A_LINK = Text("Ou un lien", "Or a link")
LINK = Text("Adresse (https://…)", "Address (https://…)")
VOUCHED_BY = Text("Qui répond de ce lien ?", "Who vouches for this link?")
WORD_WITH_THE_FILE = Text("Un mot aux financeurs", "A word to the funders")
SUBMIT = Text("Soumettre aux financeurs", "Submit to the funders")
SUBMITTED = Text(
    "Les pièces de « {title} » sont enregistrées ; chaque financeur les examine.",
    "The evidence of “{title}” is recorded; each funder examines it.",
)
NO_AGREEMENT = Text("Aucun acte attributif n’attend de jalon.", "No agreement waits for a milestone.")

ENTRY = Text("Saisie", "Entry")
ENTRY_QUESTION = Text("Qu’y a-t-il à saisir ?", "What is there to enter?")
ENTRY_SENTENCE = Text(
    "Le programme, ses organisations et ses projets. Chaque enregistrement est un événement daté, que l’on peut "
    "annuler dix minutes.",
    "The programme, its organisations and its projects. Each entry is a dated event, which can be undone for ten "
    "minutes.",
)
ENTRY_OF_PROJECT = Text("La fiche du projet « {title} », rubrique par rubrique.", "Project “{title}”, part by part.")
WHICH_FACT = Text("Rubrique", "Part")
WHICH_ROW = Text("Fiche à modifier, ou ajout", "Entry to change, or a new one")
ADD_ONE = Text("Nouvelle fiche", "New entry")
CODE = Text("code (facultatif)", "code (optional)")
HELD = Text("Déjà enregistré", "Recorded so far")
CHOOSE_OR_TYPE = Text("Choisir, ou écrire un nom ou un SIREN", "Choose, or type a name or a SIREN")
NEW_ORGANISATION = Text(
    "Organisation absente de la liste : elle sera ajoutée. Dites sa famille.",
    "This organisation is not in the list: it will be added. Say its family.",
)
FAMILY_NEEDED = Text(
    "« {name} » n’est pas dans la liste des organisations. Choisissez-en une, ou dites la famille de celle-ci pour "
    "l’ajouter.",
    "“{name}” is not in the list of organisations. Choose one, or say the family of this one to add it.",
)
SAME_SIREN = Text(
    "Ce SIREN est déjà celui de « {name} », {family} (code {code}, programme {programme}).",
    "This SIREN is that of “{name}”, {family} (code {code}, programme {programme}) already.",
)
SAME_NAME = Text(
    "Une organisation porte déjà ce nom : {names}. Vérifiez que ce n’est pas la même.",
    "An organisation bears that name already: {names}. Check that it is not the same one.",
)
PLACE_WORDS = Text("Territoire : nom ou code officiel", "Territory: name or official code")
PLACE_HELP = Text(
    "Choisissez d’abord l’échelon. Les accents et les majuscules ne comptent pas.",
    "Choose the level first. Accents and case do not matter.",
)
NO_PLACE = Text(
    "Aucun territoire de cet échelon n’a ce nom ni ce code.", "No territory of that level has this name or code."
)
CODE_TAKEN = Text(
    "le code « {code} » est déjà pris. Laissez le champ vide : un code sera proposé",
    "the code “{code}” is taken already. Leave the field empty: one will be given",
)
REASON_OF_CHANGE = Text("Motif de la modification *", "Reason for the change *")
COMPULSORY = Text(
    "* obligatoire. Ce qui est laissé vide est « non renseigné », jamais zéro.",
    "* compulsory. What is left empty is “not reported”, never zero.",
)
SAVE = Text("Enregistrer", "Save")
SAVED = Text(
    "Fiche « {what} » enregistrée et relue dans le registre.", "Entry “{what}” recorded, and re-read from the record."
)
REMOVE = Text("Retirer", "Remove")
REMOVE_WHAT = Text(
    "La fiche n’aura plus cours à partir d’aujourd’hui ; son histoire reste.",
    "The entry no longer holds from today on; its history stays.",
)
REMOVE_YES = Text("Oui, retirer", "Yes, remove")
REMOVED = Text("Fiche « {what} » retirée.", "Entry “{what}” removed.")
UNDO_ENTRY = Text("Annuler cette saisie (n° {n})", "Undo this entry (no. {n})")
NO_ROW = Text("Aucune fiche pour l’instant.", "No entry yet.")
NOT_YOURS = Text("Votre profil ne saisit rien ici.", "Your persona enters nothing here.")
NOT_YOURS_NEXT = Text(
    "L’équipe du programme saisit tout ; un porteur tient la fiche de ses projets, un financeur ses actes "
    "attributifs : ouvrez un projet, ou changez de profil.",
    "The programme office enters everything; a lead keeps the entries of its projects, a funder its agreements: open a "
    "project, or change persona.",
)
NEW_PROJECT = Text("Nouveau projet", "New project")
NEW_PROGRAMME = Text("Nouveau programme", "New programme")
EDIT_ENTRY = Text("Modifier la fiche", "Edit the entry")
CREATE_PROGRAMME = Text("Créer un programme", "Create a programme")

MODEL_TAB = Text("Modèle économique", "Economic model")
EDIT_MODEL, MAKE_MODEL = Text("Modifier le modèle", "Change the model"), Text("Saisir un modèle", "Enter a model")
NO_MODEL = Text("Aucun modèle économique n’est publié.", "No economic model is published.")
NO_MODEL_NEXT = Text(
    "Le porteur d’un projet saisit son modèle en dix lignes (investissement, exploitation, qui paie, combien de "
    "temps) ; le verdict dit alors s’il survit à ses subventions.",
    "The lead of a project enters its model in ten lines (investment, running cost, who pays, how long); the verdict "
    "then says whether it outlives its grants.",
)
NO_MODEL_READ = Text(
    "Rien n’en est publié, et rien n’est donc jugé ici.", "None is published, and nothing is therefore judged here."
)
ABANDONED_MODEL = Text(
    "Ce projet est abandonné : son modèle se lit encore, et ne compte plus parmi ceux du programme.",
    "This project is abandoned: its model can still be read, and no longer counts among those of the programme.",
)
ONLY_WHAT_IS_SAID = Text(
    "Ces résultats sont ceux des seuls flux saisis : ce qui manque y compte pour rien.",
    "These results are of the flows entered only: what lacks counts for nothing in them.",
)
WHAT_IS_READ = Text(
    "VAN, taux et délais lisent l’investissement, le renouvellement, les charges, les recettes, les économies et la "
    "valeur résiduelle : ni subventions, ni contributions, ni emprunts, ni impôts, ni variation du BFR.",
    "NPV, rates and paybacks read investment, replacement, costs, revenue, savings and residual value: neither grants, "
    "contributions, loans, tax nor working capital.",
)
ROLES = Text(
    "Investit : {invests} · porte le risque de demande : {demand} · paie : {pays}",
    "Invests: {invests} · bears the risk of demand: {demand} · pays: {pays}",
)
NO_ADVICE = Text(
    "Aide à la décision, en euros constants ; ne vaut ni audit ni conseil financier.",
    "A help to decide, in constant euros; neither an audit nor financial advice.",
)
MODEL_FIGURES, FLOWS = Text("Résultats", "Results"), Text("Flux par année", "Flows by year")
NO_FLOW = Text("Aucun flux n’est connu.", "No flow is known.")
DRAWS = Text("Trésorerie finale de dix mille tirages", "Final cash of ten thousand draws")
MODEL_HISTORY = Text("Ce qui a changé dans le modèle", "What changed in the model")
NO_COMPARISON, COMPARE_WITH = (
    Text("Aucune comparaison", "No comparison"),
    Text("Comparer au scénario", "Compare with scenario"),
)
COMPARE_DAY = Text("Comparer à la situation au", "Compare with the situation on")
NO_MODEL_THEN = Text("Aucun modèle n’était connu ce jour-là.", "No model was known that day.")
DRAFT = Text("Brouillon : rien n’est enregistré avant « Enregistrer »", "Draft: nothing is recorded before “Save”")
TEN_LINES, GRID = Text("En dix lignes", "In ten lines"), Text("Grille", "Grid")
FRAME, FACTORS, SPREADSHEET = Text("Cadre", "Terms"), Text("Risques", "Risks"), Text("Tableur", "Spreadsheet")
SCENARIO = Text("Scénario", "Scenario")
FILL_MODEL = Text("Remplir le modèle de référence", "Fill the model of reference")
START_FROM_REFERENCE = Text("Partir du scénario de référence", "Start from the scenario of reference")
GRID_HELP = Text(
    "Montants en euros, sans signe : la nature dit s’ils entrent ou sortent. Une case vide est « non connue », jamais "
    "zéro. On peut coller depuis un tableur.",
    "Amounts in euros, without a sign: the kind says whether they come in or go out. An empty cell is “not known”, "
    "never zero. One may paste from a spreadsheet.",
)
LINE = Text("Ligne {n} :", "Row {n}:")
KIND_NEEDED = Text("sa nature n’est pas dite. Choisissez-la.", "its kind is not said. Choose it.")
CODE_REPEATED = Text(
    "Le code « {code} » est porté par deux flux. Changez l’un des deux.",
    "Code “{code}” is borne by two flows. Change one.",
)
FACTORS_HELP = Text(
    "Chaque facteur multiplie un flux de référence, le même pour toutes les années ; la probabilité vient de "
    "10 000 tirages.",
    "Each factor multiplies a flow of reference, the same for all years; the probability comes from 10,000 draws.",
)
USUAL_FACTORS = Text("Prendre les facteurs usuels", "Take the usual factors")
NOTHING_TAKEN = Text(
    "Rien n’a été repris. Corrigez ce qui suit, puis relisez.",
    "Nothing was taken. Correct what follows, then read again.",
)
LOAN_NEEDS_RATE = Text(
    "Un emprunt a un taux : écrivez-le, par exemple 3 %, ou 0 s’il est sans intérêt.",
    "A loan has a rate: write it, for example 3%, or 0 if it bears no interest.",
)
REPLACED_NEEDS_YEARS = Text(
    "Un renouvellement a une date : dites après combien d’années il se fait.",
    "A replacement has a date: say after how many years it is made.",
)
FILL_REPLACES = Text(
    "Remplir remplace les {n} flux du scénario de référence qui sont à l’écran, et ses facteurs de risque.",
    "Filling replaces the {n} flows of the scenario of reference on screen, and its risk factors.",
)
FILLED = Text(
    "Le modèle est rempli, rien n’est enregistré. Facteurs de risque usuels ajoutés.",
    "The model is filled, nothing is recorded. Usual risk factors added.",
)
FILLED_OWN = Text(
    "Le modèle est rempli, rien n’est enregistré. Ajoutés : un apport du porteur de {own}, ce que subventions et "
    "emprunt ne paient pas de l’investissement ; les facteurs de risque usuels.",
    "The model is filled, nothing is recorded. Added: own funds of the lead of {own}, what grants and loan do not pay "
    "of the investment; the usual risk factors.",
)
LOAN_NEEDS_YEARS = Text(
    "Un emprunt a une durée : dites en combien d’années il est remboursé.",
    "A loan has a length: say in how many years it is paid back.",
)
AUDIENCE_CHANGES = Text(
    "Ce changement de lecteurs vaut à partir d’aujourd’hui ; ce qui a déjà été lu par tous reste dans l’histoire du "
    "plan.",
    "This change of readers holds from today on; what everyone has already read stays in the history of the plan.",
)
LEAVE_DRAFT = Text("Abandonner le brouillon", "Leave the draft")
MODEL_SAVED = Text(
    "Modèle économique enregistré et relu dans le registre.", "Economic model recorded, and re-read from the record."
)
TAKE_WORKBOOK = Text("Emporter le classeur (XLSX, avec ses formules)", "Take the workbook (XLSX, with its formulas)")
GIVE_WORKBOOK, READ_WORKBOOK = (
    Text("Reprendre un classeur", "Take a workbook back"),
    Text("Lire le classeur", "Read the workbook"),
)
PASTE = Text("Coller depuis un tableur", "Paste from a spreadsheet")
PASTE_HELP = Text(
    "Première ligne : nature, nom, puis les années. Ensuite un flux par ligne.",
    "First line: kind, name, then the years. Then one flow a line.",
)
READ_PASTED = Text("Lire ce qui est collé", "Read what is pasted")
DURABILITY = Text("Pérennité", "Durability")
DURABILITY_QUESTION = Text("Quels projets survivent à leurs subventions ?", "Which projects outlive their grants?")
DURABILITY_SENTENCE = Text(
    "Chaque projet face à quatre épreuves : trésorerie, charges couvertes, premier financeur retiré, probabilité.",
    "Each project against four gates: cash, costs covered, first funder withdrawn, probability.",
)
HEAT = Text("Projets et épreuves", "Projects and gates")
BY_FORM = Text("Par montage", "By legal form")
STRESS = Text("Sans le premier financeur récurrent", "Without the first recurrent funder")
GRANT_EXIT = Text("Sortie de subvention", "Leaving grants")
NO_EXIT = Text(
    "Aucune dernière subvention, aucune fin de contrat n’est connue.", "No last grant and no end of contract is known."
)
NO_FIRST_FUNDER = Text("Aucun modèle lu ici n’a de financeur récurrent.", "No model read here has a recurrent funder.")
OPEN_MODEL = Text("Ouvrir le modèle d’un projet :", "Open a project’s model:")

WORKED = Text("Exemples publiés", "Published examples")
WORKED_NOTE = Text(
    "Des exemples publiés par d’autres, recalculés par les formules de cette application.",
    "Examples that others published, computed again by the formulas of this application.",
)
KEEPS_ALIVE = Text(
    "Pour que la trésorerie ne soit jamais négative, « {name} » devrait valoir au moins {factor} de ce qui est prévu.",
    "For cash never to run out, “{name}” would have to be at least {factor} of what is planned.",
)
SPARES = Text(
    "La trésorerie tient tant que « {name} » vaut au moins {factor} de ce qui est prévu.",
    "Cash holds as long as “{name}” is at least {factor} of what is planned.",
)
NEEDS_NONE = Text("La trésorerie tient même sans « {name} ».", "Cash holds even without “{name}”.")
NOTHING_KEEPS = Text(
    "Aucune valeur de « {name} », jusqu’à dix fois le prévu, ne suffit à elle seule.",
    "No value of “{name}”, up to ten times what is planned, is enough by itself.",
)
CUT_TO_HORIZON = Text("Couper les flux à l’horizon", "Cut the flows at the horizon")
YES, NO = Text("oui", "yes"), Text("non", "no")


def model_has_faults(n: int) -> Text:
    one = Text(
        "Une case du brouillon est à corriger : il reste un brouillon.", "One cell is to mend: it stays a draft."
    )
    many = Text(
        f"{n} cases du brouillon sont à corriger : il reste un brouillon.", f"{n} cells are to mend: it stays a draft."
    )
    return one if n == 1 else many


def kept_alive_by(factor: float | None) -> Text:
    """By how much of a revenue a plan holds: none of it is enough, more than planned, less, or nothing at all."""
    if factor is None:
        return NOTHING_KEEPS
    if factor > 1:
        return KEEPS_ALIVE
    return SPARES if factor > 0 else NEEDS_NONE
