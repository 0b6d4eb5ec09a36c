"""What a screen, a pack or an export shows of an answer: its message, its figure, its table, its source."""
