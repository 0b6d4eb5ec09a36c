"""Programmes made up: fictional projects on real territories, with a plausible past, as many as are asked for."""
