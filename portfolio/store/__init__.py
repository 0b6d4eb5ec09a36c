"""The only place that knows a database: the record (truth) and the facts (its cache)."""
