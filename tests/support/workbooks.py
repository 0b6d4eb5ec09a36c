"""XLSX files as people change them: a cell typed over, a sheet named or copied."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Book:
    """The parts of an XLSX file, to be changed cell by cell and put together again."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, ElementTree.Element] = {}

    def tree(self, name: str) -> ElementTree.Element:
        return self.trees.setdefault(name, ElementTree.fromstring(self.parts[name]))

    @property
    def sheets(self) -> dict[str, str]:
        """The part of each sheet, by its name."""
        targets = {each.get("Id"): f"xl/{each.get('Target')}" for each in self.tree("xl/_rels/workbook.xml.rels")}
        sheets = self.tree("xl/workbook.xml").iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
        return {str(sheet.get("name")): targets[sheet.get(f"{{{REL}}}id")] for sheet in sheets}

    def content(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, ElementTree.tostring(self.trees[name]) if name in self.trees else part)
        return out.getvalue()

    def cell(self, place: str) -> ElementTree.Element:
        """The cell named « Référence!F7 », made if it is not there."""
        sheet, _, name = place.rpartition("!")
        data = self.tree(self.sheets[sheet]).find(f"{{{MAIN}}}sheetData")
        assert data is not None
        line = re.sub("[A-Z]", "", name)
        row = next((row for row in data if row.get("r") == line), None)
        if row is None:
            row = ElementTree.SubElement(data, f"{{{MAIN}}}row", r=line)
        found = next((cell for cell in row if cell.get("r") == name), None)
        return ElementTree.SubElement(row, f"{{{MAIN}}}c", r=name) if found is None else found

    def text(self, place: str) -> str:
        """What a cell shows, a number as it is written."""
        cell = self.cell(place)
        written = cell.findtext(f"{{{MAIN}}}v") or ""
        if cell.get("t") != "s":
            return written
        texts = list(self.tree("xl/sharedStrings.xml"))
        return "".join(each.text or "" for each in texts[int(written)].iter(f"{{{MAIN}}}t"))

    def put(self, place: str, value: float | str | None, kind: str | None = None) -> Book:
        """A value typed over what a cell held; `kind` as the file writes it, when it is not that of the value."""
        cell = self.cell(place)
        for part in list(cell):
            cell.remove(part)
        cell.set("t", kind or ("str" if isinstance(value, str) else "n"))
        if value is not None:
            ElementTree.SubElement(cell, f"{{{MAIN}}}v").text = str(value)
        return self

    def name(self, old: str, new: str) -> Book:
        for sheet in self.tree("xl/workbook.xml").iter(f"{{{MAIN}}}sheet"):
            if sheet.get("name") == old:
                sheet.set("name", new)
        return self

    def copy(self, name: str, new: str) -> Book:
        """A sheet copied under another name, after the others."""
        part, number = self.sheets[name], f"rId{100 + len(self.sheets)}"
        added = f"xl/worksheets/{number}.xml"
        self.parts[added] = ElementTree.tostring(self.tree(part))
        relations = self.tree("xl/_rels/workbook.xml.rels")
        kind = next(each.get("Type", "") for each in relations if each.get("Type", "").endswith("/worksheet"))
        ElementTree.SubElement(relations, relations[0].tag, Id=number, Type=kind, Target=added.removeprefix("xl/"))
        sheets = self.tree("xl/workbook.xml").find(f"{{{MAIN}}}sheets")
        assert sheets is not None
        ElementTree.SubElement(sheets, f"{{{MAIN}}}sheet", {"name": new, f"{{{REL}}}id": number, "sheetId": "99"})
        return self

    def formulas(self) -> dict[str, str]:
        """By « Référence!F7 »."""
        return {
            f"{sheet}!{cell.get('r')}": formula.text or ""
            for sheet, part in self.sheets.items()
            for cell in self.tree(part).iter(f"{{{MAIN}}}c")
            if (formula := cell.find(f"{{{MAIN}}}f")) is not None
        }
