"""The verification of milestones as it is written: what waits for whom, and each funder's answer on each milestone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from portfolio.domain.basis.text import HARD_SPACE, Choice, Text
from portfolio.domain.facts import Evidence
from portfolio.domain.facts.choices import Answer
from portfolio.domain.questions import AnswerRow
from portfolio.presentation.kit.block import Column, Table, View, total
from portfolio.presentation.kit.formats import day, euros, number
from portfolio.presentation.kit.sentences import capital, quoted


class Standing(Choice):
    """Where a funder stands on a milestone, as people read it."""

    TO_EXAMINE = "to_examine", Text("à examiner", "to examine")
    TO_INSTRUCT = "to_instruct", Text("à instruire", "to be instructed")
    TO_DECIDE = "to_decide", Text("proposé, à décider", "proposed, to be decided")
    TO_COMPLETE = "to_complete", Text("à compléter", "to complete")
    REFUSED = "refused", Text("refusé", "refused")
    REACHED = "reached", Text("atteint, preuve attendue", "reached, evidence awaited")
    PLANNED = "planned", Text("à venir", "to come")
    VERIFIED = "verified", Text("vérifié", "verified")


# Who acts on what: where a funder verifies in two steps, its instructor first.
OF_THE_SIGNATORY = {Standing.TO_EXAMINE, Standing.TO_DECIDE}
OF_THE_INSTRUCTOR = {Standing.TO_INSTRUCT}
OF_THE_FUNDER = OF_THE_SIGNATORY | OF_THE_INSTRUCTOR
SENT_BACK = {Standing.TO_COMPLETE, Standing.REFUSED}
ICONS = {
    Standing.TO_EXAMINE: "◆",
    Standing.TO_INSTRUCT: "◇",
    Standing.TO_DECIDE: "◈",
    Standing.TO_COMPLETE: "↩",
    Standing.REFUSED: "✕",
    Standing.REACHED: "●",
    Standing.PLANNED: "○",
    Standing.VERIFIED: "✓",
}


def standing(row: AnswerRow) -> Standing:
    """Of one funder on one milestone."""
    if row.is_verified:
        return Standing.VERIFIED
    if row.answer in (Answer.TO_COMPLETE.value, Answer.REFUSED.value):
        return Standing.of(str(row.answer))
    if row.answer == Answer.PROPOSED.value:
        return Standing.TO_DECIDE
    if row.version is not None:
        return Standing.TO_INSTRUCT if row.has_two_steps else Standing.TO_EXAMINE
    return Standing.REACHED if row.reached_on else Standing.PLANNED


def to_examine(rows: Iterable[AnswerRow], whose: Collection[Standing] = OF_THE_SIGNATORY) -> list[AnswerRow]:
    """Those that wait for their funder, its signatory or its instructor, in the order they come."""
    return [row for row in rows if standing(row) in whose]


def proposed(row: AnswerRow, view: View) -> str:
    """« L’instructeur propose : à compléter — le plan manque »; empty when nothing is proposed."""
    if row.answer != Answer.PROPOSED.value or row.proposes is None:
        return ""
    said = PROPOSES.fill(answer=Answer.of(row.proposes).label)
    reason = f" — {quoted(row.reason, view.language)}" if row.reason else ""
    return view.say(said) + reason


PROPOSES = Text("L’instructeur propose : {answer}", "The instructor proposes: {answer}")


def queue_message(rows: Sequence[AnswerRow], view: View, whose: Collection[Standing] = OF_THE_SIGNATORY) -> str:
    """« 2 jalons à examiner : 96 000 € en dépendent »."""
    waiting = to_examine(rows, whose)
    if not waiting:
        return view.say(Text("Aucun jalon n’attend votre réponse", "No milestone waits for your answer"))
    one, many = (
        Text("1 jalon à examiner", "1 milestone to examine"),
        Text("{n} jalons à examiner", "{n} milestones to examine"),
    )
    text = view.say((one if len(waiting) == 1 else many).fill(n=len(waiting)))
    held = _held_back(waiting, view)
    return f"{text}{view.say(Text(' : ', ': '))}{held}" if held else text


def _held_back(rows: Sequence[AnswerRow], view: View) -> str | None:
    """« 96 000 € en dépendent », each instalment once however many milestones it waits for; « au moins » where the
    amount of one is not known; None where no instalment waits."""
    amounts = {
        (row.project_id, code): amount
        for row in rows
        for code, amount in zip(row.instalments, row.amounts, strict=True)
    }
    known = total(list(amounts.values()))
    if not amounts:
        return None
    if known is None:
        return view.say(Text("un montant non connu en dépend", "an amount not known depends on it"))
    least = Text("au moins {held} en dépendent", "at least {held} depend on it")
    whole = Text("{held} en dépendent", "{held} depend on it")
    return view.say((least if None in amounts.values() else whole).fill(held=euros(known, view.language)))


def what_waits(row: AnswerRow, view: View) -> str:
    """« Échéance du 15 déc. 2026 · 48 000 € en dépendent · dossier version 1, soumis le 5 nov. 2026 »."""
    parts = []
    if row.due_on:
        parts.append(Text("échéance du {day}", "instalment due {day}").fill(day=_day(row.due_on, view)))
    held = _held_back([row], view)
    if held:
        parts.append(Text(held, held))
    if row.version is not None:
        text = Text("dossier version {n}, soumis le {day}", "file version {n}, submitted on {day}")
        parts.append(text.fill(n=row.version, day=_day(row.submitted_on, view)))
    return capital(" · ".join(view.say(part) for part in parts))


def dates(row: AnswerRow, view: View) -> str:
    """When it was first planned, and when it was reached."""
    planned = Text("prévu à l’origine le {day}", "first planned for {day}").fill(day=_day(row.planned_on, view))
    reached = Text("déclaré atteint le {day}", "reported reached on {day}").fill(day=_day(row.reached_on, view))
    return capital(" · ".join(view.say(each) for each in (planned, reached)))


def queue(rows: Sequence[AnswerRow], view: View) -> Table:
    """A funder's milestones, every one, to look at and to take away."""
    columns = (
        Column(view.say(Text("Projet", "Project"))),
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Où il en est", "Where it stands"))),
        Column(view.say(Text("Échéance", "Due")), lambda v: _day(v, view)),
        Column(view.say(Text("En dépendent", "Held back")), lambda v: euros(v, view.language), is_number=True),
        Column(view.say(Text("Atteint le", "Reached on")), lambda v: _day(v, view)),
        Column(view.say(Text("Répondu le", "Answered on")), lambda v: _day(v, view)),
        Column(view.say(Text("Motif", "Reason"))),
    )
    cells = (
        (
            row.project,
            f"{row.milestone_id} {row.title}",
            written(standing(row), view),
            row.due_on,
            row.amount_eur,
            row.reached_on,
            row.answered_on,
            row.reason,
        )
        for row in rows
    )
    return Table(columns, tuple(cells))


def matrix(rows: Sequence[AnswerRow], view: View) -> Table:
    """Milestones × funders: where each stands; « — » where a funder's agreements do not wait for a milestone."""
    funders = {
        row.funder_id: row.funder or row.funder_id for row in sorted(rows, key=lambda r: r.funder or r.funder_id)
    }
    by_milestone: dict[tuple[str, str], dict[str, AnswerRow]] = {}
    for row in sorted(rows, key=lambda r: (r.project_id, r.planned_on is None, r.planned_on, r.milestone_id)):
        by_milestone.setdefault((row.project_id, row.milestone_id), {})[row.funder_id] = row
    cells = []
    for said in by_milestone.values():
        first = next(iter(said.values()))
        answers = (written(standing(said[code]), view) if code in said else None for code in funders)
        cells.append((first.project, f"{first.milestone_id} {first.title}", first.weight, *answers))
    heads = (Text("Projet", "Project"), Text("Jalon", "Milestone"))
    weight = Column(view.say(Text("Poids", "Weight")), lambda value: number(value, view.language), is_number=True)
    # Two funders of one name are told apart by their codes.
    names = Counter(funders.values())
    named = (name if names[name] == 1 else f"{name} ({code})" for code, name in funders.items())
    columns = (*(Column(view.say(head)) for head in heads), weight, *(Column(name) for name in named))
    return Table(columns, tuple(cells))


def written(where: Standing, view: View) -> str:
    """Icon and word, on one line: never a colour alone."""
    return f"{ICONS[where]} {view.say(where.label)}".replace(" ", HARD_SPACE)


def piece_line(piece: Evidence, view: View) -> str:
    """« Procès-verbal de réception, version 1 · 240 ko », or who vouches for a link."""
    version = Text("version {n}", "version {n}").fill(n=int(piece.version))
    parts = [capital(view.say(piece.kind.label)), view.say(version)]
    if piece.size_bytes is not None:
        kilobytes = number(max(1, round(piece.size_bytes / 1024)), view.language)
        parts.append(view.say(Text("{n} ko", "{n} kB").fill(n=kilobytes)))
    if piece.vouched_by:
        parts.append(view.say(Text("{who} en répond", "{who} vouches for it").fill(who=piece.vouched_by)))
    return " · ".join(parts)


def _day(value: object, view: View) -> str:
    return day(value, view.language, short=True)  # type: ignore[arg-type]
