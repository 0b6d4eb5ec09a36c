"""What a lead does: the quick update of its projects, and the evidence of a milestone."""
