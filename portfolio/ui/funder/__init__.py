"""What a funder does: its queue of milestones to verify."""
