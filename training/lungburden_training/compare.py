"""Time and peak memory of the architectures over 16 slices on this machine, each in a process of its own, random weights."""
from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Sequence

import torch

from .architectures import ARCHITECTURES, build
from .export import to_torchscript

SLICES = 16
RUNS = 3
EXPORTED = ("lungburden", "paper")


def measure(name: str, threads: int, size: int = 256, slices: int = SLICES, network: dict | None = None) -> dict:
    """Shortest time of 3 in seconds after a first run, and the process's peak resident memory in MB before and after.

    Our two networks run as exported, in slabs of 8 targets; the U-Nets as they are, all slices at once.
    """
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    net = build({"architecture": name, "network": network or {}}).eval()
    parameters = sum(p.numel() for p in net.parameters())
    forward, slab = (to_torchscript(net), 8) if name in EXPORTED else (net, slices)
    del net
    x = torch.rand(slices + 10, 1, size, size)
    before, times = _peak_mb(), []
    with torch.no_grad():
        for _ in range(1 + RUNS):
            start = time.perf_counter()
            for m in range(0, slices, slab):
                forward(x[m:m + slab + 10])
            times.append(time.perf_counter() - start)
    return {"name": name, "parameters": parameters, "seconds": round(min(times[1:]), 3), "peakMb": _peak_mb(),
            "peakBeforeMb": before}


def compare(names: Sequence[str], threads: int) -> str:
    """Measures every architecture and gives a Markdown table."""
    lines = [f"{SLICES} slices of 256 x 256, {threads} threads, PyTorch {torch.__version__}:", "",
             "| architecture | weights, million | s | peak MB | of which before the first run |", "|---|---|---|---|---|"]
    for name in names or ARCHITECTURES:
        command = [sys.executable, "-m", "lungburden_training.compare", name, str(threads)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parent.parent)
        r = json.loads(done.stdout)
        lines.append(f"| {r['name']} | {r['parameters'] / 1e6:.2f} | {r['seconds']:.2f} | {r['peakMb']} | {r['peakBeforeMb']} |")
    return "\n".join(lines)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
