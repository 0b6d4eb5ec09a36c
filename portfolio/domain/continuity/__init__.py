"""Who takes over from whom: which rows pass to a successor, a new lead or a new funder, and the refusals."""
