"""What « depuis » never says, and why: each fact that does not move a committee from one meeting to the next."""

from __future__ import annotations

_ENTRY = "an entry of reference: what it changes of a project shows where that project designates it"
_SETTING = "how a milestone is paid for is settled once, with the agreement; the committee reads the dates that move"
_FILE = "the progress of a file is followed milestone by milestone in « Vérifications », funder by funder"
_PASSES = "an act of continuity: what moves of it is the lead or the funder, which the project and its lines say"
_RESULT = "results have their own curves, against their targets; a value more every month would hide what moved"
_MODEL = "an economic model may be private, and is saved many times a day: « Pérennité » reads it as it stands"

# By fact, why no change of it is a move.
LEFT_OUT: dict[str, str] = {
    "programme": "the plan's own entry: its calendar and name frame the comparison, they are not part of it",
    "organisation": _ENTRY,
    "source": _ENTRY,
    "operation": "a part of a project: its costs are read in the total cost, compared before and after",
    "project_territory": "where a project is: it is corrected, it does not move",
    "legal_form": "who builds and runs is chosen once; the project's page says it with its sources",
    "derogation": "an act that explains a funding plan: the checks of the project's page read it",
    "milestone_link": "an order between milestones: its effect is a date that moves, which is said",
    "agreement": "the act behind a line: what it brings is said of the line, when its certainty or amount moves",
    "instalment": _SETTING,
    "agreement_milestone": _SETTING,
    "instalment_document": _SETTING,
    "waiver": _SETTING,
    "delegation": "who signs for a funder is its own organisation, and moves no project",
    "succession": _PASSES,
    "handover": _PASSES,
    "replacement": _PASSES,
    "submission": _FILE,
    "evidence": _FILE,
    "verification": _FILE,
    "result_indicator": _RESULT,
    "target": _RESULT,
    "observation": _RESULT,
    "economic_model": _MODEL,
    "economic_flow": _MODEL,
    "risk_factor": _MODEL,
    "risk_assessment": _MODEL,
    "contradiction": "two sources that disagree are shown with the figures that they bear on, whatever the day",
}
