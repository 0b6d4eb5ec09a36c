"""The declared screens as data, for a program that reads them: what a visitor sees, block by block, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.basis.text import Language, Text
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.questions import ProgrammeRow, Programmes, Question
from portfolio.presentation.kit.asking import Asked, by_day
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.screen import PROJECT, Ask, Block, Scope
from portfolio.publish.as_data import as_data
from portfolio.service import Heads, Service
from portfolio.ui.kit.screen import DATA, Screen
from portfolio.ui.kit.session import FIRST_DAY
from portfolio.ui.screens import SCREENS

A = TypeVar("A")
# What any screen may be asked with; each also takes the choices that its blocks read.
COMMON = ("programme", "project", "as_of", "lang")


class Unanswered(Exception):
    """A question that has no answer: its HTTP status, and why in both languages."""

    def __init__(self, status: int, text: Text) -> None:
        super().__init__(text.en)
        self.status, self.text = status, text


@dataclass(frozen=True, slots=True)
class Reading:
    """The door as a visitor, on one day and at one moment of the log."""

    service: Service
    day: date
    today: date
    heads: Heads

    def __call__(self, question: Question[A], as_of: date | None = None, /) -> A:
        return self.service.read(question, VISITOR, self._as_of(as_of or self.day), heads=self.heads)

    def ahead(self, asked: Iterator[Asked]) -> None:
        """Answer together what each block then finds."""
        for as_of, questions in by_day(asked, self.day, self.today).items():
            self.service.read_all(questions, VISITOR, as_of, heads=self.heads)

    def _as_of(self, day: date) -> date | None:
        return day if day != self.today else None


def every_screen(language: Language) -> dict[str, Any]:
    """Each screen that has something to read, its address, its blocks, what it may be asked with."""
    return {"screens": [_listed(screen, language) for screen in SCREENS if screen.blocks]}


def one_screen(service: Service, address: str, asked: Mapping[str, str], language: Language) -> dict[str, Any]:
    """What the blocks of a screen show a visitor of a programme on a day; raises `Unanswered`."""
    screen = next((each for each in SCREENS if each.path == address and each.blocks), None)
    if screen is None:
        raise Unanswered(404, NO_SCREEN.fill(address=address))
    unknown = sorted(set(asked) - {*COMMON, *screen.choices})
    if unknown:
        raise Unanswered(400, UNKNOWN.fill(names=", ".join(unknown), known=", ".join((*COMMON, *screen.choices))))
    if asked.get("lang", language) != language:
        raise Unanswered(400, NO_LANGUAGE.fill(asked=asked["lang"]))
    heads = service.heads()
    today = service.today(heads)
    reading = Reading(service, _day(asked.get("as_of"), today), today, heads)
    programme = _programme(reading, asked.get("programme"))
    scope = _scope(reading, programme, asked)
    _check_project(screen, scope, reading)
    blocks = screen.standing(scope)
    reading.ahead(each for block in blocks for each in block.asks(scope.narrowed(block.reads)))
    view = View(language, "light", reading.day)
    return {
        "screen": screen.path,
        "programme": scope.programme,
        "project": scope.project_id or None,
        "as_of": reading.day.isoformat(),
        "question": view.say(screen.asked(reading, scope)),
        "blocks": [_block(block, reading, scope.narrowed(block.reads), view) for block in blocks],
    }


def _block(block: Block, reading: Reading, scope: Scope, view: View) -> dict[str, Any]:
    reading.ahead(iter(block.then(reading, scope)))
    shown = block.show(reading, scope, view)
    return {"key": block.key, "name": view.say(block.name), **as_data(shown, view.language)}


def _listed(screen: Screen, language: Language) -> dict[str, Any]:
    blocks = {block.key: block.name.to(language) for block in screen.blocks}
    return {
        "address": f"{DATA}/{screen.path}",
        "name": screen.name.to(language),
        "parameters": [*COMMON, *screen.choices],
        "blocks": [{"key": key, "name": name} for key, name in blocks.items()],
    }


def _day(asked: str | None, today: date) -> date:
    if asked is None:
        return today
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Unanswered(400, NO_DAY.fill(asked=asked)) from None
    if not FIRST_DAY <= day <= today:
        raise Unanswered(400, OUT_OF_TIME.fill(asked=asked, first=FIRST_DAY, last=today))
    return day


def _programme(ask: Ask, asked: str | None) -> ProgrammeRow:
    """The one that is asked for, the first when none is."""
    rows = ask(Programmes())
    found = next((row for row in rows if asked in {None, row.programme}), None)
    if found is None:
        raise Unanswered(404, NO_PROGRAMME.fill(code=asked or "—"))
    return found


def _scope(reading: Reading, programme: ProgrammeRow, asked: Mapping[str, str]) -> Scope:
    named = {PROJECT[0] if name == "project" else name: value for name, value in asked.items()}
    return Scope(
        programme=programme.programme,
        day=reading.day,
        kind=ProgrammeKind.of(programme.kind),
        private=reading.service.private_models(
            VISITOR, programme.programme, reading._as_of(reading.day), heads=reading.heads
        ),
        chosen=tuple(sorted(pair for pair in named.items() if pair[0] not in COMMON)),
    )


def _check_project(screen: Screen, scope: Scope, ask: Ask) -> None:
    """A screen of one project is asked with one that there is, to read by who asks."""
    is_of_one = any(PROJECT[0] in block.reads for block in screen.blocks)
    if is_of_one and not scope.project_id:
        raise Unanswered(400, WHICH_PROJECT)
    if scope.project_id and not ask(scope.project):
        raise Unanswered(404, NO_PROJECT.fill(code=scope.project_id))


NO_SCREEN = Text(
    "Aucun écran n’a l’adresse « {address} ». La liste des écrans est à /api/v1/screens.",
    "No screen has the address “{address}”. The list of screens is at /api/v1/screens.",
)
UNKNOWN = Text(
    "Paramètre inconnu de cet écran : {names}. Il connaît : {known}.",
    "Parameter that this screen does not know: {names}. It knows: {known}.",
)
NO_LANGUAGE = Text(
    "« {asked} » n’est pas une langue de l’application : « fr » ou « en ».",
    "“{asked}” is not a language of the application: “fr” or “en”.",
)
NO_DAY = Text(
    "« {asked} » n’est pas un jour. Écrivez-le 2026-03-31, ou ne donnez pas « as_of » pour aujourd’hui.",
    "“{asked}” is not a day. Write it 2026-03-31, or leave “as_of” out for today.",
)
OUT_OF_TIME = Text(
    "Rien n’est connu au {asked}. Donnez un jour entre le {first} et le {last}.",
    "Nothing is known as of {asked}. Give a day between {first} and {last}.",
)
NO_PROGRAMME = Text(
    "Aucun programme n’a le code « {code} ». Vérifiez-le, ou ne donnez pas « programme » pour le premier.",
    "No programme has the code “{code}”. Check it, or leave “programme” out for the first one.",
)
WHICH_PROJECT = Text(
    "Cet écran est celui d’un projet : donnez son code, « project=… ».",
    "This screen is that of a project: give its code, “project=…”.",
)
NO_PROJECT = Text(
    "Aucun projet n’a le code « {code} » dans ce programme ce jour-là. Vérifiez son code.",
    "No project has the code “{code}” in this programme on that day. Check its code.",
)
