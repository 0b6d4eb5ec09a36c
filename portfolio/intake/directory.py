"""A folder of CSV files, one a fact, read whole into commands: everything is good, or nothing is imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portfolio.domain.commands import ImportFacts
from portfolio.domain.days import noon
from portfolio.domain.deciding.checks import check_happened, no_such_territory, orphan, references
from portfolio.domain.facts import FACTS, Declaration, Ending, Fact, Key, ProjectTerritory
from portfolio.domain.words import Refused, Text
from portfolio.intake.cells import read_cell
from portfolio.intake.schemas import ENDED, KNOWN_AT, Finding, check_cells
from portfolio.intake.tables import TextTable, read_table


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with where it stood in which file, and when it became known (None: now)."""

    file: str
    line: int
    known_on: date | None
    row: Fact | Ending


@dataclass(frozen=True)
class Folder:
    """What a folder says: rows, or findings; never both."""

    programme: str
    rows: tuple[Placed, ...]
    findings: tuple[Finding, ...]

    def commands(self, today: date, reason: str) -> list[ImportFacts]:
        """One command a date of knowledge, oldest first; today's rows and undated ones are known now."""
        by_date: dict[date | None, list[Fact | Ending]] = {}
        for placed in self.rows:
            known_on = None if placed.known_on == today else placed.known_on
            by_date.setdefault(known_on, []).append(placed.row)
        ordered = sorted(by_date, key=lambda known_on: known_on or date.max)
        return [
            ImportFacts(
                programme=self.programme,
                rows=tuple(by_date[known_on]),
                known_at=None if known_on is None else noon(known_on),
                reason=reason,
            )
            for known_on in ordered
        ]

    def missing_references(self) -> dict[tuple[str, Key], Placed]:
        """What rows refer to that no row of the folder says: to be looked for among the facts."""
        said = {(p.row.declaration.name, p.row.key) for p in self.rows}
        wanted: dict[tuple[str, Key], Placed] = {}
        for placed in self.rows:
            if isinstance(placed.row, Fact):
                for _, target, key in references(placed.row):
                    if (target.name, key) not in said:
                        wanted.setdefault((target.name, key), placed)
        return wanted

    def territories(self) -> dict[tuple[str, str], Placed]:
        """The (level, code) pairs that rows name, with a row that does."""
        return {(p.row.level.value, p.row.territory_code): p for p in self.rows if isinstance(p.row, ProjectTerritory)}


def read_folder(path: Path, today: date, programme: str | None = None) -> Folder:
    """Read every `<fact>.csv` of a folder. The programme is the one of its `programme.csv`, or the one given."""
    findings: list[Finding] = []
    rows: list[Placed] = []
    for file in _files(path):
        try:
            placed, found = _read(read_table(file), FACTS[file.stem], today)
        except Refused as refused:
            placed, found = [], [Finding(file.name, None, None, refused.text)]
        rows += placed
        findings += found
    codes = {p.row.key[0] for p in rows if p.row.declaration.name == "programme"} or {programme or ""}
    if not findings and (len(codes) > 1 or codes == {""}):
        findings.append(Finding("programme.csv", None, None, ONE_PROGRAMME))
    return Folder(min(codes), () if findings else tuple(rows), tuple(findings))


def reference_finding(placed: Placed, target: Declaration, key: Key) -> Finding:
    """The finding of a row that refers to what nobody knows."""
    assert isinstance(placed.row, Fact)
    field = next(f for f, t, k in references(placed.row) if (t.name, k) == (target.name, key))
    return Finding(placed.file, placed.line, field.name, orphan(placed.row, field, target, key).text)


def territory_finding(placed: Placed, current_code: str | None) -> Finding:
    assert isinstance(placed.row, ProjectTerritory)
    return Finding(placed.file, placed.line, "territory_code", no_such_territory(placed.row, current_code).text)


def _files(path: Path) -> list[Path]:
    """The fact files of a folder, in the order facts depend on each other; other files are refused, not ignored."""
    if not path.is_dir():
        raise Refused(
            Text(
                fr=f"« {path} » n’est pas un dossier. Donnez un dossier de fichiers CSV, un par fait.",
                en=f"“{path}” is not a folder. Give a folder of CSV files, one a fact.",
            )
        )
    found = {file.stem: file for file in sorted(path.glob("*.csv"))}
    unknown = sorted(found.keys() - FACTS.keys())
    if unknown or not found:
        named = f"{unknown[0]}.csv" if unknown else f"{path.name}/"
        raise Refused(
            Text(
                fr=f"« {named} » ne dit aucun fait connu. Noms possibles : {', '.join(FACTS)} (.csv).",
                en=f"“{named}” says no known fact. Possible names: {', '.join(FACTS)} (.csv).",
            )
        )
    return [found[name] for name in FACTS if name in found]


def _read(table: TextTable, declaration: Declaration, today: date) -> tuple[list[Placed], list[Finding]]:
    findings = check_cells(table.name, declaration, table.cells)
    if findings:
        return [], findings
    placed: list[Placed] = []
    for line, cells in zip(table.cells.index, table.cells.to_dict("records"), strict=True):
        texts = {str(name): text for name, text in cells.items()}
        try:
            placed.append(_placed(table.name, int(line), declaration, texts, today))
        except Refused as refused:
            findings.append(Finding(table.name, int(line), None, refused.text))
    return placed, findings


def _placed(file: str, line: int, declaration: Declaration, texts: dict[str, str], today: date) -> Placed:
    known_on = read_cell(KNOWN_AT, texts.get(KNOWN_AT.name, ""))
    if known_on is not None and known_on > today:
        raise Refused(
            Text(
                fr=f"« known_at » ({known_on}) est après aujourd’hui ({today}).",
                en=f"“known_at” ({known_on}) is later than today ({today}).",
            )
        )
    row = _row(declaration, texts)
    if isinstance(row, Fact):
        check_happened(row, known_on or today)
    return Placed(file, line, known_on, row)


def _row(declaration: Declaration, texts: dict[str, str]) -> Fact | Ending:
    if read_cell(ENDED, texts.get(ENDED.name, "")):
        return Ending(declaration, tuple(texts[name].strip() for name in declaration.key))
    return declaration.fact(**{field.name: read_cell(field, texts.get(field.name, "")) for field in declaration.fields})


ONE_PROGRAMME = Text(
    fr="Le dossier ne dit pas de quel programme il s’agit. Ajoutez programme.csv avec une seule ligne, ou donnez "
    "--programme.",
    en="The folder does not say which programme it is about. Add programme.csv with a single row, or give --programme.",
)

__all__ = ["Finding", "Folder", "Placed", "read_folder"]
