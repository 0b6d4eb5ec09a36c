"""Where the plan stands and what moved: cards, alerts, the map, the figures since a date."""
