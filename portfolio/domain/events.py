"""What happened: an event says it in its kind, and carries the rows that hold from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portfolio.domain.basis.text import Choice, Text
from portfolio.domain.facts import Declaration, Ending, Fact, Key


class EventKind(Choice):
    FACTS_IMPORTED = "facts_imported", Text("Faits importés", "Facts imported")
    ROWS_ADDED = "rows_added", Text("Fiche ajoutée", "Entry added")
    ROWS_CHANGED = "rows_changed", Text("Fiche modifiée", "Entry changed")
    ROWS_ENDED = "rows_ended", Text("Fiche retirée", "Entry removed")
    ORGANISATION_SUCCEEDED = (
        "organisation_succeeded",
        Text("Organisation reprise par une autre", "Organisation taken over"),
    )
    LEAD_HANDED_OVER = "lead_handed_over", Text("Changement de porteur", "Change of lead")
    FUNDER_REPLACED = "funder_replaced", Text("Changement de financeur", "Change of funder")
    MODEL_SAVED = "model_saved", Text("Modèle économique enregistré", "Economic model saved")
    STATUS_REPORTED = "status_reported", Text("Point du porteur publié", "Status reported by the lead")
    MILESTONE_REACHED = "milestone_reached", Text("Jalon déclaré atteint", "Milestone reported reached")
    MILESTONE_REPLANNED = "milestone_replanned", Text("Jalon replanifié", "Milestone re-planned")
    EVIDENCE_SUBMITTED = "evidence_submitted", Text("Pièces d’un jalon soumises", "Evidence of a milestone submitted")
    MILESTONE_PROPOSED = "milestone_proposed", Text("Réponse proposée par un instructeur", "Answer proposed")
    MILESTONE_VERIFIED = "milestone_verified", Text("Jalon vérifié par un financeur", "Milestone verified by a funder")
    MILESTONE_SENT_BACK = "milestone_sent_back", Text("Jalon à compléter", "Milestone to complete")
    MILESTONE_REFUSED = "milestone_refused", Text("Jalon refusé par un financeur", "Milestone refused by a funder")
    MILESTONE_REOPENED = "milestone_reopened", Text("Vérification rouverte", "Verification reopened")
    EVENT_UNDONE = "event_undone", Text("Saisie annulée", "Entry undone")
    PROGRAMME_RESET = "programme_reset", Text("Programme remis à son premier état", "Programme put back to its start")
    RECORD_RESTORED = "record_restored", Text("Registre restauré d’une sauvegarde", "Record restored from a backup")
    PERSONAL_DATA_ERASED = "personal_data_erased", Text("Données personnelles effacées", "Personal data erased")


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing an event is about, by fact and key."""

    fact: str
    key: Key

    def __str__(self) -> str:
        return "/".join((self.fact, *self.key))

    @classmethod
    def parse(cls, text: str) -> Subject:
        """The inverse of `str`: « milestone/P1/J2 »."""
        fact, *key = text.split("/")
        return cls(fact, tuple(key))


@dataclass(frozen=True, slots=True)
class Event:
    """A decision taken: the rows that hold from now on, whole, each key once. `undoes` is a sequence or None."""

    kind: EventKind
    subject: Subject
    rows: tuple[Fact | Ending, ...]
    reason: str | None = None
    undoes: int | None = None

    def payload(self) -> dict[str, Any]:
        """The event as it is stored beside its header: its rows by fact, its reason and what it undoes, if any."""
        facts: dict[str, list[dict[str, str | int | bool]]] = {}
        for row in self.rows:
            facts.setdefault(row.declaration.name, []).append(row.wire())
        payload: dict[str, Any] = {"facts": facts}
        if self.reason:
            payload["reason"] = self.reason
        if self.undoes is not None:
            payload["undoes"] = self.undoes
        return payload


@dataclass(frozen=True, slots=True)
class Decided:
    """An event of a batch, not yet in the log, with the sequence it will have."""

    sequence: int
    known_at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Version:
    """A row as it was known from an instant on, asserted by the event `sequence`; `row` is None once ended."""

    sequence: int
    known_from: datetime
    row: Fact | None


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event as recorded, with the keys of the rows it asserted. Instants are UTC."""

    sequence: int
    kind: EventKind
    subject: Subject
    actor: str
    recorded_at: datetime
    known_at: datetime
    undoes: int | None
    keys: tuple[tuple[Declaration, Key], ...]
