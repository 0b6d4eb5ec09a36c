"""The dated steps of a project: what links them, and when the funders that wait for one have verified it."""
