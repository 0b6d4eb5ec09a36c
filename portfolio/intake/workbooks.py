"""Opening an XLSX file that anyone may have sent: its sheets as cells, by line and column; nothing is interpreted here.

Read with the standard library alone, cell by cell: a reader that sets memory aside for what a file announces can be
made to end the process by a few kilobytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from portfolio.domain.basis.media import UNREADABLE
from portfolio.domain.basis.text import Text
from portfolio.intake.findings import Unreadable
from portfolio.intake.workbook_cells import Cells, cells_of, shared

LARGEST_BYTES, MOST_UNPACKED, MOST_PARTS = 5 * 2**20, 20 * 2**20, 200
# Of all the parts that are read. A model of sixty years in four scenarios has some two hundred thousand.
MOST_TAGS = 1_000_000
# What holds a workbook of before 2007, or one under a password.
OLD = b"\xd0\xcf\x11\xe0"
COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
LOCKED = 0x1
STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
# Numbers that are none and codings that do not exist, besides what a broken archive raises.
BROKEN = (*UNREADABLE, ElementTree.ParseError, ValueError, LookupError)


def read_workbook(content: bytes) -> dict[str, Cells]:
    """The sheets by name, in their order. Raises `Unreadable`: no XLSX file or a broken one, over 5 MB, too large once
    unpacked, under a password, with macros."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(TOO_LARGE.fill(most=LARGEST_BYTES // 2**20))
    if content.startswith(OLD):
        raise Unreadable(OLD_OR_LOCKED)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist())
            return dict(_Parts(archive).sheets())
    except BROKEN as error:
        raise Unreadable(NOT_ONE) from error


def _check(parts: list[zipfile.ZipInfo]) -> None:
    """By what the archive announces: no more than that of a part is ever unpacked."""
    if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
        raise Unreadable(MACROS)
    if any(part.flag_bits & LOCKED for part in parts):
        raise Unreadable(OLD_OR_LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(TOO_MUCH.fill(most=MOST_UNPACKED // 2**20))
    if any(part.compress_type not in COMPRESSIONS for part in parts):
        raise Unreadable(NOT_ONE)


class _Plain(ElementTree.TreeBuilder):
    """Refuses a document type: entities that grow, or that are files, come with one."""

    def doctype(self, *_: object) -> None:
        raise Unreadable(NOT_ONE)


class _Parts:
    """The parts of a workbook, each read once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.tags = archive, 0

    def sheets(self) -> Iterator[tuple[str, Cells]]:
        names = self.archive.namelist()
        strings, styles = (self._tree(name) if name in names else None for name in (STRINGS, STYLES))
        kept = shared(strings, styles)
        targets = {
            relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", ""))).lstrip("/")
            for relation in self._tree("xl/_rels/workbook.xml.rels")
            if relation.get("Type", "").endswith("/worksheet")
        }
        for sheet in self._tree("xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
            # Taken away: two sheets may say that they are the same part.
            target = next((targets.pop(value, None) for name, value in sheet.items() if name.endswith("}id")), None)
            if target is not None:
                yield sheet.get("name", ""), cells_of(self._tree(target), kept)

    def _tree(self, name: str) -> Element:
        content = self.archive.read(name)
        self.tags += content.count(b"<")
        if self.tags > MOST_TAGS:
            raise Unreadable(TOO_MUCH.fill(most=MOST_UNPACKED // 2**20))
        # In UTF-8 whatever it says: in another coding a tag could go uncounted.
        parser = ElementTree.XMLParser(target=_Plain(), encoding="utf-8")
        parser.feed(content)
        return parser.close()


TOO_LARGE = Text(
    fr="Ce fichier dépasse {most} Mo, bien plus qu’un modèle économique. Retirez les feuilles qui n’en sont pas.",
    en="This file is over {most} MB, far more than an economic model. Take out the sheets that are not part of it.",
)
TOO_MUCH = Text(
    fr="Ce classeur, une fois décompressé, dépasse {most} Mo ou compte trop de cellules. Repartez d’un classeur "
    "téléchargé ici et n’y gardez que le modèle.",
    en="This workbook, once unpacked, is over {most} MB or has too many cells. Start again from a workbook downloaded "
    "here and keep only the model in it.",
)
OLD_OR_LOCKED = Text(
    fr="Ce classeur est protégé par un mot de passe, ou dans un ancien format. Enregistrez-le sans mot de passe, au "
    "format .xlsx.",
    en="This workbook is under a password, or in an old format. Save it without a password, as .xlsx.",
)
MACROS = Text(
    fr="Ce classeur contient des macros, qui ne sont pas lues. Enregistrez-le au format .xlsx, sans macro.",
    en="This workbook holds macros, which are not read. Save it as .xlsx, without macros.",
)
NOT_ONE = Text(
    fr="Ce fichier n’est pas un classeur .xlsx, ou il est endommagé. Ouvrez-le dans votre tableur et enregistrez-le au "
    "format .xlsx.",
    en="This file is not an .xlsx workbook, or it is damaged. Open it in your spreadsheet and save it as .xlsx.",
)
