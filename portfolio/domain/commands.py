"""What can be asked. A command is checked, decided, and becomes one event or none."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from portfolio.domain.access.private_logs import log_of
from portfolio.domain.access.rules import Action
from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Ending, Fact, Field, Key
from portfolio.domain.facts.choices import Answer, Confidence, EvidenceKind
from portfolio.domain.facts.kinds import Kind
from portfolio.domain.facts.values import check_value

PROGRAMME = Field("programme", Kind.CODE, Text("code du programme", "programme code"))
COMMAND_ID = Field("command_id", Kind.CODE, Text("numéro de l’envoi", "submission number"))
REASON = Field("reason", Kind.TEXT, Text("motif", "reason"), required=False, longest=10_000)


@dataclass(frozen=True, slots=True)
class Seen:
    """A row that a form showed, and the sequence of the event that had asserted it (0: there was none)."""

    fact: str
    key: Key
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Command:
    """`action` is the right it needs; `seen` the rows it edits as the person saw them, stale if one changed since;
    `private_project_id` the project whose own log it goes to, when what it says is not everyone's to read.

    `checked`: what is said beside the rows, cleaned and checked as a fact's fields are, or the command is `Refused`.
    """

    action: ClassVar[Action]
    checked: ClassVar[tuple[Field, ...]] = (PROGRAMME,)
    programme: str
    seen: tuple[Seen, ...] = ()
    private_project_id: str | None = None

    @property
    def log(self) -> str:
        """The log that its event goes to."""
        return log_of(self.programme, self.private_project_id)

    def __post_init__(self) -> None:
        for field in self.checked:
            object.__setattr__(self, field.name, check_value(field, getattr(self, field.name)))

    def hash(self) -> str:
        """The same command asked twice has the same hash; `seen` is what was on screen, not what is asked."""
        left_out = {"seen"} if self.private_project_id else {"seen", "private_project_id"}
        names = (field.name for field in dataclasses.fields(self) if field.name not in left_out)
        asked = {name: _plain(getattr(self, name)) for name in names}
        body = json.dumps([type(self).__name__, asked], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(body.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ImportFacts(Command):
    """Rows read from files, known since `known_at` (UTC; None: now). Rows that already hold then are left out."""

    action = Action.IMPORT
    checked = (PROGRAMME, REASON)
    rows: tuple[Fact | Ending, ...]
    known_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class EnterRows(Command):
    """Rows as a form leaves them. Those that hold so already are left out; to change or end one takes a reason."""

    action = Action.ENTER
    checked = (PROGRAMME, dataclasses.replace(REASON, longest=500))
    rows: tuple[Fact | Ending, ...]
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class SaveModel(EnterRows):
    """The rows of an economic model as its form leaves it; its probability of sustainability is assessed on the way."""


@dataclass(frozen=True, kw_only=True)
class ReportStatus(Command):
    """The lead's quick update. `expected_on` is the new forecast of `milestone_id`; both, or neither."""

    action = Action.REPORT
    project_id: str
    confidence: Confidence
    comment: str | None = None
    milestone_id: str | None = None
    expected_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReportReached(Command):
    """The lead's word that a milestone is reached, and when."""

    action = Action.MILESTONE
    project_id: str
    milestone_id: str
    reached_on: date


@dataclass(frozen=True, kw_only=True)
class ReplanMilestone(Command):
    """A new forecast for a milestone, and why; the date first planned stays."""

    action = Action.MILESTONE
    checked = (PROGRAMME, dataclasses.replace(REASON, required=True, longest=500))
    project_id: str
    milestone_id: str
    expected_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A file already kept under its digest, or a link that someone vouches for."""

    title: str
    kind: EvidenceKind
    sha256: str | None = None
    media_type: str | None = None
    size_bytes: int | None = None
    url: str | None = None
    vouched_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class SubmitEvidence(Command):
    """Pieces added to the file of a milestone: its next version."""

    action = Action.MILESTONE
    project_id: str
    milestone_id: str
    pieces: tuple[Piece, ...]
    comment: str | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerMilestone(Command):
    """A funder's answer on a milestone; `version` is that of the file it saw."""

    action = Action.VERIFY
    project_id: str
    milestone_id: str
    answer: Answer
    version: int
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ProposeAnswer(Command):
    """The answer that an instructor proposes to its signatory, on the file that it saw."""

    action = Action.PROPOSE
    project_id: str
    milestone_id: str
    answer: Answer
    version: int
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReopenMilestone(Command):
    """A funder takes back its verification, and says what is missing."""

    action = Action.VERIFY
    checked = (PROGRAMME, dataclasses.replace(REASON, required=True, longest=500))
    project_id: str
    milestone_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class UndoEvent(Command):
    """Take an event back: its rows as they were, asserted again."""

    action = Action.UNDO
    sequence: int


@dataclass(frozen=True, kw_only=True)
class ResetProgramme(Command):
    """Put a fictional programme back to what was imported; its history stays."""

    action = Action.RESET


@dataclass(frozen=True, kw_only=True)
class NoteRestoration(Command):
    """Say in the log of the installation that the record was put back from a backup, and which."""

    action = Action.AUDIT
    checked = (PROGRAMME, dataclasses.replace(REASON, required=True))
    reason: str


@dataclass(frozen=True, kw_only=True)
class ErasePersonalData(Command):
    """Redact the personal fields of one row in every payload that carries it (GDPR)."""

    action = Action.ERASE
    checked = (PROGRAMME, dataclasses.replace(REASON, required=True))
    fact: str
    key: Key
    reason: str


def _plain(value: Any) -> Any:
    if isinstance(value, Fact | Ending):
        return {value.declaration.name: value.wire()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Piece):
        return dataclasses.asdict(value)
    return value.isoformat() if isinstance(value, date) else value
