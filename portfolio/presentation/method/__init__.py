"""How figures are computed, told from the declarations: indicators, facts, parameters, published examples."""
