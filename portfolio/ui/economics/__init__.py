"""The economic model of a project on screen: its verdict and what gives it, its draft, and how it is saved."""
