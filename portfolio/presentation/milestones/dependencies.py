"""Which milestones wait for which, and those that leave no day to lose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import Milestone, MilestoneLink
from portfolio.domain.milestones.critical_path import CriticalPath, critical_path
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, number
from portfolio.presentation.kit.sentences import join
from portfolio.presentation.milestones.calendar_figure import Waiting


def message(milestones: Sequence[Milestone], links: Sequence[MilestoneLink], view: View) -> str:
    """« J2 → J4 → J5 ne laissent aucun jour à perdre »."""
    found = _network(milestones, links)
    linked = {name for link in links for name in (link.milestone_id, link.follows_id)}
    tight = [name for name in found.critical if name in linked]
    if not tight:
        return view.say(Text("Un délai manque pour calculer le chemin critique", "A lag is missing: no critical path"))
    text = Text("{path} ne laissent aucun jour à perdre", "{path} leave no day to lose")
    return view.say(text.fill(path=" → ".join(tight)))


def table(milestones: Sequence[Milestone], links: Sequence[MilestoneLink], view: View) -> Table:
    """Each linked milestone: what it waits for, the earliest day that leaves it, and its slack."""
    found, start = _network(milestones, links), _start(milestones)
    columns = (
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Attend", "Waits for"))),
        Column(view.say(Text("Au plus tôt", "Earliest")), lambda v: day(v, view.language, short=True)),
        Column(view.say(Text("Marge (jours)", "Slack (days)")), lambda v: number(v, view.language), is_number=True),
        Column(view.say(Text("Chemin critique", "Critical path"))),
    )
    linked = {name for link in links for name in (link.milestone_id, link.follows_id)}
    rows = (
        (
            f"{each.milestone_id} {each.title}",
            join([_follows(link, view) for link in links if link.milestone_id == each.milestone_id], view.language)
            or None,
            _day(start, found.earliest_start[each.milestone_id]),
            found.float_[each.milestone_id],
            view.say(Text("oui", "yes")) if each.milestone_id in found.critical else view.say(Text("non", "no")),
        )
        for each in sorted(milestones, key=lambda m: (m.planned_on or date.max, m.milestone_id))
        if each.milestone_id in linked
    )
    return Table(columns, tuple(rows))


def waiting(milestones: Sequence[Milestone], links: Sequence[MilestoneLink]) -> list[Waiting]:
    """Each dependency as it is drawn: critical when it joins two milestones of the critical path and sets the pace."""
    found = _network(milestones, links)
    return [
        Waiting(link.follows_id, link.milestone_id, _sets_the_pace(link, found))
        for link in sorted(links, key=lambda link: link.key)
    ]


def _sets_the_pace(link: MilestoneLink, found: CriticalPath) -> bool:
    before, after = (found.earliest_start[name] for name in (link.follows_id, link.milestone_id))
    on_path = {link.follows_id, link.milestone_id} <= set(found.critical)
    if not on_path or link.lag_days is None or before is None or after is None:
        return False
    return math.isclose(after - before, link.lag_days, abs_tol=0.5)


def _network(milestones: Sequence[Milestone], links: Sequence[MilestoneLink]) -> CriticalPath:
    """A milestone takes no day of its own: what takes time is the lag after what it waits for, unknown if not said."""
    known = [
        (link.follows_id, link.milestone_id, link.kind.value, None if link.lag_days is None else float(link.lag_days))
        for link in links
    ]
    return critical_path({each.milestone_id: 0.0 for each in milestones}, known)


def _start(milestones: Sequence[Milestone]) -> date | None:
    return min((each.planned_on for each in milestones if each.planned_on), default=None)


def _day(start: date | None, days: float | None) -> date | None:
    return None if start is None or days is None else start + timedelta(days=days)


def _follows(link: MilestoneLink, view: View) -> str:
    if link.lag_days is None:
        return link.follows_id
    return view.say(Text("{id} + {n} j", "{id} + {n} d").fill(id=link.follows_id, n=int(link.lag_days)))
