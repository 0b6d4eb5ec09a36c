"""What does this number mean?"""

from portfolio.ui.kit.show import show
from portfolio.ui.method.screens import METHOD

show(METHOD)
