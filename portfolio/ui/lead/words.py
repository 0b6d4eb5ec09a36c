"""The words of a lead’s page."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

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
NOTHING_OF_MINE = Text(
    "Aucun projet en cours n’est porté par cette organisation.", "No project under way is led by this organisation."
)
QUICK_UPDATE = Text("Mise à jour rapide", "Quick update")
ASK_CONFIDENCE = Text("1. Les objectifs du projet sont", "1. The project’s objectives are")
ASK_COMMENT = Text("2. En une phrase, ce qui compte aujourd’hui", "2. In one sentence, what matters today")
ASK_FORECAST = Text("3. Prochain jalon : {name}, prévu le", "3. Next milestone: {name}, expected on")
NO_NEXT_MILESTONE = Text("3. Aucun jalon à venir : rien à prévoir.", "3. No milestone to come: nothing to forecast.")
PUBLISH = Text("Publier la mise à jour", "Publish the update")
UNDOABLE = Text("Annulable pendant dix minutes.", "Can be undone for ten minutes.")
WHAT_THE_COMMITTEE_READS = Text("Ce que lira le comité", "What the committee will read")
CONFIDENCE_NEEDED = Text(
    "Dites d’abord où en sont les objectifs (question 1).", "First say where the objectives stand (question 1)."
)
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
UNDO = Text("Annuler ma dernière saisie", "Undo my last entry")
UNDO_LEFT = Text("Encore {n} min pour l’annuler.", "{n} min left to undo it.")
FORECAST_READ = Text("{name} prévu le {day}{gap}.", "{name} expected on {day}{gap}.")
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
