"""Who acts and what they may do: the actor, the rules that decide, and the refusals in words."""
