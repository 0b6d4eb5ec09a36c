"""The files that prove milestones: kept by the digest of their bytes beside the record, before an event names them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from portfolio.domain.basis import media
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import Command, Piece, SubmitEvidence
from portfolio.store import problems
from portfolio.store.writing import write_whole


class EvidenceFiles:
    """A folder of files by digest. Adding a file that is there changes nothing; nothing is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """The digest under which these bytes are now on the disk, whole; raises `problems.Unavailable` when the disk
        does not take them."""
        digest = hashlib.sha256(content).hexdigest()
        if not self.is_whole(digest):
            try:
                write_whole(self._path(digest), content)
            except OSError as error:
                raise problems.Unavailable(NOT_KEPT.fill(found=error.strerror or str(error))) from error
        return digest

    def is_whole(self, digest: str) -> bool:
        """Whether the file is there, and is what it was."""
        return not list(self.faults([digest]))

    def read(self, digest: str) -> bytes:
        """The bytes; raises `problems.Missing` when they are not there, `problems.Damaged` when they are others."""
        try:
            content = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise problems.Missing(NO_FILE.fill(digest=digest[:12])) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise problems.Damaged(ANOTHER_FILE.fill(digest=digest[:12]))
        return content

    def digests(self) -> Iterator[str]:
        """Of every file kept."""
        for path in self.folder.glob("??/*"):
            if not path.suffix:
                yield path.name

    def faults(self, digests: Iterable[str]) -> Iterator[Text]:
        """What is wrong with those of these files that are not there, or not what they were."""
        for digest in digests:
            try:
                self.read(digest)
            except problems.StoreProblem as problem:
                yield problem.text

    def copy_to(self, other: EvidenceFiles) -> list[Text]:
        """Copy what the other folder lacks, or holds damaged; what could not be copied is told, and stops nothing."""
        faults = []
        for digest in sorted(set(self.digests())):
            if not other.is_whole(digest):
                try:
                    other.keep(self.read(digest))
                except problems.StoreProblem as problem:
                    faults.append(problem.text)
        return faults

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def as_its_files_are(files: EvidenceFiles, command: Command) -> Command:
    """A submission with the media type and size of its files, read from the files: what is said of them beside is not
    believed. Refused: a file that is not here, or of a content that is not accepted."""
    if not isinstance(command, SubmitEvidence):
        return command
    return dataclasses.replace(command, pieces=tuple(_as_it_is(files, piece) for piece in command.pieces))


def _as_it_is(files: EvidenceFiles, piece: Piece) -> Piece:
    if piece.sha256 is None:
        return dataclasses.replace(piece, media_type=None, size_bytes=None)
    if not files.is_whole(piece.sha256):
        raise Refused(NO_FILE.fill(digest=piece.title))
    content = files.read(piece.sha256)
    kind = media.media_type(content, piece.title)
    return dataclasses.replace(piece, media_type=kind, size_bytes=len(content))


NOT_KEPT = Text(
    fr="La pièce n’a pas pu être gardée sur le disque ({found}). Rien n’a été enregistré : recommencez dans un "
    "instant.",
    en="The piece could not be kept on the disk ({found}). Nothing was recorded: try again in a moment.",
)
NO_FILE = Text(
    fr="La pièce {digest}… n’est pas parmi les fichiers gardés. Remettez-la depuis une sauvegarde, ou demandez-la de "
    "nouveau au porteur.",
    en="The piece {digest}… is not among the files kept. Put it back from a backup, or ask the lead for it again.",
)
ANOTHER_FILE = Text(
    fr="La pièce {digest}… n’est plus celle qui a été soumise : son empreinte a changé. Remettez-la depuis une "
    "sauvegarde.",
    en="The piece {digest}… is no longer what was submitted: its digest has changed. Put it back from a backup.",
)
