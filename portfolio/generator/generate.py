"""A whole programme through the door: projects told day by day, in chunks that can be taken up again."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.access.actor import Actor
from portfolio.domain.basis.days import noon
from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.commands import ImportFacts
from portfolio.domain.facts import Fact, Programme
from portfolio.domain.facts.choices import ProgrammeKind
from portfolio.domain.questions import Programmes, Territories
from portfolio.generator import continuity
from portfolio.generator.agreements import delegations
from portfolio.generator.distributions import FIRST_DAY, PLAN_END
from portfolio.generator.past import ProjectPast
from portfolio.generator.people import TerritoryDraw
from portfolio.generator.story import tell
from portfolio.service import Service

# Projects recorded at once: some fifty thousand events.
CHUNK = 1_500
Progress = Callable[[int, int], None]


def generate(
    service: Service, actor: Actor, *, programme: str, projects: int, seed: int, progress: Progress | None = None
) -> int:
    """Record `projects` fictional projects; how many events were made, none for the chunks already there.

    The same seed gives the same events, whatever was interrupted. Refused: a programme of that code that is another.
    """
    plan = _plan(programme, projects, seed)
    known = {row.programme: row.name_fr for row in service.read(Programmes(), actor)}
    if known.get(programme, plan.name_fr) != plan.name_fr:
        raise Refused(ANOTHER.fill(code=programme, name=known[programme]))
    places = TerritoryDraw(service.read(Territories(), actor))
    made, told = 0, set[str]()
    for first in range(1, projects + 1, CHUNK):
        last = min(first + CHUNK, projects + 1)
        stories = [tell(number, seed, places) for number in range(first, last)]
        commands = _commands(programme, [plan] if first == 1 else [], stories, told)
        recorded = service.carry_out_all(commands, actor, f"generate-{seed}-{projects}-{first}")
        made += 0 if recorded.repeated else len(commands)
        if progress is not None:
            progress(last - 1, projects)
    return made + continuity.end(service, actor, programme, projects, f"generate-{seed}-{projects}")


def _commands(programme: str, plan: list[Fact], stories: list[ProjectPast], told: set[str]) -> list[ImportFacts]:
    """The organisations not told yet, then each project's days: one event a day of a project."""
    found = {each.organisation_id: each for story in stories for each in story.organisations.values()}
    new = [organisation for key, organisation in found.items() if key not in told]
    told.update(found)
    days = [(FIRST_DAY, (*plan, *new, *delegations(new))), *(day for story in stories for day in story.days())]
    return [ImportFacts(programme=programme, rows=rows, known_at=noon(day)) for day, rows in days if rows]


def _plan(programme: str, projects: int, seed: int) -> Programme:
    return Programme(
        programme_id=programme,
        name_fr=f"Programme généré : {projects} projets fictifs (graine {seed})",
        name_en=f"Generated programme: {projects} fictional projects (seed {seed})",
        kind=ProgrammeKind.FICTIONAL,
        summary_fr="Projets et organisations inventés ; seuls les territoires existent.",
        summary_en="Projects and organisations are invented; only the territories exist.",
        starts_on=FIRST_DAY,
        ends_on=PLAN_END,
    )


ANOTHER = Text(
    fr="Le programme « {code} » existe déjà et c’en est un autre : {name}. Donnez un autre code par --programme.",
    en="Programme “{code}” exists already and is another one: {name}. Give another code with --programme.",
)
