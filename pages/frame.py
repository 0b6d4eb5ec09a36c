"""The script every visit runs: visitor, language, navigation, then the page asked for."""

from portfolio.ui import frame

frame.run()
