"""The leads' confidence: one square a project, by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portfolio.domain.basis.text import Text
from portfolio.domain.facts.choices import Confidence
from portfolio.domain.questions import ProjectRow
from portfolio.indicators import INDICATORS
from portfolio.presentation.kit.block import Chart, Column, Table, View, drawn
from portfolio.presentation.kit.formats import number
from portfolio.presentation.kit.sentences import plural
from portfolio.presentation.progress import confidence_figure as squares
from portfolio.presentation.progress.confidence_figure import Level

NOT_REPORTED = Text("non renseigné", "not reported")
# The word alone, as badges and squares write it; the declared label says « objectifs … ».
CONFIDENCE_WORDS: dict[Confidence, Text] = {
    Confidence.ON_TRACK: Text("sécurisés", "secured"),
    Confidence.ATTAINABLE: Text("atteignables", "attainable"),
    Confidence.NEEDS_SUPPORT: Text("appuis nécessaires", "support needed"),
    Confidence.COMPROMISED: Text("compromis", "compromised"),
}
CAPTION = Text(
    "Confiance déclarée par le porteur · un carré par projet", "Confidence declared by the lead · a square a project"
)
EMPTY = Text(
    "Aucun porteur n’a encore publié de point. La confiance se publie depuis « Mon projet ».",
    "No lead has published a report yet. Confidence is published from “My project”.",
)
LEVELS: dict[Confidence, Level] = {
    Confidence.ON_TRACK: "on_track",
    Confidence.ATTAINABLE: "attainable",
    Confidence.NEEDS_SUPPORT: "needs_support",
    Confidence.COMPROMISED: "compromised",
}


def by_level(counts: Mapping[str | None, int], named: Sequence[ProjectRow], view: View) -> Chart:
    """How many projects at each level, None for those whose lead has not spoken; a square each, with its name when the
    projects are `named`."""
    levels = _levels(counts, named)
    reported = sum(level.count for level in levels[:-1])
    figure, alt = drawn(
        lambda: squares.figure(levels, view.language, view.theme), lambda: squares.alt(levels, view.language)
    )
    columns = (
        Column(view.say(Text("Confiance", "Confidence"))),
        Column(view.say(Text("Projets", "Projects")), lambda value: number(value, view.language), is_number=True),
    )
    return Chart(
        key="confiance",
        title=_confidence_message({level.level: level.count for level in levels}, reported, view),
        caption=f"{view.say(CAPTION)} · {view.of(reported, sum(counts.values()))}",
        table=Table(columns, tuple((level.label.to(view.language), level.count) for level in levels)),
        source=view.say(INDICATORS["confidence_on_track_share"].meaning),
        figure=figure if reported else None,
        alt=alt,
        empty=view.say(EMPTY),
    )


def _levels(counts: Mapping[str | None, int], named: Sequence[ProjectRow]) -> list[squares.ConfidenceRow]:
    """The projects of each level, the silent ones last."""
    names: dict[str | None, list[str]] = {}
    for row in named:
        names.setdefault(row.confidence, []).append(row.title)
    levels: list[tuple[str | None, Level, Text]] = [(each, LEVELS[each], CONFIDENCE_WORDS[each]) for each in Confidence]
    levels.append((None, "not_reported", NOT_REPORTED))
    return [
        squares.ConfidenceRow(level, word, counts.get(code, 0), tuple(names.get(code, ())))
        for code, level, word in levels
    ]


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
