"""`lungburden bench store`: time and plan of each statement of the store, on books of a million finished and 50,000 waiting jobs.

The statements are those of the store's own calls. PostgreSQL tells their time and their plan through auto_explain. The time of a call is
that of its caller, with the commit. Maven runs the benchmark, because the calls come from the store's tests.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from harness.launcher import HOME

GOAL_MS = 10
MAVEN = '. "$0/deploy/launcher/jdk.sh" && . "$0/deploy/launcher/build.sh" && find_jdk && exec_maven "$0" "$@"'


def run(jobs, runs, table, log):
    """Writes the table, and the output of Maven to the log."""
    command = [
        "verify", "-B", "-ntp", "-pl", "shared-model", "-am", "-Dspotless.check.skip=true", "-Dtest=none", "-Dit.test=StoreBench",
        "-Dsurefire.failIfNoSpecifiedTests=false", "-Dfailsafe.failIfNoSpecifiedTests=false",
        "-Dmaven.test.redirectTestOutputToFile=true", f"-Dlungburden.books.jobs={jobs}", f"-Dlungburden.bench.runs={runs}",
        f"-Dlungburden.bench.table={table}",
    ]
    with open(log, "wb") as output:
        return subprocess.run(["sh", "-c", MAVEN, HOME, *command], stdout=output, stderr=subprocess.STDOUT).returncode


def slow(lines):
    """The statements whose p99 misses the goal, and their times."""
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [f"{row[0]}: {row[3]} ms" for row in rows if row[0].startswith("`") and float(row[3]) > GOAL_MS]


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench store")
    parser.add_argument("--jobs", type=int, default=1_000_000, help="finished jobs (default: 1000000)")
    parser.add_argument("--runs", type=int, default=200, help="timed runs of each call (default: 200)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        table, log = Path(folder, "table.md"), Path(folder, "maven.log")
        if run(options.jobs, options.runs, table, log) != 0:
            print(log.read_text()[-5000:], file=sys.stderr)
            return 1
        lines = table.read_text().splitlines()
    print("\n".join(lines))
    missed = slow(lines[2:])
    print(f"\nStatements with a p99 above {GOAL_MS} ms: {'; '.join(missed) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
