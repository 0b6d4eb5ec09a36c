"""The plan on screen: where it stands, what moved since a date, alerts, the home page's first figures."""
