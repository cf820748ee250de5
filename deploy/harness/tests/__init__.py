"""LungBurden as a user starts it."""
