"""How many projects, and how fresh what we know of them is."""

from __future__ import annotations

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.kinds import Unit
from portfolio.indicators.declaration import Example, Indicator
from portfolio.indicators.example_rows import projects

PROJECT_COUNT = Indicator(
    key="project_count",
    label=Text("Nombre de projets", "Number of projects"),
    meaning=Text(
        "Projets inscrits au plan, abandonnés compris. Un projet sur plusieurs territoires compte dans chacun, "
        "et une fois au total.",
        "Projects of the plan, abandoned ones included. A project over several territories counts in each, "
        "and once in the total.",
    ),
    unit=Unit.PROJECTS,
    relation="project",
    formula="count(*)",
    known="true",
    undefined_when=Text("jamais : zéro projet se dit 0", "never: no project is said as 0"),
    source=Text("Définition du plan", "Definition of the plan"),
    examples=(
        Example(Text("deux projets", "two projects"), projects("A", "B"), 2, known=2, total=2),
        Example(Text("aucun projet", "no project"), (), 0, known=0, total=0),
    ),
    empty=0,
    additive=True,
)

DATA_FRESHNESS_DAYS = Indicator(
    key="data_freshness_days",
    label=Text("Âge des données", "Age of the data"),
    meaning=Text(
        "Jours écoulés depuis que l’on a appris quelque chose d’un projet ; en moyenne sur les projets.",
        "Days since something was last learnt about a project; averaged over the projects.",
    ),
    unit=Unit.DAYS,
    relation="project_latest",
    formula="sum(date_diff('day', known_on, $day)) / count(*)",
    known="known_on IS NOT NULL",
    undefined_when=Text("aucun projet", "no project"),
    source=Text("Définition du plan", "Definition of the plan"),
    examples=(
        Example(
            Text("deux projets appris vingt jours avant", "two projects learnt twenty days before"),
            projects("A", "B"),
            20.0,
            days_before=20,
        ),
        Example(Text("deux projets appris le jour même", "two projects learnt that very day"), projects("A", "B"), 0.0),
        Example(Text("aucun projet", "no project"), (), None, known=0, total=0),
    ),
    better="down",
)

DECLARED = (PROJECT_COUNT, DATA_FRESHNESS_DAYS)
