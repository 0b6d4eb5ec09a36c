"""Who acts and what they may do: the actor, the rules that decide, the refusals in words, who stewards which fact."""
