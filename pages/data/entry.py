"""What is there to enter?"""

from portfolio.ui.entry.screens import ENTRY
from portfolio.ui.kit.show import show

show(ENTRY)
