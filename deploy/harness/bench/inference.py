"""`lungburden bench inference`: time and memory of the network alone on this machine, over the phantom's grid.

Every row runs in a separate process, so that its peak of memory covers only that row: Java heap, PyTorch's libraries, network.
The fastest of a few runs counts. The ratio compares a row with the first row, which has a worker's default settings.
"""

import argparse
import json
import os
import subprocess
import sys

from harness.launcher import LAUNCHER

SLABS = (1, 2, 4, 8, 16)
USUAL_SLAB = 8
MOST_USEFUL_THREADS = 8


def measure(device, precision, slab, threads, runs):
    command = [LAUNCHER, "bench-inference", "--device", device, "--precision", precision]
    command += ["--slab", str(slab), "--threads", str(threads), "--runs", str(runs)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if ended.returncode:
        raise SystemExit(ended.returncode)
    return json.loads(next(line for line in ended.stdout.splitlines() if line.startswith("{")))


def settings(device, cores):
    """(precision, slab, threads) of each row except the first. Threads matter only on the CPU, float16 only on a GPU."""
    usual = min(MOST_USEFUL_THREADS, cores)
    rows = [("float32", slab, usual) for slab in SLABS if slab != USUAL_SLAB]
    if device == "cpu":
        doubled = [1 << n for n in range(cores.bit_length()) if 1 << n < cores]
        rows += [("float32", USUAL_SLAB, threads) for threads in sorted({*doubled, cores}) if threads != usual]
    else:
        rows += [("float16", slab, usual) for slab in SLABS]
    return rows


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench inference")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda:N (default: auto)")
    parser.add_argument("--runs", type=int, default=3, help="timed runs of each row (default: 3)")
    parser.add_argument("--short", action="store_true", help="the first row alone")
    arguments = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    usual = min(MOST_USEFUL_THREADS, cores)

    print("| device | precision | slices a call | threads | s | slices/s | peak MiB | ratio | load |")
    print("|---|---|---|---|---|---|---|---|---|")
    base = None
    rows = [("auto", USUAL_SLAB, usual)]
    while rows:
        precision, slab, threads = rows.pop(0)
        took = measure(arguments.device, precision, slab, threads, arguments.runs)
        if base is None:
            base = took["seconds"]
            rows = [] if arguments.short else settings(took["device"], cores)
        print(
            f"| {took['device']} | {took['precision']} | {took['slab']} | {threads} | {took['seconds']:.2f} "
            f"| {took['slices'] / took['seconds']:.1f} | {took['peakMib']} | {base / took['seconds']:.2f} "
            f"| {os.getloadavg()[0]:.1f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
