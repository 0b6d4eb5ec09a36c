"""What a project's figures say against the confidence that its lead declared, in a few words a rule."""

from __future__ import annotations

from collections.abc import Callable

from portfolio.domain.basis.text import Text
from portfolio.domain.progress import ConfidenceFlags
from portfolio.domain.questions import ConfidenceCheckRow
from portfolio.presentation.kit.block import View
from portfolio.presentation.kit.formats import days, percent, signed_points

ICON = ":material/compare_arrows:"


def against(row: ConfidenceCheckRow, view: View) -> list[str]:
    """« −30 points sur l’avancement prévu »: what contradicts the confidence, nothing where it is not known."""
    broken = [flag for flag in ConfidenceFlags._fields if getattr(row, flag)]
    return [view.say(WORDS[flag].fill(figure=FIGURES[flag](row, view))) for flag in broken]


FIGURES: dict[str, Callable[[ConfidenceCheckRow, View], str]] = {
    "on_track_but_late": lambda row, view: days(row.days_late, view.language),
    "on_track_but_behind": lambda row, view: signed_points(row.gap_points, view.language),
    "compromised_but_nearly_done": lambda row, view: percent(row.progress, view.language),
}
WORDS = {
    "on_track_but_late": Text("un jalon a {figure} de retard", "a milestone is {figure} late"),
    "on_track_but_behind": Text("{figure} sur l’avancement prévu", "{figure} on planned progress"),
    "compromised_but_nearly_done": Text("déjà achevé à {figure}", "{figure} complete already"),
}
WHY = Text(
    "Les chiffres contredisent la confiance déclarée : elle est à revoir, ou l’écart à expliquer.",
    "The figures contradict the confidence declared: review it, or explain the gap.",
)
