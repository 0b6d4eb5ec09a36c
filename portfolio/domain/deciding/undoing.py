"""Taking back: an event while its rows hold, or everything since the last import of a fictional programme."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from portfolio.domain.access.actor import Actor, Persona
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ErasePersonalData, NoteRestoration, ResetProgramme, UndoEvent
from portfolio.domain.deciding.decisions import decides, why_not_undone
from portfolio.domain.deciding.limits import Named, every_fact
from portfolio.domain.deciding.reading import FactsLookup, current
from portfolio.domain.events import Event, EventKind, PastEvent, Subject
from portfolio.domain.facts import FACTS, Declaration, Ending, Fact, Key

PASSING = {EventKind.ORGANISATION_SUCCEEDED, EventKind.LEAD_HANDED_OVER, EventKind.FUNDER_REPLACED}
UNDO_WINDOW = timedelta(minutes=10)


@decides(
    UndoEvent,
    EventKind.EVENT_UNDONE,
    changes=every_fact(Named(lambda command, facts: _keys([facts.past(command.sequence)]))),
    not_undone=Text(
        "Une annulation ne s’annule pas : refaites la saisie.", "An undoing is not undone: enter it again."
    ),
)
def decide_undo(command: UndoEvent, facts: FactsLookup, at: datetime, actor: Actor) -> Event:
    """The rows as they were before the event, asserted again."""
    past = facts.past(command.sequence)
    if past is None:
        raise Refused(NO_SUCH_EVENT.fill(n=command.sequence))
    reason = why_not_undone(past.kind)
    if reason is not None:
        raise Refused(NOT_UNDONE.fill(n=command.sequence, reason=reason))
    _check_window(past, at, actor)
    _check_still_holds(past, facts)
    rows = tuple(_before(declaration, key, past.sequence, facts) for declaration, key in past.keys)
    return Event(EventKind.EVENT_UNDONE, past.subject, rows, undoes=past.sequence)


@decides(
    ResetProgramme,
    EventKind.PROGRAMME_RESET,
    changes=every_fact(Named(lambda _, facts: _keys(_since_import(facts)))),
    not_undone=Text(
        "Une démonstration remise à son premier état y reste : c’est ce que chacun y retrouve.",
        "A demonstration put back to its start stays there: it is what everyone finds again.",
    ),
)
def decide_reset(command: ResetProgramme, facts: FactsLookup, at: datetime, actor: Actor) -> Event | None:
    """Every row asserted since the last import, as that import left it; None when nothing has moved."""
    since = _since_import(facts)
    moved = {pair: None for past in since for pair in past.keys}
    rows = tuple(_as_imported(moved, since[0].sequence - 1 if since else 0, facts))
    if not rows:
        return None
    return Event(EventKind.PROGRAMME_RESET, Subject("programme", (command.programme,)), rows)


@decides(
    NoteRestoration,
    EventKind.RECORD_RESTORED,
    changes={},
    not_undone=Text(
        "Le registre a été restauré : c’est un fait. Une autre restauration y ajoutera le sien.",
        "The record was restored: that is a fact. Another restoration will add its own.",
    ),
)
def decide_restoration(command: NoteRestoration, facts: FactsLookup, at: datetime, actor: Actor) -> Event:
    """A line of the installation's log: from which backup."""
    return Event(EventKind.RECORD_RESTORED, Subject("installation", ()), (), command.reason)


@decides(
    ErasePersonalData,
    EventKind.PERSONAL_DATA_ERASED,
    changes={},
    not_undone=Text(
        "Ce qui est effacé l’est pour de bon : c’est le droit de la personne.",
        "What is erased is erased for good: it is the person’s right.",
    ),
)
def decide_erasure(command: ErasePersonalData, facts: FactsLookup, at: datetime, actor: Actor) -> Event:
    """An event without rows: the record redacts the payloads in the same transaction."""
    declaration = FACTS.get(command.fact)
    if declaration is None or not any(field.personal for field in declaration.fields):
        raise Refused(
            Text(
                fr=f"« {command.fact} » n’a pas de champ personnel : il n’y a rien à effacer.",
                en=f"“{command.fact}” has no personal field: there is nothing to erase.",
            )
        )
    is_key = len(command.key) == len(declaration.key)
    if not is_key or not facts.versions(declaration, [command.key])[command.key]:
        raise Refused(
            Text(
                fr=f"Aucune ligne « {'/'.join(command.key)} » : vérifiez sa clé.",
                en=f"No row “{'/'.join(command.key)}”: check its key.",
            )
        )
    return Event(EventKind.PERSONAL_DATA_ERASED, Subject(command.fact, command.key), (), command.reason)


def _check_window(past: PastEvent, at: datetime, actor: Actor) -> None:
    if actor.persona is Persona.OFFICE:
        return
    if str(actor) != past.actor:
        raise Refused(
            Text(
                fr="Cette saisie n’est pas la vôtre : seul son auteur peut l’annuler.",
                en="This entry is not yours: only its author can undo it.",
            )
        )
    if at - past.recorded_at > UNDO_WINDOW:
        raise Refused(
            Text(
                fr="Le délai de dix minutes est passé. Publiez un nouveau point pour corriger celui-ci.",
                en="The ten minutes have passed. Publish a new report to correct this one.",
            )
        )


def _check_still_holds(past: PastEvent, facts: FactsLookup) -> None:
    for later in facts.later(past.sequence):
        if later.undoes == past.sequence:
            raise Refused(Text(fr="Cette saisie est déjà annulée.", en="This entry is already undone."))
        if later.subject == past.subject:
            raise _overtaken()
    projects = {key[0] for declaration, key in past.keys if declaration.is_of_a_project}
    if past.kind in PASSING and any(_answers(later, projects) for later in facts.later(past.sequence)):
        raise _overtaken()
    for declaration, key in past.keys:
        version = current(facts, declaration, key)
        if version is None or version.sequence != past.sequence:
            raise _overtaken()


def _answers(past: PastEvent, projects: Collection[str]) -> bool:
    """Whether it submitted or answered something in one of these projects."""
    return any(
        declaration.name in {"submission", "verification"} and key[0] in projects for declaration, key in past.keys
    )


def _overtaken() -> Refused:
    return Refused(
        Text(
            fr="Autre chose a été enregistré depuis sur le même objet : l’annulation l’effacerait. "
            "Publiez un nouveau point.",
            en="Something else has been recorded since on the same subject: undoing would wipe it out. "
            "Publish a new report.",
        )
    )


def _before(declaration: Declaration, key: Key, sequence: int, facts: FactsLookup) -> Fact | Ending:
    """The row just before the version that `sequence` asserted, in the order of history."""
    versions = facts.versions(declaration, [key])[key]
    position = next(i for i, version in enumerate(versions) if version.sequence == sequence)
    row = versions[position - 1].row if position else None
    return row if row is not None else Ending(declaration, key)


def _since_import(facts: FactsLookup) -> list[PastEvent]:
    """The events after the last import; all of them where there was none."""
    every = facts.later(0)
    last = max((past.sequence for past in every if past.kind is EventKind.FACTS_IMPORTED), default=0)
    return [past for past in every if past.sequence > last]


def _keys(events: Iterable[PastEvent | None]) -> dict[tuple[str, Key], None]:
    """The rows that the events asserted or ended."""
    return {(declaration.name, key): None for past in events if past for declaration, key in past.keys}


def _as_imported(moved: Iterable[tuple[Declaration, Key]], start: int, facts: FactsLookup) -> Iterable[Fact | Ending]:
    for declaration, key in moved:
        versions = facts.versions(declaration, [key])[key]
        first = [version for version in versions if version.sequence <= start]
        row = first[-1].row if first else None
        if row != versions[-1].row:
            yield row if row is not None else Ending(declaration, key)


NO_SUCH_EVENT = Text(
    fr="Il n’y a pas d’événement n° {n} dans ce programme : rien n’est annulé.",
    en="There is no event no. {n} in this programme: nothing is undone.",
)
NOT_UNDONE = Text(
    fr="L’événement n° {n} ne peut pas être annulé. {reason}",
    en="Event no. {n} cannot be undone. {reason}",
)
