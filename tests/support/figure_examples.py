"""Rows of many shapes for every figure, shared by the tests of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from portfolio.domain.basis.text import Language, Text
from portfolio.presentation.economics import cash_path, tornado
from portfolio.presentation.economics.cash_path import CashLine, Fan
from portfolio.presentation.economics.tornado import Bar
from portfolio.presentation.funding import funding_figure as funding
from portfolio.presentation.funding import funding_share, sankey
from portfolio.presentation.kit.palette import Theme
from portfolio.presentation.milestones import slip, timeline
from portfolio.presentation.milestones.timeline import TimelineRow
from portfolio.presentation.plan import map as area
from portfolio.presentation.progress import confidence_figure as confidence
from portfolio.presentation.progress import curve_figure as progress
from portfolio.presentation.progress import targets
from portfolio.presentation.progress.targets import IndicatorPath, Value

CUTOFF = date(2026, 11, 20)
START = date(2025, 1, 1)
MILLION = Decimal(1_000_000)
STATE, LOCAL = Text("État", "State"), Text("Collectivités", "Local authorities")


class Example(NamedTuple):
    """A named case: how to draw it, and how to tell it."""

    name: str
    draw: Callable[[Language, Theme], dict[str, Any]]
    tell: Callable[[Language], str]


def months(count: int) -> list[date]:
    return [date(2025 + k // 12, k % 12 + 1, 1) for k in range(count)]


def square(code: str, x: float, y: float) -> dict[str, Any]:
    ring = [[x, y], [x, y + 1], [x + 1, y + 1], [x + 1, y], [x, y]]
    return {"code": code, "name": f"Département <{code}>", "polygons": [[ring]]}


SHAPES: dict[str, Any] = {
    "source": "made up",
    "bounds": [-2, 0, 10, 10],
    "insets": [{"label": "Îlot", "label_en": "Island", "codes": ["09"], "frame": [-2, 6, -1, 7]}],
    "features": [square(f"{k:02d}", k % 4 * 2, k // 4 * 2) for k in range(10)],
}

P = progress.CurvePoint
CURVES = [
    P(day, k / 35, k / 38 if day <= CUTOFF else None, k / 40 if day <= CUTOFF else None)
    for k, day in enumerate(months(36))
]
PROGRESS = {
    "three curves": (CURVES, CUTOFF),
    "not yet verified": ([P(point.day, point.planned, point.declared) for point in CURVES], CUTOFF),
    "equal values": ([P(START, 0, 0, 0), P(CUTOFF, 0.5, 0.5, 0.5)], CUTOFF),
    "nothing done, all at the bottom": ([P(START, 0, 0, 0), P(date(2028, 1, 1), 1, None)], date(2025, 3, 1)),
    "finished, all at the top": ([P(START, 0, 0, 0), P(CUTOFF, 1, 1, 0.99)], CUTOFF),
    "one point, no plan": ([P(START, None, 0.2)], START),
    "a gap in the reports": ([P(START, 0, 0), P(date(2025, 6, 1), 0.3, None), P(CUTOFF, 0.6, 0.4)], CUTOFF),
}

F = funding.FundingRow
FUNDING = {
    "all certainties": [F(LOCAL, 51 * MILLION, 17 * MILLION, 13 * MILLION), F(STATE, 44 * MILLION, 15 * MILLION, None)],
    "status not reported": [F(STATE, not_reported=180 * MILLION), F(LOCAL, MILLION, None, MILLION / 100, MILLION)],
    "one small row typed by a person": [
        F("Fonds <b>local</b> & Cie", Decimal(5), Decimal(400), Decimal(900), Decimal(3))
    ],
    "an unknown row": [F(LOCAL, MILLION), F("Privé"), F("Citoyens", Decimal(0))],
    "many rows": [F(f"Financeur {k}", k * MILLION, MILLION, MILLION * (k % 3)) for k in range(30)],
}

S = funding_share.ProjectFunding
SHARES = {
    "covered": S(Decimal(100), Decimal(48), Decimal(19), Decimal(33)),
    "partly covered": S(Decimal(100), Decimal(16), None, None, Decimal(48)),
    "beyond the cost": S(Decimal(100), Decimal(70), Decimal(30), Decimal(20)),
    "cost unknown": S(None, Decimal(5)),
    "five slivers": S(Decimal(1000), Decimal(1), Decimal(1), Decimal(1), Decimal(1)),
    "no line": S(Decimal(1000)),
}

LEVELS: tuple[confidence.Level, ...] = ("on_track", "attainable", "needs_support", "compromised", "not_reported")
CONFIDENCE = {
    "squares": [
        confidence.ConfidenceRow(k, Text(k, k), n, ("n° 1 <i>",)) for k, n in zip(LEVELS, (6, 15, 4, 1, 0), strict=True)
    ],
    "sixty": [confidence.ConfidenceRow("attainable", LOCAL, 60)],
    "bars": [confidence.ConfidenceRow(k, Text(k, k), n) for k, n in zip(LEVELS, (600, 1, 0, 61, 9), strict=True)],
}

T = TimelineRow
DONE = Text("vérifié", "verified")
LONG = "Une étape au nom interminable, avec <b>balise</b>, qui dit tout ce qu’il faut faire et davantage"
TIMELINE = {
    "late, early, on time": [
        T("J1", "Convention signée", START, START, START + timedelta(14), DONE),
        T("J2", LONG, CUTOFF, CUTOFF - timedelta(5), None),
        T("J3", "À l’heure", CUTOFF, CUTOFF, None),
        T("J4", "Très long", START, date(2027, 6, 1), None, Text("à compléter", "to complete")),
    ],
    "dates missing": [
        T("J1", "a", START, None, None),
        T("J2", "b", None, CUTOFF, None),
        T("J3", "c", None, None, None),
    ],
    "one": [T("J1", "Seul", None, None, CUTOFF)],
    "forty": [T(f"J{k}", f"Étape {k}", START + timedelta(25 * k), START + timedelta(30 * k), None) for k in range(40)],
}

L = slip.SlipLine
SAID = [START + timedelta(days=80 * k) for k in range(8)]
SLIPS = {
    "spread": [
        L(f"J{k}", tuple((day, date(2026, 6, 1) + timedelta(90 * k + 5 * n)) for n, day in enumerate(SAID)), None)
        for k in range(4)
    ],
    "ends together": [L(f"J{k}", ((SAID[0], CUTOFF), (SAID[7], CUTOFF)), CUTOFF, k == 0) for k in range(6)],
    "said once": [L("J1", ((START, CUTOFF),), CUTOFF), L("J2", (), None)],
    "many": [L(f"J{k}", ((SAID[0], CUTOFF), (SAID[3], CUTOFF + timedelta(k))), CUTOFF) for k in range(40)],
}

SEEN = tuple(Value(date(2025 + k, 6, 1), 100 * k + 50) for k in range(2))
TARGETS = {
    "rising": IndicatorPath(SEEN, Value(START, 0), Value(date(2027, 12, 31), 440), Value(date(2028, 6, 1), 480)),
    "falling": IndicatorPath(
        (Value(CUTOFF, 8.1),), Value(START, 12.5), Value(date(2028, 1, 1), 4), Value(date(2028, 1, 1), 4.2)
    ),
    "one value": IndicatorPath(SEEN[:1]),
    "nothing seen, nothing to start from": IndicatorPath((), None, Value(CUTOFF, 10)),
    "reached": IndicatorPath((*SEEN, Value(CUTOFF, 440)), None, Value(CUTOFF, 440), Value(CUTOFF, 440)),
    "huge": IndicatorPath((Value(CUTOFF, Decimal("123456789.5")),), Value(START, 0), Value(CUTOFF, 10**9)),
}

M = area.MapRow
MAPS: dict[str, tuple[list[area.MapRow], area.Kind]] = {
    "euros": ([M(f"{k:02d}", MILLION * k * k, "3 <projets>") for k in range(9)], "euros"),
    "some not reported": ([M("00", None), M("01", MILLION), M("02", 0)], "euros"),
    "counts": ([M(f"{k:02d}", k) for k in range(8)], "count"),
    "few counts": ([M("01", 1), M("02", 1), M("03", 2)], "count"),
    "numbers": ([M(f"{k:02d}", k / 7) for k in range(10)], "number"),
    "long classes": ([M(f"{k:02d}", 3000 * (k + 1)) for k in range(9)], "number"),
}

FLOWS = {
    "several": [
        sankey.Flow(group, axis, Text(axis, axis), form, amount)
        for group, axis, form, amount in (
            (STATE, "people", "Régie", 5 * MILLION),
            (STATE, "mastery", "Concession <b>", MILLION),
            (LOCAL, "people", "Concession <b>", 3 * MILLION),
            (LOCAL, "experience", "Régie", None),
        )
    ],
    "one": [sankey.Flow(STATE, "unknown", "Axe inconnu", "Régie", Decimal(500))],
}


C = cash_path.CashLine
BASE = (-400e3, -150e3, 20e3, 60e3, 110e3, 130e3, 170e3, 210e3, 240e3, 260e3, 290e3, 300e3, 320e3, 330e3, 340e3)
DRY = (90e3, 70e3, 40e3, 5e3, -15e3, -61e3, -95e3, -130e3, -170e3, -200e3, -230e3, -260e3, -290e3, -310e3, -330e3)
REFERENCE, ALONE = Text("référence", "reference"), Text("sans le premier financeur", "without the first funder")
CASH: dict[str, tuple[list[CashLine], Fan | None]] = {
    "runs out, beside others, in a fan": (
        [
            C(REFERENCE, 2026, (40e3, 60e3, 50e3, 30e3, 10e3, -61e3, -40e3, -10e3, 30e3, 80e3), "main"),
            C(Text("ambitieux", "ambitious"), 2026, tuple(40e3 + 22e3 * k for k in range(10)), "other"),
            C(ALONE, 2026, tuple(40e3 - 25e3 * k for k in range(10)), "stress"),
        ],
        Fan(2026, tuple(10e3 - 15e3 * k for k in range(10)), tuple(60e3 + 12e3 * k for k in range(10))),
    ),
    "starts below": ([C(REFERENCE, 2026, BASE, "main")], None),
    "falls, and ends below": (
        [C(REFERENCE, 2026, DRY, "main"), C(ALONE, 2026, (60e3, 20e3, -40e3, -110e3), "stress")],
        None,
    ),
    "falls in the last year": ([C(REFERENCE, 2026, (5e3, 4e3, -3e3), "main")], None),
    "stops being known": (
        [C(REFERENCE, 2026, (*BASE[:6], None, *BASE[7:]), "main"), C(ALONE, 2026, (None,), "stress")],
        None,
    ),
    "one year": ([C(REFERENCE, 2026, (-12.5,), "main")], Fan(2026, (-20.0,), (3.0,))),
    "nothing but zeros": ([C(REFERENCE, 2026, (0.0, 0.0, -0.001), "main")], None),
    "below all along": ([C(REFERENCE, 2026, tuple(-1e5 - 2e5 * k for k in range(8)), "main")], None),
    "huge": ([C(REFERENCE, 2026, (9e11, 1e12, -7.5e11, 2e11), "main"), C(ALONE, 2026, (3.0, 1.0), "stress")], None),
    "sixty years": ([C(REFERENCE, 2026, tuple(2e6 - 9e4 * k + 1.4e3 * k * k for k in range(61)), "main")], None),
    "ends together": (
        [C(f"scénario {k}", 2026, (0.0, 1e6 + k), "main" if k == 1 else "other") for k in range(8)],
        None,
    ),
    "names typed by a person": (
        [C("Fonds <b>local</b> & Cie", 2026, (1e4, -2e4, 3e4), "main"), C(LONG, 2027, (5e4, 1e4), "other")],
        None,
    ),
}

B = tornado.Bar
USERS, COSTS = Text("recettes des usagers", "user revenue"), Text("coûts d’exploitation", "operating costs")
TORNADOS: dict[str, tuple[list[Bar], float]] = {
    "around zero": (
        [B(USERS, -120e3, 340e3), B(COSTS, -40e3, 210e3), B("énergie", 60e3, 160e3), B("loyers", 100e3, 104e3)],
        102e3,
    ),
    "above zero": ([B(USERS, 1.2e6, 3.4e6), B(COSTS, 2e6, 2.9e6)], 2.3e6),
    "below zero": ([B(USERS, -34e4, -12e4), B(COSTS, -25e4, -2e5)], -22e4),
    "one side": ([B(USERS, 1e5, 5e5), B(COSTS, 1e5, 2e5), B("sans effet", 1e5, 1e5)], 1e5),
    "nothing moves": ([B(USERS, 0.0, 0.0)], 0.0),
    "huge": ([B(USERS, -9e11, 2e12), B(COSTS, -5.0, 3.0)], 0.0),
    "names typed by a person": ([B("Fonds <b>local</b> & Cie", -1e3, 4e3), B(LONG, -5e2, 1e3)], 200.0),
    "twenty": ([B(f"facteur {k}", -1e5 / (k + 1), 3e5 / (k + 1)) for k in range(20)], 2e3),
}


def examples() -> list[Example]:
    """Every case of every figure."""
    found = [
        Example(
            f"progress: {k}",
            lambda x, t, v=v: progress.figure(v[0], v[1], x, t),
            lambda x, v=v: progress.alt(v[0], v[1], x),
        )
        for k, v in PROGRESS.items()
    ]
    simple: tuple[tuple[Any, dict[str, Any]], ...] = (
        (funding, FUNDING),
        (funding_share, SHARES),
        (confidence, CONFIDENCE),
        (slip, SLIPS),
        (sankey, FLOWS),
    )
    for module, cases in simple:
        name = module.__name__.rsplit(".", 1)[-1]
        found += [
            Example(f"{name}: {k}", lambda x, t, m=module, v=v: m.figure(v, x, t), lambda x, m=module, v=v: m.alt(v, x))
            for k, v in cases.items()
        ]
    found += [
        Example(
            f"timeline: {k}",
            lambda x, t, v=v: timeline.figure(v, CUTOFF, x, t),
            lambda x, v=v: timeline.alt(v, CUTOFF, x),
        )
        for k, v in TIMELINE.items()
    ]
    found += [
        Example(f"targets: {k}", lambda x, t, v=v: targets.figure(v, CUTOFF, x, t), lambda x, v=v: targets.alt(v, x))
        for k, v in TARGETS.items()
    ]
    found += [
        Example(
            f"map: {k}",
            lambda x, t, v=v: area.figure(v[0], SHAPES, x, t, kind=v[1]),
            lambda x, v=v: area.alt(v[0], SHAPES, x, kind=v[1]),
        )
        for k, v in MAPS.items()
    ]
    found += [
        Example(
            f"cash path: {k}",
            lambda x, t, v=v: cash_path.figure(v[0], v[1], x, t),
            lambda x, v=v: cash_path.alt(v[0], x, v[1]),
        )
        for k, v in CASH.items()
    ]
    found += [
        Example(
            f"tornado: {k}",
            lambda x, t, v=v: tornado.figure(v[0], v[1], x, t),
            lambda x, v=v: tornado.alt(v[0], v[1], x),
        )
        for k, v in TORNADOS.items()
    ]
    return found
