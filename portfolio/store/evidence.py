"""The files that prove milestones: kept by the digest of their bytes beside the record, before an event names them."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from portfolio.domain.words import Text
from portfolio.store import problems


class EvidenceFiles:
    """A folder of files by digest. Adding a file that is there changes nothing; nothing is ever overwritten."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """The digest under which these bytes are now on the disk, whole."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(f".{uuid.uuid4().hex}.partial")
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        return digest

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

    def copy_to(self, other: EvidenceFiles) -> int:
        """Copy what the other folder lacks, each file checked; how many were copied. Raises as `read` does."""
        missing = sorted(set(self.digests()) - set(other.digests()))
        for digest in missing:
            other.keep(self.read(digest))
        return len(missing)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


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
