"""What is expected of me?"""

from portfolio.ui.kit.show import show
from portfolio.ui.plan.screens import HOME

show(HOME)
