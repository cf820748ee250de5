"""Prints Maven's arguments for Java tests that are named by class, method, CLASS#METHOD or file."""

import re
import sys
from pathlib import Path

SOURCES = {file: file.read_text() for file in sorted(
    [*Path(".").glob("*/src/test/java/**/*.java"), *Path(".").glob("deploy/*/src/test/java/**/*.java")])}


def is_run(file):
    """Whether the name of the class makes Surefire or Failsafe run the class."""
    return file.stem.endswith(("Test", "IT"))


def runs_of(file):
    """The classes to run for a class: itself, or those that extend a suite or contract."""
    if is_run(file):
        return [file]
    heirs = [other for other, text in SOURCES.items() if re.search(rf"\bextends {file.stem}\b", text)]
    return [run for heir in heirs for run in runs_of(heir)]


def find(name):
    """Pairs of a class to run and a method, or None for all of its methods."""
    stem, _, method = name.removesuffix(".java").partition("#")
    stem = re.split(r"[/.]", stem)[-1]
    named = [file for file in SOURCES if file.stem == stem]
    if not named:
        stem, method = None, name
        named = [file for file, text in SOURCES.items() if re.search(rf"\bvoid {re.escape(name)}\(", text)]
    found = [(run, method or None) for file in named for run in runs_of(file)]
    if not found:
        sys.exit(f"lungburden test: there is no Java test {name}")
    return found


def arguments(names):
    found = [pair for name in names for pair in find(name)]
    modules = sorted({str(file).split("/src/")[0] for file, _ in found})
    tests = {"IT": [], "Test": []}
    for file, method in found:
        kind = "IT" if file.stem.endswith("IT") else "Test"
        tests[kind].append(file.stem + (f"#{method}*" if method else ""))
    return [
        *(["verify"] if tests["IT"] else ["test"]), "-pl", ",".join(modules), "-am",
        f"-Dtest={','.join(tests['Test']) or 'none'}", "-Dsurefire.failIfNoSpecifiedTests=false",
        f"-Dit.test={','.join(tests['IT']) or 'none'}", "-Dfailsafe.failIfNoSpecifiedTests=false",
    ]


if __name__ == "__main__":
    print(" ".join(arguments(sys.argv[1:])))
