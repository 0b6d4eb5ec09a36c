"""The script every visit runs: visitor, language, navigation, then the page asked for."""

from portfolio.ui.kit import frame

frame.run()
