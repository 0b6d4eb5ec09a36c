"""Facts out: the files people take away."""
