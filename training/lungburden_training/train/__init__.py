"""Training: losses, number format, the recipes."""
