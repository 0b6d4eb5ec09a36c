"""How is this project?"""

from portfolio.ui.kit.show import show
from portfolio.ui.project.screens import PROJECT

show(PROJECT)
