"""The words of the forms."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

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
CODE_TAKEN = Text(
    "le code « {code} » est déjà pris. Laissez le champ vide : un code sera proposé",
    "the code “{code}” is taken already. Leave the field empty: one will be given",
)
COMPULSORY = Text(
    "* obligatoire. Ce qui est laissé vide est « non renseigné », jamais zéro.",
    "* compulsory. What is left empty is “not reported”, never zero.",
)
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
