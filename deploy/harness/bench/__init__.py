"""`lungburden bench NAME`: each module prints a table of ratios."""
