"""Entering by hand: what may be entered, the form of a row, what is typed in it, and what becomes of it."""
