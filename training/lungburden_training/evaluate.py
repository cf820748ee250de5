"""Figures on whole volumes, on the scan's own grid, as the service measures them."""
from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from tqdm import tqdm

from . import preprocess
from .config import Config
from .network import LungBurdenNet, log_probabilities
from .volume import read_nifti

log = logging.getLogger(__name__)
SLAB = 8
GROUPS = {"lesionDice": (2, 3), "lungDice": (1, 2, 3), "groundGlassDice": (2,), "highOpacityDice": (3,)}
PROTOCOL = ("Whole volumes of the held-out patients on their own grid, one reader's outlines taken as truth; Dice per case, "
            "then the mean over cases. Lung includes its lesions, lesion is ground glass plus high opacity. The network "
            "measured never saw these patients.")


def load_network(run: Path) -> tuple[LungBurdenNet, dict]:
    """The network of a run's checkpoint, ready to predict, and the checkpoint.

    While the attention branch has not been trained its map is held at zero, so the main branch alone answers.
    """
    state = torch.load(run / "checkpoint.pt", map_location="cpu")
    net = LungBurdenNet(**state["config"]["network"])
    net.load_state_dict(state["network"])
    if state["phase"] == "main":
        torch.nn.init.zeros_(net.attention_head.last.weight)
        torch.nn.init.constant_(net.attention_head.last.bias, -30.0)
    return net.eval(), state


def segment(hu: np.ndarray, spacing_k: float, config: Config, forward: Callable[[torch.Tensor], torch.Tensor]) -> np.ndarray:
    """HU [k][j][i] -> labels uint8 of the same shape; `forward` takes a slab [n + 10, 1, 256, 256]."""
    box = preprocess.body_box(hu)
    if box is None:
        return np.zeros(hu.shape, np.uint8)
    ks = preprocess.network_slices(len(hu), spacing_k, config.neighbour_distance_mm)
    slices = torch.from_numpy(preprocess.with_neighbours(preprocess.network_grid(hu, box, ks, config.window)))[:, None]
    with torch.no_grad():
        parts = [forward(slices[m:m + SLAB + 2 * preprocess.NEIGHBOURS]).exp() for m in range(0, len(ks), SLAB)]
    return preprocess.labels_on_scan(torch.cat(parts).numpy(), hu.shape, box, ks)


def dice(a: np.ndarray, b: np.ndarray) -> float | None:
    """Dice of two masks, None when both are empty."""
    total = int(a.sum()) + int(b.sum())
    return round(2 * int((a & b).sum()) / total, 4) if total else None


def figures(found: np.ndarray, truth: np.ndarray, spacing: tuple[float, float, float]) -> dict[str, float | None]:
    """Labels [k][j][i] found and true -> Dice of every group and volumes in mL."""
    result: dict[str, float | None] = {name: dice(np.isin(found, group), np.isin(truth, group))
                                       for name, group in GROUPS.items()}
    for name, group in (("lung", (1, 2, 3)), ("groundGlass", (2,)), ("highOpacity", (3,))):
        for suffix, labels in (("Ml", found), ("TrueMl", truth)):
            result[name + suffix] = round(float(np.isin(labels, group).sum() * np.prod(spacing) / 1000), 1)
    return result


def evaluate(config: Config, arguments: argparse.Namespace) -> dict:
    """Measures the run's checkpoint on annotated volumes and writes `figures.json` into the run's folder."""
    torch.set_num_threads(arguments.threads)
    net, state = load_network(arguments.run)
    forward = net
    if arguments.main_only:
        forward = lambda slab: log_probabilities(net.main_branch(slab[5:-5]))  # noqa: E731
    names = arguments.cases or list(config.held_out)
    cases = []
    for name in tqdm(names, desc="evaluate"):
        folder = Path(arguments.data) / "covid-volumes"
        hu, spacing = read_nifti(folder / f"{name}_ct.nii.gz")
        truth, _ = read_nifti(folder / f"{name}_labels.nii.gz")
        found = segment(hu, spacing[2], config, forward)
        cases.append({"name": name, **figures(found, truth, spacing)})
        log.info("%s", cases[-1])
        if arguments.overlay:
            from .overlay import write_overlay
            write_overlay(arguments.overlay / f"{name}.png", hu, found, truth)
    summary: dict = {"protocol": PROTOCOL}
    for key in GROUPS:
        values = [case[key] for case in cases if case[key] is not None]
        summary[key] = round(float(np.mean(values)), 4) if values else None
    summary |= {"cases": cases, "phase": state["phase"], "step": state["step"]}
    name = "figures-main-branch.json" if arguments.main_only else "figures.json"
    (arguments.run / name).write_text(json.dumps(summary, indent=2) + "\n")
    log.info("mean %s", {key: summary[key] for key in GROUPS})
    return summary
