"""`lungburden chaos`: jobs under faults in every part, and then an audit of all stored data."""
