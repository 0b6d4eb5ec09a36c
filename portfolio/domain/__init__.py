"""What the plan is made of and the rules it obeys: plain Python, no database, no screen."""
