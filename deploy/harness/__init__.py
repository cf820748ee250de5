"""Runs LungBurden as real processes on this machine: for launcher tests, benchmarks and the chaos run."""
