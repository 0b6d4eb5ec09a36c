"""Rules that every event obeys, whatever its kind: one row a key, no date ahead of its knowledge, no orphan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

from portfolio.domain.access.private_logs import MAY_BE_PRIVATE
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.deciding.imports import keys_repeated
from portfolio.domain.deciding.reading import FactsLookup, by_fact, in_force
from portfolio.domain.events import Event
from portfolio.domain.facts import (
    FACTS,
    Declaration,
    EconomicModel,
    Ending,
    Fact,
    Field,
    Key,
    Programme,
    ProjectTerritory,
)
from portfolio.domain.facts.choices import Audience


def check_rows(event: Event, programme: str, known_on: date) -> None:
    """Refuse a key said twice, another programme's own row, and something said to have happened after the day it was
    known."""
    for fact, key in keys_repeated(event.rows):
        name = "/".join(key)
        raise Refused(
            Text(
                fr=f"{FACTS[fact].label.fr} « {name} » figure deux fois à la même date. Gardez une seule ligne.",
                en=f"{FACTS[fact].label.en} “{name}” appears twice at the same date. Keep a single row.",
            )
        )
    for row in event.rows:
        if isinstance(row, Programme) and row.programme_id != programme:
            raise Refused(OTHER_PROGRAMME.fill(code=row.programme_id, programme=programme), "programme_id")
        if isinstance(row, Fact):
            check_happened(row, known_on)


def check_private(event: Event, project_id: str | None) -> None:
    """Refuse to keep private what everyone reads, or what is of another project; and a model in a log that its audience
    does not fit."""
    for row in event.rows:
        if isinstance(row, EconomicModel) and (row.audience is Audience.EVERYONE) != (project_id is None):
            raise Refused(WRONG_LOG.fill(project=row.project_id, audience=row.audience.label), "audience")
    for row in event.rows if project_id is not None else ():
        if row.declaration.name not in MAY_BE_PRIVATE or row.key[0] != project_id:
            raise Refused(NOT_PRIVATE.fill(fact=row.declaration.label, name="/".join(row.key), project=project_id))


def check_happened(row: Fact, known_on: date) -> None:
    """Refuse a date of something done that is later than the day the row became known."""
    for field in row.declaration.fields:
        value = getattr(row, field.name)
        if field.happened and value is not None and value > known_on:
            name = "/".join(row.key)
            raise Refused(
                Text(
                    fr=f"{row.declaration.label.fr} « {name} » : « {field.label.fr} » ({value:%d/%m/%Y}) "
                    f"est postérieure au jour où le fait est connu ({known_on:%d/%m/%Y}). "
                    "Corrigez l’une des deux dates.",
                    en=f"{row.declaration.label.en} “{name}”: “{field.label.en}” ({value:%d %b %Y}) is later than the "
                    f"day the fact became known ({known_on:%d %b %Y}). Correct one of the two dates.",
                ),
                field.name,
            )


def check_references(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse to leave a row that refers to one that does not hold. `facts` must already include these events, and is
    judged as they leave it: what one asserts and a later one changes refers to nothing any more."""
    wanted: dict[str, dict[Key, tuple[Fact, Field]]] = {}
    for name, keys in touched(events).items():
        rows = in_force(facts, FACTS[name], keys)
        for row in rows.values():
            for field, target, key in references(row):
                wanted.setdefault(target.name, {}).setdefault(key, (row, field))
        for row, field in facts.referring(FACTS[name], [key for key in keys if key not in rows]):
            raise still_referred(row, field)
    for name, uses in wanted.items():
        held = in_force(facts, FACTS[name], uses)
        for key, (row, field) in uses.items():
            if key not in held:
                raise orphan(row, field, FACTS[name], key)


def check_territories(events: Iterable[Event], facts: FactsLookup) -> None:
    """Refuse a territory whose code does not exist at its level."""
    places = {(r.level.value, r.territory_code): r for r in _rows(events) if isinstance(r, ProjectTerritory)}
    for pair, current_code in facts.unknown_territories(places).items():
        raise no_such_territory(places[pair], current_code)


def no_such_territory(place: ProjectTerritory, current_code: str | None) -> Refused:
    """The refusal of a territory that does not exist; `current_code`: the code that its commune bears since."""
    hint_fr = f"La commune porte aujourd’hui le code {current_code}." if current_code else "Vérifiez le code officiel."
    hint_en = f"The commune’s code is now {current_code}." if current_code else "Check the official code."
    level = place.level.label
    return Refused(
        Text(
            fr=f"projet « {place.project_id} » : aucun territoire « {level.fr} » n’a le code "
            f"« {place.territory_code} ». {hint_fr}",
            en=f"project “{place.project_id}”: no “{level.en}” has the code “{place.territory_code}”. {hint_en}",
        ),
        "territory_code",
    )


class Row(Protocol):
    """A fact, or what could be read of one."""

    @property
    def declaration(self) -> Declaration: ...

    @property
    def key(self) -> Key: ...


def references(row: Row) -> Iterator[tuple[Field, Declaration, Key]]:
    """What a row refers to. The first parts of a composite key are read from the row's own fields."""
    for field in row.declaration.fields:
        value = getattr(row, field.name)
        if field.refers_to and value is not None:
            target = FACTS[field.refers_to]
            parts = [getattr(row, part) for part in target.key[:-1]]
            if None not in parts:
                yield field, target, (*map(str, parts), str(value))


def orphan(row: Row, field: Field, target: Declaration, key: Key) -> Refused:
    """The refusal of a row whose `field` designates a row of `target` that does not hold."""
    name, missing = "/".join(row.key), "/".join(key)
    return Refused(
        Text(
            fr=f"{row.declaration.label.fr} « {name} » : « {field.label.fr} » désigne « {missing} », "
            f"inconnu parmi les faits « {target.label.fr} ». Ajoutez-le, ou corrigez le code.",
            en=f"{row.declaration.label.en} “{name}”: “{field.label.en}” points to “{missing}”, "
            f"unknown among the “{target.label.en}” facts. Add it, or correct the code.",
        ),
        field.name,
    )


def still_referred(row: Fact, field: Field) -> Refused:
    """What ends is still designated by `row`."""
    name, ended = "/".join(row.key), getattr(row, field.name)
    return Refused(
        Text(
            fr=f"« {ended} » ne peut pas finir : {row.declaration.label.fr} « {name} » le désigne "
            f"(« {field.label.fr} »). Finissez ou corrigez d’abord cette ligne.",
            en=f"“{ended}” cannot end: {row.declaration.label.en} “{name}” points to it (“{field.label.en}”). "
            "End or correct that row first.",
        ),
        "ended",
    )


def touched(events: Iterable[Event]) -> dict[str, list[Key]]:
    """The keys of the rows that the events assert or end, by fact."""
    return by_fact((row.declaration.name, row.key) for event in events for row in event.rows)


def _rows(events: Iterable[Event]) -> Iterator[Fact]:
    for event in events:
        for row in event.rows:
            if not isinstance(row, Ending):
                yield row


WRONG_LOG = Text(
    fr="le modèle de « {project} » est à lire par : {audience}. Un modèle réservé s’enregistre depuis la page du "
    "projet, hors de ce que tous lisent ; un fichier n’apporte que des modèles lus par tout le monde.",
    en="the model of “{project}” is to be read by: {audience}. A model kept for some is saved from the project's page, "
    "apart from what everyone reads; a file brings only models that everyone reads.",
)
NOT_PRIVATE = Text(
    fr="{fact} « {name} » n’est pas de ce que le projet « {project} » peut réserver à certains.",
    en="{fact} “{name}” is not among what project “{project}” may keep private.",
)
OTHER_PROGRAMME = Text(
    fr="la ligne du programme porte le code « {code} », et non celui du programme où elle est dite, « {programme} ». "
    "Corrigez l’un des deux.",
    en="the programme’s own row bears the code “{code}”, not that of the programme it is said in, “{programme}”. "
    "Correct one of the two.",
)
