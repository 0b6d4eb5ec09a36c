"""`python -m portfolio …`: the same service from a terminal. It works while the app runs.

Exit codes: 0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy or out of reach, 4 damaged or read-only.
"""

from __future__ import annotations

import click

from portfolio import __version__, settings
from portfolio.terminal import economics, figures, funding, loading, maintenance, milestones, projects
from portfolio.terminal.printing import tolerate_any_encoding


def _on_record(context: click.Context, _: click.Parameter, record: str | None) -> None:
    """The record named last counts: after the command rather than before it."""
    if record is not None:
        context.obj = record


def _record_option() -> click.Option:
    said = "The record; by default data/local/record.sqlite."
    return click.Option(["--record"], metavar="URL|FILE", expose_value=False, callback=_on_record, help=said)


class OnARecord(click.Group):
    """A group whose every command can be told which record, before its name or after it."""

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        cmd.params.append(_record_option())
        super().add_command(cmd, name)


@click.group(cls=OnARecord, params=[_record_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """The instrument panel of a partnership plan.

    Exit codes: 0 ok, 1 a check failed or a rule refused, 2 usage, 3 busy or out of reach, 4 damaged or read-only.
    """
    tolerate_any_encoding()
    context.obj = settings.record_place() if context.obj is None else context.obj


@click.command()
def version() -> None:
    """The version."""
    click.echo(__version__)


for command in (
    loading.init,
    loading.import_,
    loading.generate,
    figures.indicators,
    figures.measure,
    projects.projects,
    projects.project,
    projects.status,
    funding.funding,
    milestones.milestones,
    milestones.verify_milestone,
    milestones.instalments,
    economics.economics,
    economics.durability,
    maintenance.verify,
    maintenance.rebuild,
    maintenance.backup,
    maintenance.restore,
    maintenance.doctor,
    version,
):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m portfolio")
