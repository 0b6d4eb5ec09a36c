"""What is refused of one organisation taking over from another."""

from __future__ import annotations

from portfolio.domain.basis.text import Text

SUCCEEDED = Text(
    fr="l’organisation « {name} » a été reprise par {by} : c’est elle qu’il faut désigner.",
    en="the organisation “{name}” was taken over by {by}: designate that one.",
)
NOT_ITS_LEAD = Text(
    fr="Le porteur du projet « {title} » est {lead}, et non celui qui passerait le relais. Relisez la fiche du projet.",
    en="The lead of project “{title}” is {lead}, not the one that would hand over. Read the project again.",
)
GRANTS_BY_FUNDERS = Text(
    fr="Recevoir les subventions à la place du porteur demande un avenant de chaque financeur : l’équipe du programme "
    "l’enregistre. Décochez cette case, ou demandez-le-lui.",
    en="To be paid the grants in the lead's place takes an amendment of every funder: the programme office records it. "
    "Clear this box, or ask the office.",
)
RELIED_ON = Text(
    fr="Un autre financeur s’en remet à vous dans ce projet : il ne change pas de chef de file sans le dire. Demandez "
    "à l’équipe du programme d’enregistrer ce changement.",
    en="Another funder relies on you in this project: it does not change lead funder without a word. Ask the programme "
    "office to record this change.",
)
FUNDS_NOTHING = Text(
    fr="Ce financeur n’a ni ligne de financement ni acte attributif dans ce projet. Choisissez celui qui en a.",
    en="This funder has neither a funding line nor an agreement in this project. Choose one that does.",
)
HAND_BACK = Text(
    fr="Ce qui est passé ne revient pas en retirant cette ligne. Enregistrez le changement inverse, avec son acte.",
    en="What has passed does not come back by removing this row. Record the change the other way, with its act.",
)
HAS_PASSED = Text(
    fr="Ce qui est passé est passé : seuls la date et l’acte se corrigent. Pour revenir dessus, enregistrez le "
    "changement inverse.",
    en="What has passed has passed: only the day and the act are corrected. To go back on it, record the change the "
    "other way.",
)
