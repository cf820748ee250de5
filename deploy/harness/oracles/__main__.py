"""Prints the Python interpreter that has the pinned oracles of the Java tests; installs them when they are missing."""

from pathlib import Path

from harness.tools import python_environment

print(python_environment(Path(__file__).with_name("requirements.txt")) / "bin" / "python")
