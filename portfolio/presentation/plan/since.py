"""What moved between two days, told from the rows that differ: milestones, money, confidence, projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portfolio.domain.basis.text import Text
from portfolio.domain.facts import FundingLine, FundingLoss, Key, Milestone, Project, StatusReport
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import Change
from portfolio.presentation.funding.since_money import line_moves, loss_move
from portfolio.presentation.kit.block import Column, Table, View
from portfolio.presentation.kit.formats import day, signed_days
from portfolio.presentation.kit.sentences import capital, plural, quoted
from portfolio.presentation.progress.confidence import CONFIDENCE_WORDS

NO_LINES: Mapping[Key, FundingLine] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that moved: of which project, told in a sentence; `good` whether it is good news (None: neither)."""

    project_id: str
    topic: str
    sentence: str
    good: bool | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a move is put into words with: how organisations are called, by code; the language; the lines that lost."""

    names: Mapping[str, str]
    view: View
    lines: Mapping[Key, FundingLine]


# In the order a committee reads them.
TOPICS: dict[str, Text] = {
    "reached": Text("Jalons atteints", "Milestones reached"),
    "slipped": Text("Jalons décalés", "Milestones moved"),
    "appeared": Text("Jalons nouveaux ou retirés", "Milestones added or dropped"),
    "money": Text("Financements", "Funding"),
    "confidence": Text("Confiance", "Confidence"),
    "project": Text("Projets", "Projects"),
}


def moves(
    changes: Sequence[Change], names: Mapping[str, str], view: View, lines: Mapping[Key, FundingLine] = NO_LINES
) -> list[Move]:
    """The moves that the changes make, topic by topic; `names` are those of the organisations by code, `lines` by key
    those that lost some money."""
    wording = Wording(names, view, lines)
    found = [move for change in changes if change.fact in MOVES for move in MOVES[change.fact](change, wording)]
    return sorted(found, key=lambda move: (list(TOPICS).index(move.topic), move.project_id))


def message(found: Sequence[Move], view: View) -> str:
    """« Douze mouvements sur sept projets » or that nothing moved."""
    if not found:
        return view.say(Text("Rien n’a bougé entre ces deux dates", "Nothing moved between these two dates"))
    one, many = Text("un mouvement", "one move"), Text("{words} mouvements", "{words} moves")
    moved = plural(len(found), one, one, many, view.language)
    of_one, of_many = Text("un projet", "one project"), Text("{words} projets", "{words} projects")
    on = plural(len({move.project_id for move in found}), of_one, of_one, of_many, view.language)
    return view.say(Text(f"{capital(moved)} sur {on}", f"{capital(moved)} on {on}"))


def table(found: Sequence[Move], titles: dict[str, str], view: View) -> Table:
    """A row a move: its topic, the title of its project, the sentence."""
    columns = tuple(
        Column(view.say(text))
        for text in (Text("Sujet", "Topic"), Text("Projet", "Project"), Text("Ce qui a bougé", "What moved"))
    )
    rows = tuple((view.say(TOPICS[m.topic]), titles.get(m.project_id, m.project_id), m.sentence) for m in found)
    return Table(columns, rows)


def losing(changes: Sequence[Change]) -> set[str]:
    """The projects of which a funding line lost some money, or did not after all."""
    return {change.key[0] for change in changes if change.fact == FundingLoss.declaration.name}


def _line(change: Change, wording: Wording) -> Iterable[Move]:
    for sentence, good in line_moves(change, wording.names, wording.view):
        yield Move(change.key[0], "money", sentence, good)


def _loss(change: Change, wording: Wording) -> Iterable[Move]:
    line = wording.lines.get(change.key[:2])
    yield Move(change.key[0], "money", *loss_move(change, wording.names, wording.view, line))


def _milestone(change: Change, wording: Wording) -> Iterable[Move]:
    before, after, view = change.before, change.after, wording.view
    assert before is None or isinstance(before, Milestone)
    assert after is None or isinstance(after, Milestone)
    project_id = change.key[0]
    named = quoted((after or before).title, view.language)  # type: ignore[union-attr]
    if after is None:
        yield Move(project_id, "appeared", view.say(Text(f"{named} est retiré", f"{named} was dropped")))
        return
    if before is None and after.reached_on is None:
        yield Move(project_id, "appeared", view.say(Text(f"{named} est prévu", f"{named} was planned")))
    if after.reached_on and (before is None or before.reached_on is None):
        late = (after.reached_on - after.planned_on).days if after.planned_on else None
        gap = f", {signed_days(late, view.language)}" if late is not None else ""
        on = day(after.reached_on, view.language)
        text = Text(f"{named} atteint le {on}{gap}", f"{named} reached on {on}{gap}")
        yield Move(project_id, "reached", view.say(text), good=True if after.planned_on else None)
    elif before and before.expected_on and after.expected_on and before.expected_on != after.expected_on:
        gap = signed_days((after.expected_on - before.expected_on).days, view.language)
        then, now = day(before.expected_on, view.language), day(after.expected_on, view.language)
        text = Text(f"{named} : {then} → {now}, {gap}", f"{named}: {then} → {now}, {gap}")
        yield Move(project_id, "slipped", view.say(text), good=after.expected_on < before.expected_on)


def _report(change: Change, wording: Wording) -> Iterable[Move]:
    before, after, view = change.before, change.after, wording.view
    assert before is None or isinstance(before, StatusReport)
    assert after is None or isinstance(after, StatusReport)
    was, now = before.confidence if before else None, after.confidence if after else None
    if was != now:
        words = [CONFIDENCE_WORDS[each] if each else NOT_SAID for each in (was, now)]
        text = Text(f"{words[0].fr} → {words[1].fr}", f"{words[0].en} → {words[1].en}")
        order = list(Confidence)
        better = None if was is None or now is None else order.index(now) < order.index(was)
        yield Move(change.key[0], "confidence", view.say(text), good=better)


def _project(change: Change, wording: Wording) -> Iterable[Move]:
    before, after, view, names = change.before, change.after, wording.view, wording.names
    assert before is None or isinstance(before, Project)
    assert after is None or isinstance(after, Project)
    if before is None:
        yield Move(change.key[0], "project", view.say(Text("entre au plan", "joins the plan")))
    elif after is None:
        yield Move(change.key[0], "project", view.say(Text("sort du plan", "leaves the plan")), good=False)
    elif after.abandoned_on and not before.abandoned_on:
        yield Move(change.key[0], "project", view.say(Text("est abandonné", "was abandoned")), good=False)
    elif before.lead_id and after.lead_id and before.lead_id != after.lead_id:
        was, now = (names.get(code, code) for code in (before.lead_id, after.lead_id))
        yield Move(change.key[0], "project", view.say(HANDED_OVER.fill(was=was, now=now)))


# By fact, what is said of a change of one of its rows; why nothing is said of the others: since_left_out.py.
MOVES: dict[str, Callable[[Change, Wording], Iterable[Move]]] = {
    Project.declaration.name: _project,
    FundingLine.declaration.name: _line,
    FundingLoss.declaration.name: _loss,
    Milestone.declaration.name: _milestone,
    StatusReport.declaration.name: _report,
}
HANDED_OVER = Text("change de porteur : {was} → {now}", "changes lead: {was} → {now}")
NOT_SAID = Text("non renseigné", "not reported")
