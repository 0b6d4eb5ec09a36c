"""What is told to whoever may not."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

READ_ONLY = Text(
    fr="Ce programme rassemble des faits publics : il se lit, il ne se modifie pas. Essayez sur le programme fictif.",
    en="This programme gathers public facts: it is read, not changed. Try on the fictional programme.",
)
NOT_THE_LEAD = Text(
    fr="Seul le porteur du projet publie son point. Choisissez un de vos projets.",
    en="Only the project's lead reports on it. Choose one of your own projects.",
)
NOT_YOURS_TO_READ = Text(
    fr="Ce modèle économique n’est pas publié.",
    en="This economic model is not published.",
)
NOT_ONES_OWN = Text(
    fr="Votre organisation porte ce projet ou en reçoit l’argent : elle ne vérifie pas ses propres jalons.",
    en="Your organisation leads this project or is paid by it: it does not verify its own milestones.",
)
SUBMITTED_BEFORE = Text(
    fr="Votre organisation a soumis ce dossier quand elle portait le projet : elle ne le vérifie pas. Le porteur "
    "actuel peut le soumettre de nouveau.",
    en="Your organisation submitted this file when it led the project: it does not verify it. The lead of today may "
    "submit it again.",
)
NOT_A_FUNDER_OF_IT = Text(
    fr="Aucun acte attributif de votre organisation n’attend ce jalon. Choisissez-en un dans votre file.",
    en="No agreement of your organisation waits for this milestone. Choose one in your queue.",
)
NOT_THE_LEADS_ENTRY = Text(
    fr="Seul le porteur du projet en tient la fiche, avec l’équipe du programme. Choisissez un de vos projets.",
    en="Only the project's lead keeps its entry, with the programme office. Choose one of your own projects.",
)
NOT_THE_FUNDERS_ENTRY = Text(
    fr="Un financeur tient ses propres actes attributifs. Demandez à l’équipe du programme pour ceux d’un autre.",
    en="A funder keeps its own agreements. Ask the programme office for those of another one.",
)
NO_SUCH_PROGRAMME = Text(
    fr="Ce programme n’existe pas encore. Créez-le d’abord.",
    en="This programme does not exist yet. Create it first.",
)
ONLY_FICTIONAL = Text(
    fr="Seul un programme fictif peut être remis à son premier état.",
    en="Only a fictional programme can be put back to its start.",
)
