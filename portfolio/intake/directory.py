"""A folder of CSV files, one a fact, read whole into commands: everything is good, or nothing is imported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portfolio.domain.basis.days import noon
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ImportFacts
from portfolio.domain.deciding.checks import references
from portfolio.domain.facts import FACTS, Ending, Fact, Field, Key, ProjectTerritory
from portfolio.intake.findings import FileFinding, Unreadable
from portfolio.intake.rows import Contents, RowAtLine, Spoilt, read_rows
from portfolio.intake.tables import read_table

Named = tuple[str, Key]
# Rows in another form than CSV are refused, so that nobody believes they were imported.
OTHER_FORMS = {".xlsx", ".xlsm", ".xls", ".ods", ".tsv"}


@dataclass(frozen=True)
class Folder:
    """What a folder says: its good rows, and every finding; one finding stops the import whole.

    `spoilt`: rows that are there, with a finding; `unread`: facts whose file could not be read at all.
    """

    programme: str
    rows: tuple[RowAtLine, ...]
    findings: tuple[FileFinding, ...]
    spoilt: tuple[Spoilt, ...] = ()
    unread: frozenset[str] = frozenset()

    def commands(self, reason: str) -> list[ImportFacts]:
        """One command a date of knowledge, oldest first; what is known now comes last."""
        by_date: dict[date | None, list[Fact | Ending]] = defaultdict(list)
        for placed in self.rows:
            by_date[placed.known_on].append(placed.row)
        return [
            ImportFacts(
                programme=self.programme,
                rows=tuple(by_date[known_on]),
                known_at=None if known_on is None else noon(known_on),
                reason=reason,
            )
            for known_on in sorted(by_date, key=lambda known_on: known_on or date.max)
        ]

    def missing_references(self) -> dict[Named, list[tuple[RowAtLine | Spoilt, Field]]]:
        """What rows refer to that no row of the folder says, and which do: to be looked for among the facts."""
        last = self.last()
        said = {named for named, placed in last.items() if isinstance(placed.row, Fact)} | self.refused()
        wanted: dict[Named, list[tuple[RowAtLine | Spoilt, Field]]] = defaultdict(list)
        every: list[RowAtLine | Spoilt] = [*last.values(), *self.spoilt]
        for placed in every:
            for field, target, key in () if isinstance(placed.row, Ending) else references(placed.row):
                if (target.name, key) not in said and target.name not in self.unread:
                    wanted[target.name, key].append((placed, field))
        return wanted

    def missing_beginnings(self) -> dict[Named, RowAtLine]:
        """Rows that end, and that no row of the folder begins."""
        begun = {_named(placed) for placed in self.rows if isinstance(placed.row, Fact)} | self.refused()
        return {
            _named(placed): placed
            for placed in self.rows
            if isinstance(placed.row, Ending) and _named(placed) not in begun
        }

    def territories(self) -> dict[tuple[str, str], list[RowAtLine]]:
        """The (level, code) pairs that rows name, with the rows that do."""
        named: dict[tuple[str, str], list[RowAtLine]] = defaultdict(list)
        for placed in self.rows:
            if isinstance(placed.row, ProjectTerritory):
                named[placed.row.level.value, placed.row.territory_code].append(placed)
        return named

    def refused(self) -> set[Named]:
        """The rows that are there, with a finding."""
        return {_named(placed) for placed in self.spoilt}

    def last(self) -> dict[Named, RowAtLine]:
        """Each row as it is in the end, as far as the folder says."""
        in_order = sorted(self.rows, key=lambda placed: placed.known_on or date.max)
        return {_named(placed): placed for placed in in_order}


def read_folder(path: Path, today: date, programme: str | None = None) -> Folder:
    """Read every `<fact>.csv` of a folder. The programme is the one of its `programme.csv`, or the one given."""
    files, findings = _files(path)
    read: dict[str, Contents] = {}
    for name, file in files.items():
        try:
            read[name] = read_rows(read_table(file), FACTS[name], today)
            findings += read[name].findings
        except Unreadable as unreadable:
            findings.append(FileFinding(file.name, unreadable.line, None, unreadable.text))
    rows = tuple(placed for contents in read.values() for placed in contents.rows)
    spoilt = tuple(placed for contents in read.values() for placed in contents.spoilt)
    unread = frozenset(files.keys() - read.keys())
    plans = [placed for placed in rows if placed.row.declaration.name == "programme"]
    if not {"programme"} & {*unread, *(placed.row.declaration.name for placed in spoilt)}:
        findings += _other_programmes(plans, programme)
    code = programme or (plans[0].row.key[0] if plans else "")
    return Folder(code, rows, tuple(findings), spoilt, unread)


def _named(placed: RowAtLine | Spoilt) -> Named:
    return placed.row.declaration.name, placed.row.key


def _files(path: Path) -> tuple[Mapping[str, Path], list[FileFinding]]:
    """The fact files of a folder, in the order facts depend on each other; rows under another name are refused, not
    ignored."""
    found: dict[str, Path] = {}
    findings = []
    for file in _listed(path):
        name = file.stem.lower()
        if file.suffix.lower() != ".csv":
            findings += [FileFinding(file.name, None, None, NOT_CSV)] if file.suffix.lower() in OTHER_FORMS else []
        elif name not in FACTS:
            findings.append(FileFinding(file.name, None, None, NO_FACT.fill(names=", ".join(FACTS))))
        elif name in found:
            findings.append(FileFinding(file.name, None, None, TWICE.fill(other=found[name].name)))
        else:
            found[name] = file
    if not found and not findings:
        findings.append(FileFinding(f"{path.name}/", None, None, NO_FACT.fill(names=", ".join(FACTS))))
    return {name: found[name] for name in FACTS if name in found}, findings


def _listed(path: Path) -> Sequence[Path]:
    """Hidden files are the system's own, not the person's."""
    try:
        return sorted(file for file in path.iterdir() if not file.name.startswith("."))
    except OSError as error:
        raise Refused(NO_FOLDER.fill(path=path, why=error.strerror)) from error


def _other_programmes(plans: Sequence[RowAtLine], asked: str | None) -> Iterator[FileFinding]:
    """A folder is about one programme: the one asked for if one is, else the one it says first."""
    if not plans and asked is None:
        yield FileFinding("programme.csv", None, None, NO_PROGRAMME)
    for placed in plans:
        wanted = asked or plans[0].row.key[0]
        if placed.row.key[0] != wanted:
            yield placed.finding(TWO_PROGRAMMES.fill(code=placed.row.key[0], wanted=wanted), "programme_id")


NO_FOLDER = Text(
    fr="« {path} » n’est pas un dossier lisible ({why}). Donnez un dossier de fichiers CSV, un par fait.",
    en="“{path}” is not a folder that can be read ({why}). Give a folder of CSV files, one a fact.",
)
NO_FACT = Text(
    fr="ce nom n’est celui d’aucun fait. Noms possibles, suivis de .csv : {names}.",
    en="this is the name of no fact. Possible names, followed by .csv: {names}.",
)
NOT_CSV = Text(
    fr="seuls les fichiers CSV sont lus. Enregistrez celui-ci en CSV UTF-8, ou retirez-le du dossier.",
    en="only CSV files are read. Save this one as CSV UTF-8, or take it out of the folder.",
)
TWICE = Text(
    fr="ce fait est déjà dit par {other}. Gardez un seul fichier.",
    en="this fact is already said by {other}. Keep a single file.",
)
NO_PROGRAMME = Text(
    fr="le dossier ne dit pas de quel programme il s’agit. Ajoutez ce fichier avec une seule ligne, ou donnez "
    "--programme.",
    en="the folder does not say which programme it is about. Add this file with a single row, or give --programme.",
)
TWO_PROGRAMMES = Text(
    fr="le programme « {code} » n’est pas « {wanted} ». Faites un dossier par programme.",
    en="programme “{code}” is not “{wanted}”. Make one folder a programme.",
)
