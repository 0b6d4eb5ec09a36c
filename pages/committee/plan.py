"""Where does the plan stand, and what moved?"""

from portfolio.ui.kit.show import show
from portfolio.ui.plan.screens import PLAN

show(PLAN)
