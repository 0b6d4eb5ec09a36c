"""The words of a funder’s page."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Answer

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
VERIFY = Text("Vérifier", "Verify")
SEND_BACK = Text("À compléter", "To complete")
REFUSE = Text("Refuser", "Refuse")
REOPEN = Text("Rouvrir une vérification", "Reopen a verification")
REASON_ASKED = Text("Motif", "Reason")
REASON_HELP = Text(
    "Obligatoire pour « à compléter » et « refuser » : le porteur le lit tel quel.",
    "Compulsory for “to complete” and “refuse”: the lead reads it as it is.",
)
CHANGE_ANSWER = Text("Revenir sur une réponse", "Go back on an answer")
ANSWERED = {
    Answer.VERIFIED: Text("« {title} » est vérifié.", "“{title}” is verified."),
    Answer.TO_COMPLETE: Text("« {title} » est renvoyé au porteur.", "“{title}” is sent back to the lead."),
    Answer.REFUSED: Text("« {title} » est refusé.", "“{title}” is refused."),
}
PROPOSE = Text("Proposer : {what}", "Propose: {what}")
PROPOSED = Text("La réponse sur « {title} » est proposée au signataire.", "The answer on “{title}” is proposed.")
REOPENED = Text("La vérification de « {title} » est rouverte.", "The verification of “{title}” is reopened.")
