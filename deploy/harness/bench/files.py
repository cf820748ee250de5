"""`lungburden bench files`: time to write each file of a result, for the phantom and further studies.

Every study runs in a separate process. The first time is that of a new process; the other is the fastest of a few runs. Processor time
counts all threads, the compiler's and the garbage collector's included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

from harness.launcher import LAUNCHER


def measure(study, runs):
    with tempfile.TemporaryDirectory() as folder:
        command = [LAUNCHER, "bench-files", "--runs", str(runs), study, folder]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        raise SystemExit(ended.returncode)
    return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]


def show(name, file, took):
    print(
        f"| {name} | {file} | {took['bytes'] / 1024:.0f} | {took['firstMs']:.0f} | {took['firstCpuMs']:.0f} | {took['ms']:.0f} "
        f"| {took['cpuMs']:.0f} | {os.getloadavg()[0]:.1f} |",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench files")
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies in addition to the phantom")
    parser.add_argument("--runs", type=int, default=10, help="timed runs of each file (default: 10)")
    arguments = parser.parse_args()

    print("| study | file | KB | first ms | first processor ms | ms | processor ms | load |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        phantom = f"{folder}/phantom.nii.gz"
        subprocess.run([LAUNCHER, "phantom", "-o", phantom], check=True, stdout=subprocess.DEVNULL)
        for study in [phantom, *arguments.studies]:
            rows = measure(study, arguments.runs)
            name = os.path.basename(study)
            for row in rows:
                show(name, row["file"], row)
            show(name, "all", {key: sum(row[key] for row in rows) for key in rows[0] if key != "file"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
