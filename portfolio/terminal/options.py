"""The options that several commands take, each written once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from portfolio.terminal.asking import command_id, past_day, persona

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
programme_option = click.option("--programme", metavar="CODE", help="The programme; required when there are several.")
as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=past_day,
    metavar="YYYY-MM-DD",
    help="As it was known that day.",
)
command_id_option = click.option("--command-id", callback=command_id, help="Makes a repeated call harmless.")


def as_option(example: str) -> Callable[[F], F]:
    """Who speaks, written for example as `lead:ORG`."""
    return click.option("--as", "actor", required=True, metavar=example, callback=persona, help="Who speaks.")


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """What a command that reads a programme takes: its day, the programme, JSON or not; the record comes first."""
    for option in (click.pass_obj, json_option, programme_option, as_of_option):
        command = option(command)
    return command
