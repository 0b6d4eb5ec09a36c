"""The blocks about progress: the plan's curve, the leads' confidence, a project's milestones and results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from portfolio.domain.facts import Milestone
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ForecastRow, Measure, ProgressPoint, ProjectRow, ResultRow
from portfolio.domain.words import Text
from portfolio.indicators import INDICATORS
from portfolio.presentation.blocks.block import Block, Column, Table, View, drawn
from portfolio.presentation.figures import confidence as squares
from portfolio.presentation.figures import progress, slip, timeline
from portfolio.presentation.figures.confidence import Level
from portfolio.presentation.figures.milestones import TimelineRow
from portfolio.presentation.formats import day, number, percent, signed_days
from portfolio.presentation.sentences import plural, quoted

NOT_REPORTED = Text("non renseigné", "not reported")
# The word alone, as badges and squares write it; the declared label says « objectifs … ».
CONFIDENCE_WORDS: dict[Confidence, Text] = {
    Confidence.ON_TRACK: Text("sécurisés", "secured"),
    Confidence.ATTAINABLE: Text("atteignables", "attainable"),
    Confidence.NEEDS_SUPPORT: Text("appuis nécessaires", "support needed"),
    Confidence.COMPROMISED: Text("compromis", "compromised"),
}
LEVELS: dict[Confidence, Level] = {
    Confidence.ON_TRACK: "on_track",
    Confidence.ATTAINABLE: "attainable",
    Confidence.NEEDS_SUPPORT: "needs_support",
    Confidence.COMPROMISED: "compromised",
}


def curve(points: Sequence[ProgressPoint], declared: Measure, planned: Measure, view: View) -> Block:
    """Planned and declared progress month by month, with the figures of the day."""
    rows = [progress.ProgressPoint(p.day, p.planned, p.declared) for p in points]
    figure, alt = drawn(
        lambda: progress.figure(rows, view.day, view.language, view.theme),
        lambda: progress.alt(rows, view.day, view.language),
    )
    share = Column("", lambda value: percent(value, view.language), is_number=True)
    columns = (
        Column(view.say(Text("Fin de mois", "End of month")), lambda value: day(value, view.language, short=True)),
        Column(view.say(Text("Prévu", "Planned")), share.write, is_number=True),
        Column(view.say(Text("Déclaré", "Declared")), share.write, is_number=True),
    )
    return Block(
        key="avancement",
        title=_progress_message(declared, planned, view),
        caption=view.say(Text("Part des jalons, en poids", "Share of the milestones, by weight"))
        + f" · {view.of(planned.known, planned.total)}",
        table=Table(columns, tuple((p.day, p.planned, p.declared) for p in points)),
        source=view.say(INDICATORS["declared_progress"].meaning),
        figure=figure,
        alt=alt,
        empty=view.say(
            Text(
                "Aucun jalon n’a de poids et de date initiale. La courbe apparaît dès qu’un projet en a.",
                "No milestone has a weight and an initial date. The curve appears as soon as a project has some.",
            )
        ),
    )


def _progress_message(declared: Measure, planned: Measure, view: View) -> str:
    """« 57 % du travail est déclaré fait, pour 78 % prévus »: two figures as drawn, no third one to reconcile."""
    if declared.value is None:
        return view.say(Text("L’avancement n’est pas renseigné", "Progress is not reported"))
    share = percent(declared.value, view.language)
    if planned.value is None:
        return view.say(
            Text("{share} du travail est déclaré fait", "{share} of the work is declared done").fill(share=share)
        )
    text = Text(
        "{share} du travail est déclaré fait, pour {planned} prévus",
        "{share} of the work is declared done, against {planned} planned",
    )
    return view.say(text.fill(share=share, planned=percent(planned.value, view.language)))


def confidence(rows: Sequence[ProjectRow], view: View) -> Block:
    """One square a project by level; those whose lead has not spoken are « non renseigné »."""
    names: dict[str | None, list[str]] = {}
    for row in rows:
        names.setdefault(row.confidence, []).append(row.title)
    levels = [
        squares.ConfidenceRow(
            LEVELS[each], CONFIDENCE_WORDS[each], len(names.get(each, ())), tuple(names.get(each, ()))
        )
        for each in Confidence
    ]
    silent = names.get(None, [])
    levels.append(squares.ConfidenceRow("not_reported", NOT_REPORTED, len(silent), tuple(silent)))
    said = sum(level.count for level in levels[:-1])
    figure, alt = drawn(
        lambda: squares.figure(levels, view.language, view.theme), lambda: squares.alt(levels, view.language)
    )
    columns = (
        Column(view.say(Text("Confiance", "Confidence"))),
        Column(view.say(Text("Projets", "Projects")), lambda value: number(value, view.language), is_number=True),
    )
    return Block(
        key="confiance",
        title=_confidence_message({level.level: level.count for level in levels}, said, view),
        caption=view.say(
            Text(
                "Confiance déclarée par le porteur · un carré par projet",
                "Confidence declared by the lead · a square a project",
            )
        )
        + f" · {view.of(said, said + len(silent))}",
        table=Table(columns, tuple((level.label.to(view.language), level.count) for level in levels)),
        source=view.say(INDICATORS["confidence_on_track_share"].meaning),
        figure=figure if said else None,
        alt=alt,
        empty=view.say(
            Text(
                "Aucun porteur n’a encore publié de point. La confiance se publie depuis « Mon projet ».",
                "No lead has published a report yet. Confidence is published from “My project”.",
            )
        ),
    )


def _confidence_message(counts: dict[Level, int], said: int, view: View) -> str:
    """« 21 projets sur 26 tiennent leurs objectifs ; 1 est compromis »."""
    if not said:
        return view.say(Text("Aucun porteur ne s’est encore exprimé", "No lead has spoken yet"))
    held = counts["on_track"] + counts["attainable"]
    head = plural(
        held,
        Text(
            "aucun des {said} projets ne tient ses objectifs", "none of the {said} projects holds its objectives"
        ).fill(said=said),
        Text(f"{{n}} projet sur {said} tient ses objectifs", f"{{n}} project of {said} holds its objectives"),
        Text(f"{{n}} projets sur {said} tiennent leurs objectifs", f"{{n}} projects of {said} hold their objectives"),
        view.language,
    )
    tail = plural(
        counts["compromised"],
        Text("aucun n’est compromis", "none is compromised"),
        Text("{n} est compromis", "{n} is compromised"),
        Text("{n} sont compromis", "{n} are compromised"),
        view.language,
    )
    return view.say(Text(f"{head[:1].upper()}{head[1:]} ; {tail}", f"{head[:1].upper()}{head[1:]}; {tail}"))


def milestones(rows: Sequence[Milestone], view: View) -> Block:
    """A project's milestones along time, in the order of their dates."""
    ordered = sorted(rows, key=lambda m: (m.planned_on or m.expected_on or m.reached_on or date.max, m.milestone_id))
    drawn_rows = [TimelineRow(m.milestone_id, m.title, m.planned_on, m.expected_on, m.reached_on) for m in ordered]
    figure, alt = drawn(
        lambda: timeline.figure(drawn_rows, view.day, view.language, view.theme),
        lambda: timeline.alt(drawn_rows, view.day, view.language),
    )
    dated = Column("", lambda value: day(value, view.language, short=True))
    columns = (
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Nom", "Name"))),
        Column(view.say(Text("Poids", "Weight")), lambda value: number(value, view.language), is_number=True),
        Column(view.say(Text("Date initiale", "Initial date")), dated.write),
        Column(view.say(Text("Prévision", "Forecast")), dated.write),
        Column(view.say(Text("Réalisation", "Reached")), dated.write),
        Column(view.say(Text("Écart", "Gap")), lambda value: signed_days(value, view.language), is_number=True),
        Column(view.say(Text("Précision", "Note"))),
    )
    table = tuple(
        (m.milestone_id, m.title, m.weight, m.planned_on, m.expected_on, m.reached_on, row.slip, m.note)
        for m, row in zip(ordered, drawn_rows, strict=True)
    )
    return Block(
        key="jalons",
        title=_milestones_message(drawn_rows, view),
        caption=view.say(
            Text("◇ date initiale · ○ prévision actualisée · ● réalisation", "◇ initial date · ○ forecast · ● reached")
        ),
        table=Table(columns, table),
        source=view.say(
            Text("Jalons saisis par le porteur ou publiés", "Milestones entered by the lead, or published")
        ),
        figure=figure,
        alt=alt,
        empty=view.say(
            Text("Aucun jalon daté n’est connu pour ce projet.", "No dated milestone is known for this project.")
        ),
    )


def _milestones_message(rows: Sequence[TimelineRow], view: View) -> str:
    """« 4 jalons sur 8 sont atteints ; les suivants glissent de 48 à 107 jours »."""
    if not rows:
        return view.say(Text("Aucun jalon n’est connu", "No milestone is known"))
    reached = sum(row.reached_on is not None for row in rows)
    head = Text(
        "{reached} jalons sur {n} atteints" if reached > 1 else "{reached} jalon sur {n} atteint",
        "{reached} of {n} milestones reached",
    ).fill(reached=reached, n=len(rows))
    slips = sorted(row.slip for row in rows if row.reached_on is None and row.slip)
    late = [each for each in slips if each > 0]
    if not late:
        return view.say(head)
    span = f"{late[0]} à {late[-1]}" if late[0] != late[-1] else str(late[0])
    tail = Text(f"les suivants glissent de {span} jours", f"the next ones slip by {span.replace(' à ', ' to ')} days")
    return view.say(Text(f"{head.fr} ; {tail.fr}", f"{head.en}; {tail.en}"))


def forecasts(rows: Sequence[ForecastRow], view: View) -> Block:
    """What was promised of each milestone, by the day it was said."""
    said: dict[str, list[ForecastRow]] = {}
    for row in rows:
        said.setdefault(row.milestone_id, []).append(row)
    lines = [line for line in (_slip_line(key, versions) for key, versions in said.items()) if line.said]
    figure, alt = drawn(lambda: slip.figure(lines, view.language, view.theme), lambda: slip.alt(lines, view.language))
    columns = (
        Column(view.say(Text("Jalon", "Milestone"))),
        Column(view.say(Text("Dit le", "Said on")), lambda value: day(value, view.language, short=True)),
        Column(view.say(Text("Pour le", "For")), lambda value: day(value, view.language, short=True)),
    )
    table = tuple((line.number, at, promised) for line in lines for at, promised in line.said)
    return Block(
        key="glissements",
        title=_slip_message(lines, view),
        caption=view.say(
            Text(
                "Date prévue (verticale) selon le jour où elle a été dite (horizontale) · plate : elle est tenue",
                "Date promised (vertical) by the day it was said (horizontal) · flat: it is kept",
            )
        ),
        table=Table(columns, table),
        source=view.say(Text("Historique des prévisions du porteur", "History of the lead's forecasts")),
        figure=figure,
        alt=alt,
        empty=view.say(Text("Aucune prévision n’a encore été dite.", "No forecast has been given yet.")),
    )


def _slip_line(milestone_id: str, versions: Sequence[ForecastRow]) -> slip.SlipLine:
    """Forecasts as they were said; the same day's last word counts; a milestone reached ends on its day."""
    by_day = {v.said_on: v.expected_on or v.planned_on for v in versions if v.reached_on is None}
    promised = [(at, on) for at, on in sorted(by_day.items()) if on is not None]
    last = versions[-1]
    if last.reached_on is not None:
        promised = [(at, on) for at, on in promised if at < last.reached_on] + [(last.reached_on, last.reached_on)]
    return slip.SlipLine(milestone_id, tuple(promised), last.planned_on, last.reached_on is not None)


def _slip_message(lines: Sequence[slip.SlipLine], view: View) -> str:
    slips = [line.slip for line in lines if line.slip is not None]
    late = [each for each in slips if each > 0]
    if not slips:
        return view.say(Text("Aucune date initiale à laquelle comparer", "No initial date to compare with"))
    if not late:
        return view.say(Text("Les dates promises sont tenues", "The promised dates are kept"))
    return view.say(
        Text("{n} dates promises sur {of} ont glissé", "{n} of {of} promised dates have slipped").fill(
            n=len(late), of=len(slips)
        )
        if len(late) > 1
        else Text("1 date promise sur {of} a glissé", "1 of {of} promised dates has slipped").fill(of=len(slips))
    )


def result_message(row: ResultRow, view: View) -> str:
    """« Prises construites : 15 % de la cible, 75 % de la cible révisée »."""
    colon = "\u00a0: " if view.language == "fr" else ": "
    if row.rate is None:
        why = (
            Text("aucune valeur constatée", "nothing observed yet")
            if row.actual is None
            else Text("taux non calculable", "rate not computable")
        )
        return view.say(Text(f"{row.title}{colon}{why.fr}", f"{row.title}{colon}{why.en}"))
    done = (
        Text("{share} de la cible", "{share} of the target")
        .fill(share=percent(row.rate, view.language))
        .to(view.language)
    )
    if row.revised_rate is not None:
        revised = Text("{share} de la cible révisée", "{share} of the revised target")
        done += ", " + revised.fill(share=percent(row.revised_rate, view.language)).to(view.language)
    if row.raw_rate is not None and row.raw_rate < 0:
        done += ", " + Text("sous la valeur initiale", "below its baseline").to(view.language)
    return view.say(Text(f"{row.title}{colon}{done}", f"{row.title}{colon}{done}"))


def said(comment: str | None, view: View) -> str:
    return quoted(comment, view.language) if comment else ""
