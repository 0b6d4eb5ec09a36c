"""The words typed: what they name in this record, or what they could have named."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import click

from portfolio.domain.access.actor import VISITOR, Actor
from portfolio.domain.basis import days
from portfolio.domain.basis.text import Refused, Text, shown
from portfolio.domain.commands import COMMAND_ID
from portfolio.domain.facts.values import check_value
from portfolio.domain.questions import Filters, Programmes
from portfolio.service import Service
from portfolio.terminal.printing import language, printable


def unusable(text: Text) -> click.UsageError:
    """The words typed do not fit; exit code 2."""
    return click.UsageError(printable(text.to(language())))


def persona(_: click.Context, __: click.Parameter, text: str) -> Actor:
    try:
        return Actor.parse(text)
    except Refused as refused:
        raise unusable(refused.text) from refused


def command_id(_: click.Context, __: click.Parameter, text: str | None) -> str:
    """The number that makes a repeated call harmless; a new one when none is given."""
    if text is None:
        return str(uuid.uuid4())
    try:
        checked: str = check_value(COMMAND_ID, text)
    except Refused as refused:
        raise unusable(refused.text) from refused
    return checked


def programme_of(service: Service, asked: str | None) -> str:
    """The programme asked for, or the only one there is."""
    codes = [row.programme for row in service.read(Programmes(), VISITOR)]
    if asked in codes:
        return str(asked)
    if asked is None and len(codes) == 1:
        return codes[0]
    listed = ", ".join(codes) or "—"
    raise unusable(Text(fr=f"précisez --programme parmi : {listed}", en=f"give --programme among: {listed}"))


def filters_of(texts: tuple[str, ...]) -> Filters:
    kept: dict[str, list[str | None]] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise unusable(Text(fr=f"--filter {text} : écrivez DIM=VALEUR", en=f"--filter {text}: write DIM=VALUE"))
        kept.setdefault(name, []).append(value or None)
    return tuple((name, tuple(values)) for name, values in kept.items())


def past_day(_: click.Context, __: click.Parameter, moment: datetime | None) -> date | None:
    """A day that has come: nobody knows yet what will be known."""
    day = day_of(moment)
    if day is not None and day > days.day_of(days.now()):
        raise unusable(NOT_YET.fill(day=shown(day)))
    return day


def day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


NOT_YET = Text(
    fr="« --as-of » {day} : ce jour n’est pas encore venu. Donnez un jour passé, ou rien pour aujourd’hui.",
    en="--as-of {day}: that day has not come yet. Give a past day, or nothing for today.",
)
