"""Time and peak memory of the architectures over 16 slices on this machine, random weights.

Every network is treated alike: scripted, norms folded and frozen, the same threads, allocator and crop. Each memory layout and
number of slices a call runs in a process of its own, and the fastest counts.
"""
from __future__ import annotations

from dataclasses import asdict, dataclass
import json
from pathlib import Path
import resource
import subprocess
import sys
import time
from typing import Any, Sequence

import torch
from torch import Tensor

from ..config import read_config
from ..network.architectures import ARCHITECTURES, build
from ..network.torchscript import to_torchscript

HERE = Path(__file__).resolve().parents[2]
SLICES = 16
RUNS = 3
BATCHES = {"unet3d": (8, 16)}  # fewer slices at once would be another network, which halves them three times
CONTIGUOUS, LAST = "contiguous", "channels last"


@dataclass(frozen=True)
class Form:
    """How one measurement runs a network; `network` holds its sizes, empty for the published ones."""

    name: str
    threads: int
    batch: int
    layout: str
    size: int
    network: dict[str, Any]


def forms(name: str, threads: int, size: int, network: dict[str, Any]) -> list[Form]:
    """Everything that is tried for an architecture."""
    return [Form(name, threads, batch, layout, size, network)
            for batch in BATCHES.get(name, (1, 4, 8, 16)) for layout in (CONTIGUOUS, LAST)]


def measure(form: Form) -> dict[str, Any]:
    """Shortest time of 3 in seconds after a first run, and the process's peak resident memory in MB before and after."""
    torch.set_num_threads(form.threads)
    torch.manual_seed(0)
    net = build({"architecture": form.name, "network": form.network}).eval()
    parameters = sum(p.numel() for p in net.parameters())
    script = to_torchscript(net, form.layout == LAST)
    del net
    x = torch.rand(SLICES + 10, 1, form.size, form.size)
    before, times = _peak_mb(), []
    with torch.no_grad():
        for _ in range(1 + RUNS):
            start = time.perf_counter()
            answer_all(script, x, form.batch)
            times.append(time.perf_counter() - start)
    return asdict(form) | {"parameters": parameters, "seconds": round(min(times[1:]), 3), "peakMb": _peak_mb(),
                           "peakBeforeMb": before}


def answer_all(script: torch.jit.ScriptModule, x: Tensor, batch: int) -> list[Tensor]:
    """The slices [S + 10, 1, y, x] in slabs of `batch` targets and their neighbors."""
    return [script(x[m:m + batch + 10]) for m in range(0, len(x) - 10, batch)]


def compare(names: Sequence[str], threads: int, size: int = 256) -> str:
    """Measures every form of every architecture and gives a Markdown table of the fastest."""
    lines = [f"{SLICES} slices of {size} x {size}, {threads} threads, PyTorch {torch.__version__}; the fastest form of each:", "",
             "| architecture | weights, million | s | peak MB | of which before the first run | slices a call | layout |",
             "|---|---|---|---|---|---|---|"]
    for name in names or ARCHITECTURES:
        network = read_config(HERE / "configs" / "shipping.yaml").network if name == "lungburden" else {}
        r = min((_in_a_process(form) for form in forms(name, threads, size, network)), key=lambda result: result["seconds"])
        lines.append(f"| {name} | {r['parameters'] / 1e6:.2f} | {r['seconds']:.2f} | {r['peakMb']} | {r['peakBeforeMb']} "
                     f"| {r['batch']} | {r['layout']} |")
    return "\n".join(lines)


def _in_a_process(form: Form) -> dict[str, Any]:
    command = [sys.executable, "-m", "lungburden_training.evaluate.compare", json.dumps(asdict(form))]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=HERE).stdout)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(measure(Form(**json.loads(sys.argv[1])))))
