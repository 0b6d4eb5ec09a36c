"""Who takes over from whom, on which day and by which act: an organisation, a lead, a funder."""

from __future__ import annotations

from datetime import date

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.facts.declaration import Fact, field
from portfolio.domain.facts.kinds import Kind, Steward
from portfolio.domain.facts.plan import PROJECT

ACT = Text("acte (délibération, arrêté, avenant)", "act (deliberation, decree, amendment)")


class Succession(
    Fact,
    key=("organisation_id",),
    steward=Steward.OFFICE,
    label=Text("reprise d’une organisation", "organisation taken over"),
    meaning=Text(
        "Une organisation qui disparaît (fusion, dissolution, changement de statut) et celle qui reprend tout ce "
        "qu’elle avait dans le plan.",
        "An organisation that disappears (merger, dissolution, change of status) and the one that takes over all it "
        "had in the plan.",
    ),
):
    organisation_id: str = field(
        Kind.CODE, Text("organisation qui disparaît", "organisation that disappears"), refers_to="organisation"
    )
    successor_id: str = field(
        Kind.CODE, Text("organisation qui lui succède", "organisation that succeeds it"), refers_to="organisation"
    )
    succeeded_on: date = field(Kind.DATE, Text("depuis le", "since"), happened=True)
    act: str = field(Kind.TEXT, ACT)

    def check(self) -> None:
        if self.successor_id == self.organisation_id:
            raise Refused(TWO_NEEDED, "successor_id")


class Handover(
    Fact,
    key=("project_id", "handover_id"),
    steward=Steward.LEAD,
    numbered="R",
    label=Text("changement de porteur", "change of lead"),
    meaning=Text(
        "Un porteur passe le relais à un autre ; ce qui passe avec le projet est dit.",
        "A lead hands over to another; what goes along with the project is said.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    handover_id: str = field(Kind.CODE, Text("passation", "handover"))
    lead_id: str = field(Kind.CODE, Text("porteur sortant", "lead who leaves"), refers_to="organisation")
    successor_id: str = field(Kind.CODE, Text("nouveau porteur", "new lead"), refers_to="organisation")
    handed_on: date = field(Kind.DATE, Text("depuis le", "since"), happened=True)
    act: str = field(Kind.TEXT, ACT)
    with_works: bool = field(
        Kind.FLAG, Text("reprend la maîtrise d’ouvrage", "becomes the promoter of its operations"), default=True
    )
    with_own_funds: bool = field(Kind.FLAG, Text("reprend l’autofinancement", "brings its own funds"), default=True)
    with_grants: bool = field(
        Kind.FLAG, Text("reçoit les subventions à sa place", "is paid the grants in its place"), default=False
    )

    def check(self) -> None:
        if self.successor_id == self.lead_id:
            raise Refused(TWO_NEEDED, "successor_id")


class Replacement(
    Fact,
    key=("project_id", "replacement_id"),
    steward=Steward.FUNDER,
    numbered="F",
    label=Text("changement de financeur", "change of funder"),
    meaning=Text(
        "Un financeur dont un autre reprend, dans un projet, les lignes de financement, les actes attributifs et ce "
        "qu’il a vérifié.",
        "A funder whose funding lines, agreements and verifications in a project are taken over by another.",
    ),
):
    project_id: str = field(Kind.CODE, PROJECT, refers_to="project")
    replacement_id: str = field(Kind.CODE, Text("remplacement", "replacement"))
    funder_id: str = field(Kind.CODE, Text("financeur remplacé", "funder replaced"), refers_to="organisation")
    successor_id: str = field(Kind.CODE, Text("nouveau financeur", "new funder"), refers_to="organisation")
    replaced_on: date = field(Kind.DATE, Text("depuis le", "since"), happened=True)
    act: str = field(Kind.TEXT, ACT)

    def check(self) -> None:
        if self.successor_id == self.funder_id:
            raise Refused(TWO_NEEDED, "successor_id")


TWO_NEEDED = Text(
    fr="celle qui reprend et celle qui laisse sont la même organisation. Choisissez-en deux.",
    en="the one that takes over and the one that leaves are the same organisation. Choose two.",
)
