"""What `python -m portfolio` is made of: what it prints, what it understands, how it leaves."""
