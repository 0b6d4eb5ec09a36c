"""The list of projects and a project's page, as they are read."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.basis.text import Text
from portfolio.presentation.economics import model_blocks
from portfolio.presentation.funding import project_blocks as funding
from portfolio.presentation.kit.screen import Ask, Scope
from portfolio.presentation.milestones import project_blocks as milestones
from portfolio.presentation.project import blocks, list_blocks
from portfolio.ui.kit import filters
from portfolio.ui.kit import words as common
from portfolio.ui.kit.screen import Interactive, Screen, Sheet, SideBySide, Switch
from portfolio.ui.project import project_list, sheet, words


def _nothing_to_list(ask: Ask, scope: Scope) -> Callable[[], None] | None:
    found = project_list.found(scope)
    if not found.total:
        return filters.nothing_matches
    return None if found.found else project_list.nothing_found


PROJECTS = Screen(
    file="projects/projects.py",
    path="projets",
    name=common.PROJECTS,
    question=Text("Quels projets, et lequel ouvrir ?", "Which projects, and which one to open?"),
    sentence=words.PROJECTS_SENTENCE,
    sheets=(
        Sheet(
            "projets",
            common.PROJECTS,
            (Interactive(project_list.show, asks=project_list.asked),),
            files=(list_blocks.project_list,),
        ),
    ),
    tools=Interactive(project_list.tools),
    has_filters=True,
    instead=_nothing_to_list,
)


def _title(ask: Ask, scope: Scope) -> Text:
    for row in ask(scope.project):
        return Text(row.title, row.title)
    return words.NO_PROJECT if scope.project_id else words.WHICH_ONE


def _summary(ask: Ask, scope: Scope) -> Text | None:
    summaries = (row.summary for row in ask(scope.project))
    return next((Text(summary, summary) for summary in summaries if summary), None)


def _no_such_project(ask: Ask, scope: Scope) -> Callable[[], None] | None:
    return None if ask(scope.project) else lambda: sheet.not_found(scope)


PROJECT = Screen(
    file="projects/project.py",
    path="projet",
    name=common.PROJECT,
    question=_title,
    sentence=_summary,
    above=Interactive(sheet.back),
    lead=(Interactive(sheet.badges),),
    switch=Switch.TABS,
    sheets=(
        Sheet(
            "resume",
            Text("Résumé", "Summary"),
            (
                Interactive(sheet.next_action),
                SideBySide(
                    ((Interactive(sheet.lead_report), blocks.cards), (funding.share, Interactive(sheet.disagreements))),
                    (3, 2),
                ),
            ),
        ),
        Sheet(
            "jalons",
            Text("Jalons", "Milestones"),
            (milestones.schedule, milestones.slips, milestones.waits, milestones.matrix, milestones.releases),
        ),
        Sheet(
            "financement",
            Text("Financement", "Funding"),
            (
                funding.share,
                funding.funding_lines,
                funding.losses,
                funding.versions,
                funding.operations,
                funding.plan_checks,
                Interactive(sheet.legal_form),
                Interactive(sheet.disagreements),
            ),
        ),
        Sheet(
            "modele",
            words.MODEL_TAB,
            (Interactive(sheet.model),),
            files=(model_blocks.flows, model_blocks.results),
        ),
        Sheet("indicateurs", Text("Indicateurs", "Indicators"), (Interactive(sheet.indicators),)),
        Sheet("historique", Text("Historique", "History"), (Interactive(sheet.history_tab),)),
        Sheet(
            "sources",
            Text("Sources", "Sources"),
            (blocks.published, Interactive(sheet.disagreements)),
            files=(blocks.contradictions,),
        ),
    ),
    is_hidden=True,
    instead=_no_such_project,
    about=lambda scope: scope.project_id,
)
