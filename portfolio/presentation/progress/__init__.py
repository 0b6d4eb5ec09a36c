"""How far things are: the curve planned, declared and verified, confidence, result indicators."""
