"""Who may do what. Deny by default; every answer names the rule that gave it."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.facts.values import CODE
from portfolio.domain.words import Choice, Refused, Text


class Persona(Choice):
    """The demonstration's personas; real sign-in and dated grants take their place behind the same door."""

    OFFICE = "office", Text("Équipe du programme", "Programme office")
    COMMITTEE = "committee", Text("Comité de pilotage", "Steering committee")
    FUNDER = "funder", Text("Financeur", "Funder")
    LEAD = "lead", Text("Porteur de projet", "Project lead")
    VISITOR = "visitor", Text("Visiteur", "Visitor")


OF_AN_ORGANISATION = {Persona.FUNDER, Persona.LEAD}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a persona and, for a funder or a lead, its organisation. Written « lead:ORG » in the record."""

    persona: Persona
    organisation: str | None = None

    def __post_init__(self) -> None:
        named = self.organisation is not None and CODE.fullmatch(self.organisation) is not None
        if (self.persona in OF_AN_ORGANISATION) != bool(self.organisation) or (self.organisation and not named):
            raise Refused(
                Text(
                    fr=f"« {self} » : un financeur ou un porteur agit pour une organisation, les autres non. "
                    "Écrivez par exemple lead:ORG, funder:ORG ou office.",
                    en=f"“{self}”: a funder or a lead acts for an organisation, the others do not. "
                    "Write for example lead:ORG, funder:ORG or office.",
                )
            )

    def __str__(self) -> str:
        return f"{self.persona.value}:{self.organisation}" if self.organisation else self.persona.value

    @classmethod
    def parse(cls, text: str) -> Actor:
        name, _, organisation = text.partition(":")
        try:
            return cls(Persona.of(name), organisation or None)
        except ValueError as error:
            names = ", ".join(persona.value for persona in Persona)
            raise Refused(
                Text(
                    fr=f"« {text} » n’est pas un profil connu. Choisissez parmi : {names}.",
                    en=f"“{text}” is not a known persona. Choose among: {names}.",
                )
            ) from error


VISITOR = Actor(Persona.VISITOR)
OFFICE = Actor(Persona.OFFICE)


class Action(Choice):
    READ = "read", Text("consulter", "read")
    REPORT = "report", Text("publier le point du projet", "report on the project")
    MILESTONE = "milestone", Text("tenir les jalons d’un projet", "keep the milestones of a project")
    VERIFY = "verify", Text("vérifier un jalon", "verify a milestone")
    UNDO = "undo", Text("annuler une saisie", "undo an entry")
    IMPORT = "import", Text("importer des faits", "import facts")
    RESET = "reset", Text("remettre au premier état", "put back to the start")
    ERASE = "erase", Text("effacer des données personnelles", "erase personal data")
    AUDIT = "audit", Text("vérifier le registre", "check the record")


@dataclass(frozen=True, slots=True)
class Object:
    """What is acted on. `kind` is None while the programme does not exist yet; `lead_id` is the project's lead. Of a
    milestone, `funders` are those whose agreements wait for it, `payees` the organisations that it pays."""

    programme: str
    kind: ProgrammeKind | None = None
    lead_id: str | None = None
    funders: frozenset[str] = frozenset()
    payees: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes, and the rule that says so."""

    rule: str


@dataclass(frozen=True, slots=True)
class Denied:
    """No, the rule that says so, and why in words."""

    rule: str
    reason: Text


def decide(actor: Actor, action: Action, object_: Object) -> Allowed | Denied:
    """May this actor do this to that? Pure; deny by default."""
    if action is Action.READ:
        return Allowed("everyone reads a published plan")
    if actor.persona is Persona.OFFICE:
        return _office(action, object_)
    if object_.kind is ProgrammeKind.REAL:
        return Denied("the real programme is read-only", READ_ONLY)
    if object_.kind is None:
        return Denied("there is no such programme", _not_for(actor, action))
    if actor.persona is Persona.FUNDER and action is Action.VERIFY:
        return _funder(actor.organisation, object_)
    if actor.persona is Persona.LEAD and action in OF_A_LEAD:
        if object_.lead_id is not None and actor.organisation == object_.lead_id:
            return Allowed("a lead answers for its own projects")
        return Denied("a lead answers for its own projects only", NOT_THE_LEAD)
    return Denied("denied by default", _not_for(actor, action))


OF_A_LEAD = {Action.REPORT, Action.MILESTONE, Action.UNDO}


def _funder(organisation: str | None, object_: Object) -> Allowed | Denied:
    if organisation in {object_.lead_id, *object_.payees}:
        return Denied("nobody verifies what its own organisation submitted", NOT_ONES_OWN)
    if organisation in object_.funders:
        return Allowed("a funder verifies the milestones that its agreements wait for")
    return Denied("a funder verifies the milestones that its agreements wait for", NOT_A_FUNDER_OF_IT)


class Forbidden(Refused):
    """A right is missing; `rule` names the one that said no."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied.reason)
        self.rule = denied.rule


def require(actor: Actor, action: Action, object_: Object) -> None:
    """Raise `Forbidden` unless this actor may do this to that."""
    decision = decide(actor, action, object_)
    if isinstance(decision, Denied):
        raise Forbidden(decision)


def _office(action: Action, object_: Object) -> Allowed | Denied:
    if action in {Action.IMPORT, Action.AUDIT, Action.ERASE}:
        return Allowed("the office keeps the programme")
    if object_.kind is ProgrammeKind.REAL:
        return Denied("the real programme is read-only", READ_ONLY)
    if action is Action.RESET and object_.kind is not ProgrammeKind.FICTIONAL:
        return Denied("only a fictional programme is reset", ONLY_FICTIONAL)
    if action in {Action.RESET, Action.UNDO}:
        return Allowed("the office keeps the programme")
    return Denied("the office does not speak for a lead", _not_for(OFFICE, action))


def _not_for(actor: Actor, action: Action) -> Text:
    who = actor.persona.label
    return Text(
        fr=f"Le profil « {who.fr} » ne peut pas {action.label.fr}. Changez de profil, ou demandez à qui en a le droit.",
        en=f"The persona “{who.en}” may not {action.label.en}. Change persona, or ask someone who may.",
    )


READ_ONLY = Text(
    fr="Ce programme rassemble des faits publics : il se lit, il ne se modifie pas. Essayez sur le programme fictif.",
    en="This programme gathers public facts: it is read, not changed. Try on the fictional programme.",
)
NOT_THE_LEAD = Text(
    fr="Seul le porteur du projet publie son point. Choisissez un de vos projets.",
    en="Only the project's lead reports on it. Choose one of your own projects.",
)
NOT_ONES_OWN = Text(
    fr="Votre organisation porte ce projet ou en reçoit l’argent : elle ne vérifie pas ses propres jalons.",
    en="Your organisation leads this project or is paid by it: it does not verify its own milestones.",
)
NOT_A_FUNDER_OF_IT = Text(
    fr="Aucun acte attributif de votre organisation n’attend ce jalon. Choisissez-en un dans votre file.",
    en="No agreement of your organisation waits for this milestone. Choose one in your queue.",
)
ONLY_FICTIONAL = Text(
    fr="Seul un programme fictif peut être remis à son premier état.",
    en="Only a fictional programme can be put back to its start.",
)
