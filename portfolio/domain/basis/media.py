"""What a file is, by its content and not by its name."""

from __future__ import annotations

import io
import zipfile
import zlib

from portfolio.domain.basis.text import Refused, Text

LARGEST_BYTES = 50 * 2**20
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
IMAGES = {PNG, JPEG}
OFFICE = "application/vnd.openxmlformats-officedocument."
# Office documents are archives: what tells one from another is a part that it always has.
PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
}
OPEN_DOCUMENTS = {f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet")}
MACROS = ("vbaproject.bin", "basic/", "scripts/")
MACRO_ENABLED = "macroenabled"
# As much of a part as is unpacked to know the type: a small archive may unpack to gigabytes.
MOST_UNPACKED = 65_536
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError, OSError)
NAMES = Text(
    "PDF, image PNG ou JPEG, document ou tableur Word, Excel ou OpenDocument sans macro",
    "PDF, PNG or JPEG image, Word, Excel or OpenDocument document or spreadsheet without macros",
)


def media_type(content: bytes, name: str) -> str:
    """The type of a piece of evidence. Refused: empty, over 50 MB, or of a content that is not accepted."""
    if not content:
        raise Refused(EMPTY.fill(name=name))
    if len(content) > LARGEST_BYTES:
        raise Refused(TOO_LARGE.fill(name=name, size=len(content) // 2**20, most=LARGEST_BYTES // 2**20))
    found = next((kind for start, kind in SIGNATURES if content.startswith(start)), None) or _office(content)
    if found is None:
        raise Refused(NOT_ACCEPTED.fill(name=name, names=NAMES))
    return found


def _office(content: bytes) -> str | None:
    """An office document without macros, from the names of its parts; little of it is unpacked."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if any(macro in name.casefold() for name in names for macro in MACROS):
                return None
            declared = _start(archive, "mimetype") if names[:1] == ["mimetype"] else ""
            if MACRO_ENABLED in _start(archive, "[Content_Types].xml").casefold():
                return None
    except UNREADABLE:
        return None
    if declared in OPEN_DOCUMENTS:
        return declared
    return next((kind for part, kind in PARTS.items() if part in names), None)


def _start(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of a part; nothing where there is no such part."""
    if name not in archive.namelist():
        return ""
    with archive.open(name) as part:
        return part.read(MOST_UNPACKED).decode("utf-8", "replace")


EMPTY = Text(fr="« {name} » est vide. Joignez le fichier entier.", en="“{name}” is empty. Attach the whole file.")
TOO_LARGE = Text(
    fr="« {name} » pèse {size} Mo ; une pièce en pèse {most} au plus. Réduisez-la, ou donnez un lien.",
    en="“{name}” weighs {size} MB; a piece weighs {most} at most. Reduce it, or give a link.",
)
NOT_ACCEPTED = Text(
    fr="« {name} » n’est pas, par son contenu, un fichier accepté comme pièce ({names}). Son nom n’y change rien : "
    "joignez le document lui-même.",
    en="“{name}” is not, by its content, a file accepted as evidence ({names}). Its name changes nothing: attach the "
    "document itself.",
)
