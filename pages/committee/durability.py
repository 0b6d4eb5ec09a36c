"""Which projects outlive their grants?"""

from portfolio.ui.economics.screens import DURABILITY
from portfolio.ui.kit.show import show

show(DURABILITY)
