"""Figures: one file each, with `figure(rows, …)`, a plotly-shaped dict, and `alt(rows, …)`, the same in a sentence.

Both are pure and made from the same rows. Nothing to show is `NothingToDraw`: the page says so instead.
"""
