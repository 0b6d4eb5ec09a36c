"""The instrument panel of a partnership plan: events in, facts kept, figures out."""

__version__ = "0.1.0"
