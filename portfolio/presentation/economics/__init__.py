"""Economic models: verdicts, cash, results, risk, and which projects outlive their grants."""
