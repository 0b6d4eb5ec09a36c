"""Files of evidence: stored before they are submitted, and read back by who may read what names them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from portfolio.domain.access import rules as access
from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.access.rules import Action
from portfolio.domain.basis import media
from portfolio.domain.facts import Evidence, Programme, Project
from portfolio.domain.questions import FactRows, Programmes
from portfolio.service import Service
from portfolio.store import problems
from portfolio.store.evidence import NO_FILE


class StoredFile(NamedTuple):
    """A file on the disk: its SHA-256, its media type by its content, its size."""

    sha256: str
    media_type: str
    size_bytes: int


def store_file(
    service: Service, actor: Actor, programme: str, project_id: str, name: str, content: bytes
) -> StoredFile:
    """Store what will be submitted. Refused as `media.media_type` says, and to whoever may not submit it."""
    plan = service.read(FactRows(programme=programme, fact=Programme), VISITOR)
    projects = service.read(FactRows(programme=programme, fact=Project, project_id=project_id), VISITOR)
    lead_id = projects[0].lead_id if projects else None
    access.require(actor, Action.MILESTONE, access.Object(programme, plan[0].kind if plan else None, lead_id))
    kind = media.media_type(content, name)
    service.store.check_writable()
    return StoredFile(service.store.evidence.keep(content), kind, len(content))


def read_file(service: Service, actor: Actor, programme: str, piece: Evidence, as_of: date | None = None) -> bytes:
    """The bytes of a piece of evidence known that day; `StoreProblem` when they are missing, or others."""
    pieces = service.read(FactRows(programme=programme, fact=Evidence, project_id=piece.project_id), actor, as_of)
    if piece not in pieces or piece.sha256 is None:
        raise problems.Missing(NO_FILE.fill(digest=piece.evidence_id))
    return service.store.evidence.read(piece.sha256)


def digests(service: Service) -> set[str]:
    """Of the files that some piece of evidence names, in any programme."""
    codes = [row.programme for row in service.read(Programmes(), VISITOR)]
    pieces = (each for code in codes for each in service.read(FactRows(programme=code, fact=Evidence), VISITOR))
    return {piece.sha256 for piece in pieces if piece.sha256 is not None}
