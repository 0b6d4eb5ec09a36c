"""Which projects, and which one to open?"""

from portfolio.ui.kit.show import show
from portfolio.ui.project.screens import PROJECTS

show(PROJECTS)
