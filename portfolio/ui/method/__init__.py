"""How figures are computed, on screen: indicators, facts, parameters, worked examples."""
