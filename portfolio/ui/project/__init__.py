"""A project on screen, tab by tab, and the list of projects."""
