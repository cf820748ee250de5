"""Figures on patients that a network did not see: cross-validation, goals, tables, plots, timings."""
