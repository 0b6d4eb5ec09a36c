"""Files that prove milestones: what they are by their content, kept whole, found again after a restoration."""

from __future__ import annotations

import hashlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio import evidence, maintenance
from portfolio.domain.access.actor import Actor
from portfolio.domain.basis import media
from portfolio.domain.basis.text import Refused
from portfolio.domain.commands import Piece, SubmitEvidence
from portfolio.domain.facts import Evidence
from portfolio.domain.facts.choices import EvidenceKind
from portfolio.domain.questions import FactRows
from portfolio.service import Forbidden, Service
from portfolio.store import checkup, problems
from portfolio.store.evidence import EvidenceFiles
from tests.support.installations import LEAD, OFFICE, OTHER_LEAD, VISITOR, Place, new_name, planned

PDF_BYTES = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def archive(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        if first is not None:
            zipped.writestr(*first)
        for name in names:
            zipped.writestr(name, b"<xml/>")
    return made.getvalue()


ODT = ("mimetype", b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PDF_BYTES, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 20, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"x" * 20, "image/jpeg"),
        (archive("[Content_Types].xml", "word/document.xml"), media.PARTS["word/document.xml"]),
        (archive("[Content_Types].xml", "xl/workbook.xml"), media.PARTS["xl/workbook.xml"]),
        (archive("content.xml", first=ODT), "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name(content: bytes, found: str) -> None:
    assert media.media_type(content, "n’importe quoi.exe") == found


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"\x00" * 60,
        b"\x7fELF" + b"\x00" * 60,
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        archive("a.exe"),
        archive("word/document.xml", "word/VBAPROJECT.BIN"),
        archive("content.xml", "Basic/Standard/Module1.xml", first=ODT),
        b"PK\x03\x04 not an archive",
        b" %PDF-1.7",
    ],
    ids=["exe", "elf", "script", "html", "svg", "gif", "zip", "macros", "macros of OpenDocument", "broken", "almost"],
)
def test_what_is_something_else_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(Refused, match="not, by its content"):
        media.media_type(content, "procès-verbal.pdf")


def test_an_empty_file_and_one_too_large_are_refused_in_words() -> None:
    with pytest.raises(Refused, match="is empty"):
        media.media_type(b"", "pv.pdf")
    with pytest.raises(Refused, match="weighs 50 MB; a piece weighs 50"):
        media.media_type(PDF_BYTES + b"\x00" * media.LARGEST_BYTES, "pv.pdf")


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fall(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        try:
            assert media.media_type(start + content, "pièce")
        except Refused as refused:
            assert "pièce" in refused.text.fr


def test_a_file_is_kept_once_under_its_digest(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "evidence")
    assert list(files.digests()) == []
    digest = files.keep(PDF_BYTES)
    assert digest == files.keep(PDF_BYTES) == hashlib.sha256(PDF_BYTES).hexdigest()
    assert files.read(digest) == PDF_BYTES
    assert list(files.digests()) == [digest]


def test_a_file_lost_or_altered_is_said_and_never_handed_out(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "evidence")
    digest = files.keep(PDF_BYTES)
    [path] = [each for each in files.folder.rglob("*") if each.is_file()]
    path.write_bytes(PDF_BYTES + b" ")
    with pytest.raises(problems.Damaged, match="no longer what was submitted"):
        files.read(digest)
    path.unlink()
    with pytest.raises(problems.Missing, match="not among the files kept"):
        files.read(digest)
    assert len(list(files.faults([digest]))) == 1


def test_what_was_altered_is_mended_by_the_file_itself_or_by_a_backup(tmp_path: Path) -> None:
    files, copy = EvidenceFiles(tmp_path / "evidence"), EvidenceFiles(tmp_path / "copy")
    digest = files.keep(PDF_BYTES)
    assert files.copy_to(copy) == []
    path = files.folder / digest[:2] / digest
    path.write_bytes(b"rot")
    assert copy.copy_to(files) == [] and files.read(digest) == PDF_BYTES
    path.write_bytes(b"rot")
    assert files.keep(PDF_BYTES) == digest and files.read(digest) == PDF_BYTES
    path.write_bytes(b"rot")
    (copy.folder / digest[:2] / digest).unlink()
    [fault] = files.copy_to(copy)
    assert "no longer what was submitted" in fault.en


def test_a_piece_altered_does_not_keep_the_record_from_being_backed_up(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    piece = submitted(service, planned(service))
    assert piece.sha256 is not None
    (service.store.evidence.folder / piece.sha256[:2] / piece.sha256).write_bytes(b"rot")
    made = maintenance.back_up(service, OFFICE, folder)
    assert made.path.exists() and len(made.faults) == 1
    file_place.close_all()


def test_a_small_archive_that_unpacks_to_much_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("mimetype", b"application/vnd.oasis.opendocument.text" + b"\0" * 200_000_000)
    tracemalloc.start()
    with pytest.raises(Refused):
        media.media_type(made.getvalue(), "bombe.odt")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_archive_that_is_broken_inside_is_refused() -> None:
    whole = archive("content.xml", first=("mimetype", ODT[1] * 50))
    broken = whole[:60] + b"\xff\xff\xff" + whole[63:]
    with pytest.raises(Refused):
        media.media_type(broken, "abime.odt")


def test_a_half_written_file_is_not_one(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "evidence")
    digest = files.keep(PDF_BYTES)
    (files.folder / digest[:2] / f"{digest[:-1]}0.deadbeef.partial").write_bytes(b"%PDF")
    assert list(files.digests()) == [digest]


def submitted(service: Service, programme: str, content: bytes = PDF_BYTES, by: Actor = LEAD) -> Evidence:
    kept = evidence.store_file(service, by, programme, "P1", "pv.pdf", content)
    piece = Piece("pv.pdf", EvidenceKind.ACCEPTANCE_REPORT, kept.sha256, kept.media_type, kept.size_bytes)
    command = SubmitEvidence(programme=programme, project_id="P1", milestone_id="J1", pieces=(piece,))
    service.carry_out(command, by, new_name("id"))
    [found] = service.read(FactRows(programme=programme, fact=Evidence, project_id="P1"), VISITOR)
    return found


def test_what_was_submitted_is_read_again(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    piece = submitted(service, programme)
    assert (piece.media_type, piece.size_bytes) == ("application/pdf", len(PDF_BYTES))
    assert evidence.read_file(service, VISITOR, programme, piece) == PDF_BYTES


def test_a_piece_of_another_programme_answers_like_one_that_is_not_there(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    piece = submitted(service, programme)
    with pytest.raises(problems.Missing):
        evidence.read_file(service, VISITOR, planned(service), piece)


@pytest.mark.parametrize("actor", [VISITOR, OTHER_LEAD, OFFICE], ids=str)
def test_nobody_else_keeps_a_file_for_a_project(quick: Place, actor: Actor) -> None:
    service, programme = quick.service, planned(quick.service)
    with pytest.raises(Forbidden):
        evidence.store_file(service, actor, programme, "P1", "pv.pdf", b"%PDF-1.7 autre")
    assert hashlib.sha256(b"%PDF-1.7 autre").hexdigest() not in set(service.store.evidence.digests())


def test_an_executable_renamed_is_refused_and_leaves_no_file(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    with pytest.raises(Refused, match="not, by its content"):
        evidence.store_file(service, LEAD, programme, "P1", "pv.pdf", b"MZ" + b"\x00" * 100)
    assert hashlib.sha256(b"MZ" + b"\x00" * 100).hexdigest() not in set(service.store.evidence.digests())


def test_a_backup_and_its_restoration_carry_the_evidence(file_place: Place) -> None:
    """The drill: the files come back with the record, a file lost meanwhile too, and the doctor says all is well."""
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    piece = submitted(service, programme)
    maintenance.back_up(service, OFFICE, folder)
    for path in service.store.evidence.folder.rglob("*"):
        if path.is_file():
            path.unlink()
    told = list(maintenance.examine(service, OFFICE, folder))
    assert any(matter.is_fault and "not among the files kept" in matter.text.en for matter in told)
    file_place.close_all()
    [copy] = folder.glob("record-*.sqlite")
    back = maintenance.restore(file_place.record, copy, OFFICE, facts_folder=file_place.folder, clock=file_place.clock)
    assert evidence.read_file(back, VISITOR, programme, piece) == PDF_BYTES
    told = list(maintenance.examine(back, OFFICE, folder))
    assert checkup.FILES_WELL.fill(n=1) in [matter.text for matter in told]
    assert not any(matter.is_fault for matter in told)
    back.close()


def test_the_next_backup_copies_only_the_files_that_it_lacks(file_place: Place) -> None:
    service, folder = file_place.open(), file_place.folder.with_name("backups")
    programme = planned(service)
    submitted(service, programme)
    kept = EvidenceFiles(folder / "evidence")
    maintenance.back_up(service, OFFICE, folder)
    first = {digest: (kept.folder / digest[:2] / digest).stat().st_mtime_ns for digest in kept.digests()}
    assert len(first) == 1
    file_place.clock.forward(hours=1)
    maintenance.back_up(service, OFFICE, folder)
    assert first == {digest: (kept.folder / digest[:2] / digest).stat().st_mtime_ns for digest in kept.digests()}
    file_place.close_all()
