"""Which milestones are mine to check?"""

from portfolio.ui.funder.screens import VERIFICATIONS
from portfolio.ui.kit.show import show

show(VERIFICATIONS)
