"""Every screen there is, in the order of the menu; the first is where a visit begins."""

from __future__ import annotations

from portfolio.ui.economics.screens import DURABILITY
from portfolio.ui.entry.screens import ENTRY
from portfolio.ui.funder.screens import VERIFICATIONS
from portfolio.ui.kit.screen import Screen
from portfolio.ui.lead.screens import MY_PROJECT
from portfolio.ui.method.screens import METHOD
from portfolio.ui.plan.screens import HOME, PLAN
from portfolio.ui.project.screens import PROJECT, PROJECTS

SCREENS: tuple[Screen, ...] = (HOME, PLAN, PROJECTS, DURABILITY, PROJECT, MY_PROJECT, VERIFICATIONS, ENTRY, METHOD)

__all__ = [
    "DURABILITY",
    "ENTRY",
    "HOME",
    "METHOD",
    "MY_PROJECT",
    "PLAN",
    "PROJECT",
    "PROJECTS",
    "SCREENS",
    "VERIFICATIONS",
]
