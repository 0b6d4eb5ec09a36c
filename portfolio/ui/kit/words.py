"""Words that several themes share: the frame, the head of a page, forms, filters."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.presentation.kit.numerals import number

APP = Text("Portefeuille de projets numériques", "Portfolio of digital projects")
DEMONSTRATION = Text("démonstration — sans valeur", "demonstration — no value")
LANGUAGE = Text("Langue", "Language")
PERSONA = Text("Profil", "Persona")
PERSONA_HELP = Text(
    "Choisissez qui vous êtes : chacun voit et fait ce que son rôle permet. La connexion viendra plus tard.",
    "Choose who you are: each sees and does what their role allows. Sign-in comes later.",
)
MY_WORK = Text("Mon travail", "My work")
REFERENCES = Text("Références", "References")
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
AS_DATA = Text("Données pour un programme (JSON, sans filtre)", "Data for a program (JSON, unfiltered)")
DOWNLOAD_AS = Text("{name} ({form})", "{name} ({form})")
CHART = Text("Graphique", "Chart")
TABLE = Text("Tableau", "Table")
SOURCE = Text("Source", "Source")
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
DAMAGED = Text("Registre endommagé", "Damaged record")
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
NOTHING_KEPT_NEXT = Text(
    "Les filtres choisis ne laissent rien. Retirez-en un, ou tous.",
    "The chosen filters leave nothing. Remove one of them, or all.",
)
NO_LINE = Text("Aucune ligne de financement n’est connue.", "No funding line is known.")
BY_WHOM = Text("{actor} · événement n° {n}", "{actor} · event no. {n}")
NO_LEAD = Text("Ce programme n’a pas de porteur qui puisse publier.", "This programme has no lead who can publish.")
NO_LEAD_NEXT = Text(
    "Les faits publics se lisent, ils ne se modifient pas. Essayez sur le programme fictif.",
    "Public facts are read, not changed. Try on the fictional programme.",
)
WHICH_PROJECT = Text("Projet", "Project")
RECORDED_TITLE = Text("Enregistré", "Recorded")
UNDONE = Text(
    "Votre saisie est annulée : le projet est comme avant.", "Your entry is undone: the project is as it was."
)
IN_THE_PAST = Text(
    "Vous regardez une date passée. Revenez à aujourd’hui pour publier.",
    "You are looking at a past date. Come back to today to publish.",
)
WHICH_FIELD = Text("Champ", "Field")
BASE = Text("Quand vous avez ouvert", "When you opened")
MINE = Text("Vous", "You")
THEIRS = Text("Entre-temps", "Meanwhile")
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
OPEN = Text("Ouvrir", "Open")
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


def _many(n: int) -> Text:
    """A count as each language writes it: « 15 358 », "15,358"."""
    return Text(number(n, "fr"), number(n, "en"))


ABANDONED = Text("abandonné", "abandoned")


def more_projects(n: int) -> Text:
    """How many projects are not named."""
    return Text("et 1 autre", "and 1 more") if n == 1 else Text("et {n} autres", "and {n} more").fill(n=_many(n))


MY_MILESTONES = Text("Mes jalons", "My milestones")
MILESTONES_AND_FUNDERS = Text("Jalons × financeurs", "Milestones × funders")
EXAMINE = Text("Examiner", "Examine")
WHICH_MILESTONE = Text("Quel jalon ?", "Which milestone?")
WHY = Text("Pourquoi ?", "Why?")
WHAT_IS_ASKED = Text("Ce qui est attendu", "What is asked")
UNREADABLE_IMAGE = Text(
    "Cette image ne se lit pas ici : prenez le fichier, ou demandez-en un autre au porteur.",
    "This image cannot be read here: take the file away, or ask the lead for another one.",
)
FOLLOW_LINK = Text("Ouvrir le lien", "Open the link")


def more_to_examine(n: int) -> Text:
    """Those below the ones shown."""
    one, many = (
        Text("et 1 autre jalon", "and 1 more milestone"),
        Text("et {n} autres jalons", "and {n} more milestones"),
    )
    return (one if n == 1 else many).fill(n=n)


ALREADY = Text("C’était déjà enregistré : rien de plus à faire.", "It was recorded already: nothing more to do.")
SENT_BACK = Text("{funder} attend un complément sur « {title} »", "{funder} asks for more on “{title}”")
NO_AGREEMENT = Text("Aucun acte attributif n’attend de jalon.", "No agreement waits for a milestone.")
ENTRY = Text("Saisie", "Entry")
CHOOSE_OR_TYPE = Text("Choisir, ou écrire un nom ou un SIREN", "Choose, or type a name or a SIREN")
PLACE_WORDS = Text("Territoire : nom ou code officiel", "Territory: name or official code")
PLACE_HELP = Text(
    "Choisissez d’abord l’échelon. Les accents et les majuscules ne comptent pas.",
    "Choose the level first. Accents and case do not matter.",
)
NO_PLACE = Text(
    "Aucun territoire de cet échelon n’a ce nom ni ce code.", "No territory of that level has this name or code."
)
REASON_OF_CHANGE = Text("Motif de la modification *", "Reason for the change *")
SAVE = Text("Enregistrer", "Save")
NEW_PROJECT = Text("Nouveau projet", "New project")
CREATE_PROGRAMME = Text("Créer un programme", "Create a programme")
DURABILITY = Text("Pérennité", "Durability")
YES = Text("oui", "yes")
NO = Text("non", "no")
ROWS_SHOWN = Text(
    "Lignes {first} à {last} sur {of} ; le fichier à télécharger les a toutes.",
    "Rows {first} to {last} of {of}; the file to download has them all.",
)
