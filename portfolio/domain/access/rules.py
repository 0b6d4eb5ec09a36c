"""Who may do what. Deny by default; every answer names the rule that gave it."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio.domain.access.actor import OF_AN_ORGANISATION, OFFICE, Actor, Persona
from portfolio.domain.access.refusals import (
    NO_SUCH_PROGRAMME,
    NOT_A_FUNDER_OF_IT,
    NOT_ONES_OWN,
    NOT_THE_FUNDERS_ENTRY,
    NOT_THE_LEAD,
    NOT_THE_LEADS_ENTRY,
    NOT_YOURS_TO_READ,
    ONLY_FICTIONAL,
    READ_ONLY,
    SUBMITTED_BEFORE,
)
from portfolio.domain.basis.text import Choice, Refused, Text
from portfolio.domain.facts import FACTS
from portfolio.domain.facts.choices import Audience, ProgrammeKind
from portfolio.domain.facts.kinds import Steward


class Action(Choice):
    READ = "read", Text("consulter", "read")
    ENTER = "enter", Text("créer ou modifier cette fiche", "create or change this entry")
    REPORT = "report", Text("publier le point du projet", "report on the project")
    MILESTONE = "milestone", Text("tenir les jalons d’un projet", "keep the milestones of a project")
    PROPOSE = "propose", Text("proposer une réponse sur un jalon", "propose an answer on a milestone")
    VERIFY = "verify", Text("vérifier un jalon", "verify a milestone")
    UNDO = "undo", Text("annuler une saisie", "undo an entry")
    IMPORT = "import", Text("importer des faits", "import facts")
    RESET = "reset", Text("remettre au premier état", "put back to the start")
    ERASE = "erase", Text("effacer des données personnelles", "erase personal data")
    AUDIT = "audit", Text("vérifier le registre", "check the record")


@dataclass(frozen=True, slots=True)
class Object:
    """What is acted on. `kind` is None while the programme does not exist yet; `lead_id` is the project's lead. Of a
    milestone, `funders` are those whose agreements wait for it, `payees` the organisations that it pays, `submitters`
    those that submitted its file. Of a row that is entered: its `fact`, whether it `is_new`, and in `funders` whose
    agreement it is or is a part of. Of a model that is read: its `audience`, and in `funders` those of the project."""

    programme: str
    kind: ProgrammeKind | None = None
    lead_id: str | None = None
    funders: frozenset[str] = frozenset()
    payees: frozenset[str] = frozenset()
    submitters: frozenset[str] = frozenset()
    fact: str | None = None
    is_new: bool = False
    audience: Audience | None = None


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
        return _reading(actor, object_)
    if actor.persona is Persona.OFFICE:
        return _office(action, object_)
    if object_.kind is ProgrammeKind.REAL:
        return Denied("the real programme is read-only", READ_ONLY)
    if object_.kind is None:
        return Denied("there is no such programme", _not_for(actor, action))
    if action is Action.ENTER:
        return _entering(actor, object_)
    if (actor.persona, action) in OF_A_FUNDER:
        return _funder(actor.organisation, object_)
    if actor.persona is Persona.LEAD and action in OF_A_LEAD:
        if object_.lead_id is not None and actor.organisation == object_.lead_id:
            return Allowed("a lead answers for its own projects")
        return Denied("a lead answers for its own projects only", NOT_THE_LEAD)
    return Denied("denied by default", _not_for(actor, action))


def _reading(actor: Actor, object_: Object) -> Allowed | Denied:
    """A plan is everyone's to read; an economic model is its audience's, from its lead to everyone."""
    audience, own = object_.audience, actor.organisation
    if audience is None or audience is Audience.EVERYONE or actor.persona is Persona.OFFICE:
        return Allowed("everyone reads a published plan")
    if audience is Audience.PARTNERS and actor.persona is not Persona.VISITOR:
        return Allowed("partners read what is theirs")
    if own is not None and own == object_.lead_id:
        return Allowed("a lead reads its own model")
    if audience is Audience.FUNDERS and own in object_.funders:
        return Allowed("a project's funders read its model")
    return Denied("a model is its audience's to read", NOT_YOURS_TO_READ)


# Its signatory decides; its instructor, where it verifies in two steps, proposes.
OF_A_FUNDER = {(Persona.FUNDER, Action.VERIFY), (Persona.INSTRUCTOR, Action.PROPOSE)}
OF_A_LEAD = {Action.REPORT, Action.MILESTONE, Action.UNDO}


def _funder(organisation: str | None, object_: Object) -> Allowed | Denied:
    if organisation in {object_.lead_id, *object_.payees}:
        return Denied("nobody verifies what its own organisation submitted", NOT_ONES_OWN)
    if organisation in object_.submitters:
        return Denied("nobody verifies what its own organisation submitted", SUBMITTED_BEFORE)
    if organisation in object_.funders:
        return Allowed("a funder verifies the milestones that its agreements wait for")
    return Denied("a funder verifies the milestones that its agreements wait for", NOT_A_FUNDER_OF_IT)


def _entering(actor: Actor, object_: Object) -> Allowed | Denied:
    """A lead keeps its projects, a funder its agreements; both add organisations and sources that were missing."""
    own, steward = actor.organisation, _steward(object_)
    if actor.persona in OF_AN_ORGANISATION and steward is Steward.EVERYONE and object_.is_new:
        return Allowed("a lead or a funder adds what is missing")
    if actor.persona is Persona.LEAD and steward in {Steward.LEAD, Steward.MODEL}:
        if own == object_.lead_id:
            return Allowed("a lead keeps its own projects")
        return Denied("a lead keeps its own projects only", NOT_THE_LEADS_ENTRY)
    if actor.persona is Persona.FUNDER and steward is Steward.FUNDER:
        if object_.funders == {own}:
            return Allowed("a funder keeps its own agreements")
        return Denied("a funder keeps its own agreements only", NOT_THE_FUNDERS_ENTRY)
    return Denied("denied by default", _not_for(actor, Action.ENTER))


def _steward(object_: Object) -> Steward:
    """Who enters such a row; nobody, where the fact is not one."""
    return FACTS[object_.fact].steward if object_.fact in FACTS else Steward.NOBODY


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
    if action is Action.ENTER and _steward(object_) is not Steward.NOBODY:
        if object_.kind is None and object_.fact != "programme":
            return Denied("there is no such programme", NO_SUCH_PROGRAMME)
        return Allowed("the office keeps the programme")
    return Denied("the office does not speak for a lead", _not_for(OFFICE, action))


def _not_for(actor: Actor, action: Action) -> Text:
    who = actor.persona.label
    return Text(
        fr=f"Le profil « {who.fr} » ne peut pas {action.label.fr}. Changez de profil, ou demandez à qui en a le droit.",
        en=f"The persona “{who.en}” may not {action.label.en}. Change persona, or ask someone who may.",
    )
