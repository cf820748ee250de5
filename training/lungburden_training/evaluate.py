"""Figures on whole volumes, on the scan's own grid, as the service measures them."""
from __future__ import annotations

import argparse
import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Callable

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from . import preprocess
from .architectures import build
from .config import Config
from .data import patient_of
from .measure import GROUPS, Figures, figures
from .network import LungBurdenNet, log_probabilities
from .report import markdown, summarise
from .volume import read_nifti

log = logging.getLogger(__name__)
SLAB = 8  # targets a call, or as many as a network was trained on at once
SUFFIXES = (".nii.gz", ".nii")
Forward = Callable[[torch.Tensor], torch.Tensor]
"""Slab [n + 10, 1, 256, 256] -> log-probabilities [n, 4, 256, 256] of its n targets."""
PROTOCOL = ("Whole volumes on their own grid, one reader's outlines taken as truth; Dice per case, then the mean over cases. "
            "Lung includes its lesions, lesion is ground glass plus high opacity.")
UNSEEN = " The network measured never saw these patients."


def load_network(run: Path) -> tuple[nn.Module, dict]:
    """The network of a run's checkpoint, ready to predict, and the checkpoint.

    While the attention branch has not been trained its map is held at zero, so the main branch alone answers.
    """
    state = torch.load(run / "checkpoint.pt", map_location="cpu")
    net = build(state["config"])
    net.load_state_dict(state["network"])
    if state["phase"] == "main":
        torch.nn.init.zeros_(net.attention_head.last.weight)
        torch.nn.init.constant_(net.attention_head.last.bias, -30.0)
    return net.eval(), state


def network_of(config: Config, arguments: argparse.Namespace) -> tuple[Config, Forward, dict]:
    """What is to be measured: the exported network of `--model`, or the run's checkpoint.

    Returns the settings it reads scans by, the network, and what is known of its training, as in a checkpoint.
    """
    if arguments.model is None:
        net, state = load_network(arguments.run)
        return config, forward_of(net, arguments.main_only or state["phase"] == "main", arguments.flips), state
    manifest = json.loads((arguments.model / "manifest.json").read_text())
    script = torch.jit.load(str(arguments.model / manifest["file"])).eval()
    window = preprocess.Window(manifest["window"]["lowHu"], manifest["window"]["highHu"])
    config = replace(config, architecture="lungburden", joint=None, paper=None, window=window,
                     neighbour_distance_mm=manifest["neighbourDistanceMm"])
    trained = {key: manifest[key] for key in ("name", "version", "sha256")} | {"held_out": manifest["trainingSteps"]["heldOut"]}
    return config, forward_of(script, arguments.main_only, arguments.flips), {"config": trained, "phase": "exported", "step": None}


def segment(hu: np.ndarray, spacing_k: float, config: Config, forward: Forward, every_slice: bool = False) -> np.ndarray:
    """HU [k][j][i] -> labels uint8 of the same shape.

    The network answers slices about `neighbour_distance_mm` apart, as the service has it; `every_slice` asks it for all, each
    with neighbours at that same distance.
    """
    box = preprocess.body_box(hu)
    if box is None:
        return np.zeros(hu.shape, np.uint8)
    if not every_slice:
        ks = preprocess.network_slices(len(hu), spacing_k, config.neighbour_distance_mm)
        return preprocess.labels_on_scan(_probabilities(hu, box, ks, config, forward), hu.shape, box, ks)
    stride = min(len(hu), preprocess.network_stride(spacing_k, config.neighbour_distance_mm))
    found: list[np.ndarray | None] = [None] * len(hu)
    for first in range(stride):
        found[first::stride] = _probabilities(hu, box, np.arange(first, len(hu), stride), config, forward)
    return preprocess.labels_on_scan(np.stack(found), hu.shape, box, np.arange(len(hu)))


def _probabilities(hu: np.ndarray, box: preprocess.Box, ks: np.ndarray, config: Config, forward: Forward) -> np.ndarray:
    """[m, 4, 256, 256] of the slices `ks`, which are each other's neighbours."""
    slices = torch.from_numpy(preprocess.with_neighbours(preprocess.network_grid(hu, box, ks, config.window)))[:, None]
    phase = config.joint or config.paper
    slab = max(SLAB, phase.targets if phase else 0)
    with torch.no_grad():
        parts = [forward(slices[m:m + slab + 2 * preprocess.NEIGHBOURS]).exp() for m in range(0, len(ks), slab)]
    return torch.cat(parts).numpy()


def forward_of(net: nn.Module, main_only: bool, flips: bool = False) -> Forward:
    """The network, by the main branch alone if so wished, or the mean of its answers for the slab and its mirror image."""
    if main_only and not isinstance(net, LungBurdenNet):
        raise ValueError("the main branch alone answers only in the network that ships")
    targets = slice(preprocess.NEIGHBOURS, -preprocess.NEIGHBOURS)
    forward: Forward = (lambda slab: log_probabilities(net.main_branch(slab[targets]))) if main_only else net
    if not flips:
        return forward
    return lambda slab: torch.stack([forward(slab), forward(slab.flip(-1)).flip(-1)]).exp().mean(0).log()


def evaluate(config: Config, arguments: argparse.Namespace) -> dict:
    """Measures a network on annotated volumes: figures, summary, table and plots into the run's folder or `--out`."""
    torch.set_num_threads(arguments.threads)
    config, forward, state = network_of(config, arguments)
    cases = []
    for name, ct, labels in tqdm(_pairs(config, arguments), desc="evaluate"):
        hu, spacing = read_nifti(ct)
        truth, _ = read_nifti(labels)
        found = segment(hu, spacing[2], config, forward, arguments.every_slice)
        patient = name if arguments.images else patient_of(name)
        cases.append({"name": name, "patient": patient, **figures(found, truth, spacing)})
        log.info("%s", cases[-1])
        if arguments.overlay:
            from .overlay import write_overlay
            write_overlay(arguments.overlay / f"{name}.png", hu, found, truth)
    unseen = not arguments.images and {case["patient"] for case in cases} <= set(state["config"]["held_out"])
    document = ({"config": state["config"], "protocol": PROTOCOL + UNSEEN * unseen} | mean_dice(cases)
                | {"cases": cases, "summary": summarise(cases), "phase": state["phase"], "step": state["step"]})
    _write(arguments, document)
    return document


def _pairs(config: Config, arguments: argparse.Namespace) -> list[tuple[str, Path, Path]]:
    """Name, image and labels of every case: of two folders, or of the held-out patients of covid-volumes."""
    if arguments.images:
        return pairs_of_folders(arguments.images, arguments.labels)
    pairs = pairs_of_folders(Path(arguments.data) / "covid-volumes", Path(arguments.data) / "covid-volumes")
    names = [{name, patient_of(name)} for name, _, _ in pairs]
    unknown = set(arguments.cases or ()) - set().union(*names)
    if unknown:
        raise ValueError(f"covid-volumes has no {sorted(unknown)}")
    wanted = set(arguments.cases or config.held_out)
    chosen = [pair for pair, known in zip(pairs, names) if known & wanted]
    if not chosen:
        raise ValueError("the configuration holds out no patient of covid-volumes: name --cases, or --images and --labels")
    return chosen


def pairs_of_folders(images: Path, labels: Path) -> list[tuple[str, Path, Path]]:
    """`NAME[_ct].nii[.gz]` with `NAME[_labels].nii[.gz]`; an image without labels is an error, never left out in silence."""
    found = {stem: path for path in sorted(images.iterdir()) for stem in [_stem(path)]
             if stem and not stem.endswith("_labels")}
    pairs = []
    for stem, path in found.items():
        name = stem[:-len("_ct")] if stem.endswith("_ct") else stem
        choices = [labels / (end + suffix) for end in (f"{name}_labels", name, stem) for suffix in SUFFIXES]
        truth = next((choice for choice in choices if choice.exists() and choice != path), None)
        if truth is None:
            raise FileNotFoundError(f"{labels} holds no labels for {path.name}")
        pairs.append((name, path, truth))
    if not pairs:
        raise FileNotFoundError(f"{images} holds no NIfTI")
    return pairs


def _stem(path: Path) -> str | None:
    return next((path.name[:-len(suffix)] for suffix in SUFFIXES if path.name.endswith(suffix)), None)


def mean_dice(cases: list[Figures]) -> dict[str, float | None]:
    """The mean over cases of the Dice of every group, None where no case has it."""
    columns = {key: [case[key] for case in cases if case.get(key) is not None] for key in GROUPS}
    return {key: round(float(np.mean(values)), 4) if values else None for key, values in columns.items()}


def write_json(arguments: argparse.Namespace, name: str, document: dict) -> Path:
    """Writes `NAME.json` into `--out` or the run's folder, and gives that folder."""
    folder = arguments.out or arguments.run
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n")
    return folder


def _write(arguments: argparse.Namespace, document: dict) -> None:
    name = "-".join(["figures", *(option.replace("_", "-") for option in ("main_only", "flips", "every_slice")
                                  if getattr(arguments, option))])
    folder = write_json(arguments, name, document)
    (folder / f"{name}.md").write_text(markdown(document["summary"]))
    if arguments.plots:
        from .plots import write_plots
        write_plots(folder, document["cases"])
    log.info("%s", markdown(document["summary"]))
