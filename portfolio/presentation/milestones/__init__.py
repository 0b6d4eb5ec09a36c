"""Milestones: their table and calendar, slips, dependencies, who verified them."""
