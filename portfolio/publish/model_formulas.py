"""The formulas of a scenario's sheet: each figure by year and each result, as functions that every spreadsheet has.

A formula is a template: `{cash}` is the cell of that line in the same year, `{cash_all}` the line over the years,
`{cash_to}` and `{cash_from}` up to this year and from it on, `{cash_before}` the year before; a result is its cell.
What is not known is an empty text, and is never taken for 0. Sums of cash are rounded to the cent, so that
0.1 + 0.2 − 0.3 is no debt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portfolio.domain.economics.flow_kinds import NOT_CASH, OWN_REVENUE, sign
from portfolio.domain.facts.choices import FlowKind
from portfolio.domain.funding.ladder import SECURED
from portfolio.presentation.economics.model_words import AFTER, COLUMNS, HELPERS, LINES, RESULTS, letters

HEAD, FIRST = 4, 5  # the row of headings, and of the first flow, from 0
FIRST_YEAR = len(COLUMNS)  # the column of t = 0, which holds the results too
SIGNED = FlowKind.WORKING_CAPITAL
CASH = [kind for kind in FlowKind if kind not in NOT_CASH and kind is not SIGNED]
IN, OUT = ([kind.value for kind in CASH if sign(kind) == way] for way in (1, -1))
OWN = sorted(OWN_REVENUE)


def _cells(names: Sequence[str], part: str = "") -> str:
    return ",".join(f"{{{name}{part}}}" for name in names)


def _if_known(names: Sequence[str], then: str) -> str:
    """Something of cells of the year, where all are known."""
    return f'IF(COUNT({_cells(names)})<{len(names)},"",{then})'


def _since(name: str) -> str:
    return f'IF(COUNT({{{name}_to}})<COLUMNS({{{name}_to}}),"",ROUND(SUM({{{name}_to}}),2))'


def _present(name: str) -> str:
    count = f"COUNT({{{name}_all}},{{factor_all}})<2*COLUMNS({{{name}_all}})"
    return f'IF({count},"",SUMPRODUCT({{{name}_all}},{{factor_all}}))'


def _steady(*over: str) -> str:
    """A ratio to operating costs over the years of the steady state, when these and their flows are known; none
    without a horizon."""
    known = "*".join(f"ISNUMBER({{{name}_all}})" for name in (*over, "operating_cost"))
    unknown = f"COUNT({{steady_all}})<COLUMNS({{steady_all}}),SUMPRODUCT(({{steady_all}}=1)*(1-{known}))>0"
    earned, spent = (
        "+".join(f"SUMIF({{steady_all}},1,{{{name}_all}})" for name in names) for names in (over, ("operating_cost",))
    )
    return f'IF(OR(NOT(ISNUMBER({{horizon_years}})),{unknown}),"",IF({spent}>0,({earned})/{spent},""))'


_OF_KIND = 'IF(SUMPRODUCT(({kinds}={label})*(1-ISNUMBER({amounts})))>0,"",SUMIF({kinds},{label},{amounts}))'
_GIVEN = "({kinds}={contribution_label})"
_IS_SECURED = "+".join(f"({{statuses}}={{{status.value}_label}})" for status in sorted(SECURED))
_SECURED = "+".join(
    f"SUMIFS({{amounts}},{{kinds}},{{contribution_label}},{{statuses}},{{{status.value}_label}})"
    for status in sorted(SECURED)
)
BY_YEAR = {
    "t": "{year}-{first_year}",
    **dict.fromkeys([kind.value for kind in FlowKind], _OF_KIND),
    "inflows": _if_known([*IN, SIGNED.value], f"SUM({_cells(IN)})+MAX({{{SIGNED.value}}},0)"),
    "outflows": _if_known([*OUT, SIGNED.value], f"SUM({_cells(OUT)})+MAX(-{{{SIGNED.value}}},0)"),
    "cash": _if_known(["inflows", "outflows"], "{inflows}-{outflows}"),
    "cumulated": _since("cash"),
    "first_given": 'IF({first}="",0,SUMPRODUCT(--EXACT({givers},{first}),{amounts}))',
    "without_first": 'IF({cumulated}="","",ROUND({cumulated}-SUM({first_given_to}),2))',
    "factor": 'IF(ISNUMBER({rate}),1/(1+{rate})^{t},"")',
    "own": _if_known(OWN, f"SUM({_cells(OWN)})"),
    "committed": f'IF(SUMPRODUCT({_GIVEN}*({_IS_SECURED})*(1-ISNUMBER({{amounts}})))>0,"",{_SECURED})',
    # A year before a known effort is not steady, whatever is not known of the others.
    "steady": "IF(SUM({investment_from},{grant_from})>0,0,"
    'IF(COUNT({investment_from},{grant_from})<2*COLUMNS({grant_from}),"",1))',
    "net_revenue": _if_known(
        ["own", "operating_cost", "replacement", "residual_value"],
        "{own}-{operating_cost}-{replacement}+{residual_value}",
    ),
    "net": _if_known(["net_revenue", "investment"], "{net_revenue}-{investment}"),
    "cumulated_net": _since("net"),
    # The last passage is the greatest: the line is negative before it, and never after.
    "crossing": 'IF(COUNT({cumulated_net_before},{cumulated_net})<2,"",IF(AND({cumulated_net_before}<0,'
    '{cumulated_net}>=0),{t}-1-{cumulated_net_before}/{net},""))',
}
IN_ALL = {
    "lowest": 'IF(COUNT({cumulated_all})=0,"",MIN({cumulated_all}))',
    "lowest_year": 'IF(ISNUMBER({lowest}),INDEX({years},1,MATCH({lowest},{cumulated_all},0)),"")',
    "first": 'IF(COUNT({givens})=0,"",INDEX({givers},MATCH(MAX({givens}),{givens},0),1))',
    "fnpv": _present("net"),
    "dic": _present("investment"),
    "dnr": _present("net_revenue"),
    "gap": 'IF(COUNT({dic},{dnr})<2,"",IF({dic}>0,MAX(0,MIN(1,({dic}-{dnr})/{dic})),""))',
    "coverage_own": _steady("own"),
    "coverage": _steady("own", "committed"),
    "payback": 'IF(COUNT({cumulated_net_all})<COLUMNS({cumulated_net_all}),"",'
    'IF(INDEX({cumulated_net_all},1,COLUMNS({cumulated_net_all}))<0,"",MAX(0,{crossing_all})))',
}
# Beside each flow: who gives it, what it gives, what its giver gives in all; nothing for what is no contribution.
BESIDE = {
    "giver": 'IF({kind}={contribution_label},IF({funder_id}="",{flow_id},{funder_id}),"")',
    "given": "IF({kind}={contribution_label},SUM({own_amounts}),0)",
    "given_in_all": 'IF({giver}="","",ROUND(SUMPRODUCT(--EXACT({givers},{giver}),{own_givens}),2))',
}


@dataclass(frozen=True)
class Layout:
    """Where a sheet holds `flows` rows of flows, spare ones included, over `years`; rows and columns from 0. `fixed`
    names the cells of the first sheet that formulas read."""

    flows: int
    years: int
    fixed: dict[str, str]

    @property
    def rows(self) -> dict[str, int]:
        """The rows of the figures by year, then of the results, each under a heading of its own."""
        top = FIRST + self.flows + 2
        return {name: top + place + 2 * (place >= len(LINES)) for place, name in enumerate([*LINES, *RESULTS])}

    @property
    def beside(self) -> dict[str, int]:
        """The columns after the years."""
        return {name: FIRST_YEAR + self.years + place for place, name in enumerate([*AFTER, *HELPERS])}

    def by_year(self, line: str, year: int) -> str:
        return self._filled(BY_YEAR[line], self.rows[line], FIRST_YEAR + year)

    def in_all(self, result: str) -> str:
        return self._filled(IN_ALL[result], self.rows[result], FIRST_YEAR)

    def of_flow(self, helper: str, row: int) -> str:
        return self._filled(BESIDE[helper], row, FIRST_YEAR)

    def _filled(self, template: str, row: int, column: int) -> str:
        return "=" + template.format_map(_Blanks(self, row, column))


class _Blanks(dict[str, str]):
    """What each blank of a template stands for, in one cell."""

    def __init__(self, layout: Layout, row: int, column: int) -> None:
        self.layout, self.column = layout, column
        flows = (FIRST, FIRST + layout.flows - 1)
        columns = {name: place for place, name in enumerate(COLUMNS)} | layout.beside
        last = FIRST_YEAR + layout.years - 1
        super().__init__(
            layout.fixed,
            label=f"$A{row + 1}",
            year=f"{letters(column)}${HEAD + 1}",
            years=f"${letters(FIRST_YEAR)}${HEAD + 1}:${letters(last)}${HEAD + 1}",
            amounts=f"{letters(column)}${flows[0] + 1}:{letters(column)}${flows[1] + 1}",
            own_amounts=f"${letters(FIRST_YEAR)}{row + 1}:${letters(last)}{row + 1}",
            **{
                plural: f"${letters(columns[name])}${flows[0] + 1}:${letters(columns[name])}${flows[1] + 1}"
                for plural, name in PLURALS.items()
            },
            **{name: f"${letters(place)}{row + 1}" for name, place in columns.items()},
        )

    def __missing__(self, name: str) -> str:
        if name in IN_ALL:
            return f"${letters(FIRST_YEAR)}${self.layout.rows[name] + 1}"
        line, _, part = name.rpartition("_")
        if part not in SPANS or line not in BY_YEAR:
            return f"{letters(self.column)}{self.layout.rows[name] + 1}"
        row = self.layout.rows[line] + 1
        here, first, last = self.column, FIRST_YEAR, FIRST_YEAR + self.layout.years - 1
        return {
            "all": f"${letters(first)}{row}:${letters(last)}{row}",
            "to": f"${letters(first)}{row}:{letters(here)}{row}",
            "from": f"{letters(here)}{row}:${letters(last)}{row}",
            "before": f"{letters(here - 1)}{row}",
        }[part]


PLURALS = {"kinds": "kind", "statuses": "status", "givers": "giver", "own_givens": "given", "givens": "given_in_all"}
SPANS = ("all", "to", "from", "before")
