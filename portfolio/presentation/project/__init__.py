"""One project and the list of them: its summary, its history, its sources, search, and what the method page says."""
