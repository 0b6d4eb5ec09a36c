"""Figures from a terminal: what there is to measure, at any grain and date."""

from __future__ import annotations

from datetime import date

import click

from portfolio.domain.access.actor import VISITOR
from portfolio.domain.questions import Figures
from portfolio.indicators import INDICATORS, indicator
from portfolio.terminal.asking import filters_of, programme_of
from portfolio.terminal.leaving import errors_in_words, opened
from portfolio.terminal.options import as_of_option, json_option, programme_option
from portfolio.terminal.printing import as_json, language, table


@click.command()
@json_option
def indicators(as_json_: bool) -> None:
    """The indicators, with what each means and its formula."""
    shown = language()
    rows = [
        {"key": i.key, "label": i.label.to(shown), "unit": i.unit.value, "meaning": i.meaning.to(shown)}
        | ({"formula": i.formula, "undefined_when": i.undefined_when.to(shown)} if as_json_ else {})
        for i in INDICATORS.values()
    ]
    click.echo(as_json(rows) if as_json_ else table(rows))


@click.command()
@click.argument("key")
@click.option("--by", multiple=True, metavar="DIM", help="Group by this dimension; may be repeated.")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="DIM=VALUE",
    help="Keep these values only; without VALUE, the unknown.",
)
@as_of_option
@programme_option
@json_option
@click.pass_obj
def measure(
    place: str,
    key: str,
    by: tuple[str, ...],
    filters: tuple[str, ...],
    as_of: date | None,
    programme: str | None,
    as_json_: bool,
) -> None:
    """A figure at any grain and date: rows of dimensions, value, known, total."""
    with errors_in_words(usage=True), opened(place) as service:
        question = Figures(
            programme=programme_of(service, programme), indicator=indicator(key).key, by=by, filters=filters_of(filters)
        )
        found = service.read(question, VISITOR, as_of)
        rows = [{**dict(m.group), "value": m.value, "known": m.known, "total": m.total} for m in found]
    click.echo(as_json(rows) if as_json_ else table(rows))
