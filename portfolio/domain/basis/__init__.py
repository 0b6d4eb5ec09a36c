"""What every room of the domain stands on, and no rule of the trade:
text in two languages, days, codes, media, missing numbers.
"""
