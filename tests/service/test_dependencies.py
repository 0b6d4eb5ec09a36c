"""Milestones that wait for one another: never in a circle, and those that leave no day to lose are named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from portfolio.domain.basis.text import Refused
from portfolio.domain.facts import Ending, Milestone, MilestoneLink
from portfolio.presentation.kit.block import View
from portfolio.presentation.milestones.dependencies import message, table
from tests.support.installations import Place, held, load, planned

VIEW = View("fr", "light", date(2026, 6, 30))


def link(milestone_id: str, follows_id: str, lag: int | None = 0, project_id: str = "P1") -> MilestoneLink:
    days = None if lag is None else Decimal(lag)
    return MilestoneLink(project_id=project_id, milestone_id=milestone_id, follows_id=follows_id, lag_days=days)


def step(milestone_id: str, planned_on: date | None = None) -> Milestone:
    return Milestone(project_id="P1", milestone_id=milestone_id, title=f"jalon {milestone_id}", planned_on=planned_on)


FOUR = (step("A", date(2026, 1, 1)), step("B", date(2026, 2, 1)), step("C", date(2026, 3, 1)), step("D"))
DIAMOND = (link("B", "A", 30), link("C", "A", 10), link("D", "B", 5), link("D", "C", 5))


def test_the_longest_way_leaves_no_day_to_lose_and_the_other_has_its_slack() -> None:
    assert message(FOUR, DIAMOND, VIEW) == "A → B → D ne laissent aucun jour à perdre"
    rows = {row[0][:1]: row for row in table(FOUR, DIAMOND, VIEW).rows}
    assert rows["C"][3:] == (20, "non")
    assert rows["B"][3:] == (0, "oui")
    assert rows["D"][1] == "B + 5\u202fj et C + 5\u202fj"
    assert rows["D"][2] == date(2026, 2, 5)


def test_a_lag_not_said_is_not_a_zero() -> None:
    links = (link("B", "A", None), link("C", "B", 10))
    rows = {row[0][:1]: row for row in table(FOUR, links, VIEW).rows}
    assert rows["B"][2] is None and rows["C"][2] is None


def test_a_dependency_that_closes_a_circle_is_refused_and_nothing_is_written(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    load(service, programme, link("J2", "J1"))
    before = held(service, programme)
    with pytest.raises(Refused, match="wait for one another in a loop"):
        load(service, programme, link("J1", "J2"))
    assert held(service, programme) == before


def test_a_milestone_does_not_wait_for_itself_nor_for_one_that_does_not_exist(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    with pytest.raises(Refused, match="loop"):
        load(service, programme, link("J1", "J1"))
    with pytest.raises(Refused, match="unknown among"):
        load(service, programme, link("J1", "J9"))


def test_once_a_link_ends_the_other_way_round_is_free(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    load(service, programme, link("J2", "J1"))
    load(service, programme, Ending(MilestoneLink.declaration, ("P1", "J2", "J1")), link("J1", "J2"))
    assert ("milestone_link", ("P1", "J1", "J2")) in held(service, programme)


def test_the_milestones_of_another_project_are_another_network(quick: Place) -> None:
    service, programme = quick.service, planned(quick.service)
    load(service, programme, Milestone(project_id="P2", milestone_id="J2", title="Bilan"))
    load(service, programme, link("J2", "J1"), link("J1", "J2", project_id="P2"))
