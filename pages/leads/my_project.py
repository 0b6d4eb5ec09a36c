"""What do I owe, and how is my project today?"""

from portfolio.ui.kit.show import show
from portfolio.ui.lead.screens import MY_PROJECT

show(MY_PROJECT)
