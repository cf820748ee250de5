"""Labels of a whole scan, on the scan's own grid, as the service has them."""
from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
import json
from typing import Callable

import numpy as np
import torch
from torch import nn

from ..config import Config, Refused
from ..data import preprocess
from ..data.hands import READERS, with_hand
from ..network.checkpoint import load_network
from ..network.lungburden import LungBurdenNet, channels_of, log_probabilities
from ..network.stream import slab_of

SLAB = 8  # targets a call, or as many as a network was trained on at once
Forward = Callable[[torch.Tensor], torch.Tensor]
"""Slab [n + 10, 1, 256, 256] -> log-probabilities [n, 4, 256, 256] of its n targets."""


def network_of(config: Config, arguments: argparse.Namespace) -> tuple[Config, Forward, dict]:
    """What is to be measured: the exported network of `--model`, or the run's checkpoint.

    Returns the settings by which scans are read, the network, and what is known of its training, as in a checkpoint.
    """
    if arguments.model is None:
        net, state = load_network(arguments.run)
        hand = hand_of(channels_of(net), arguments.reader)
        return config, forward_of(net, arguments.main_only or state["phase"] == "main", arguments.flips, hand), state
    manifest = json.loads((arguments.model / "manifest.json").read_text())
    script = torch.jit.load(str(arguments.model / manifest["file"])).eval()
    streams = manifest["schemaVersion"].startswith("2.")
    window = preprocess.Window(manifest["window"]["lowHu"], manifest["window"]["highHu"])
    config = replace(config, architecture="lungburden", joint=None, paper=None, window=window,
                     neighbour_distance_mm=manifest["neighbourDistanceMm"])
    trained = {key: manifest[key] for key in ("name", "version", "sha256")} | {"held_out": manifest["trainingSteps"]["heldOut"]}
    state = {"config": trained, "phase": "exported", "step": None}
    hand = hand_of(_channels(manifest), arguments.reader)
    if not streams:
        return config, forward_of(script, arguments.main_only, arguments.flips, hand), state
    if arguments.main_only:
        raise Refused("an exported network has no main branch of its own: leave --main-only out, or give a run")
    return config, forward_of(partial(slab_of, script, hand=hand or 0.0), False, arguments.flips), state


def readers_of(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Whose hands the network to be measured knows; one that knows no readers apart answers as between them."""
    if arguments.model is None:
        channels = channels_of(load_network(arguments.run)[0])
    else:
        channels = _channels(json.loads((arguments.model / "manifest.json").read_text()))
    return tuple(READERS) if channels == 2 else ("middle",)


def _channels(manifest: dict) -> int:
    """1, or 2 where the network knows the readers apart."""
    return manifest["input"]["channels"] if "readers" not in manifest else 2 if len(manifest["readers"]) > 1 else 1


def hand_of(channels: int, reader: str) -> float | None:
    """The value of the network's hand channel, None for a network without."""
    if channels == 1 and reader != "middle":
        raise Refused("this network does not know the readers apart: leave --reader out")
    return READERS[reader] if channels == 2 else None


def segment(hu: np.ndarray, spacing_k: float, config: Config, forward: Forward, every_slice: bool = False) -> np.ndarray:
    """HU [k][j][i] -> labels uint8 of the same shape.

    The network answers slices about `neighbour_distance_mm` apart, as in the service. With `every_slice` the network answers all, each
    with neighbors at that same distance.
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
    """[m, 4, 256, 256] of the slices `ks`, which are each other's neighbors."""
    slices = torch.from_numpy(preprocess.with_neighbors(preprocess.network_grid(hu, box, ks, config.window)))[:, None]
    phase = config.joint or config.paper
    slab = max(SLAB, phase.targets if phase else 0)
    with torch.no_grad():
        parts = [forward(slices[m:m + slab + 2 * preprocess.NEIGHBORS]).exp() for m in range(0, len(ks), slab)]
    return torch.cat(parts).numpy()


def forward_of(net: nn.Module | Forward, main_only: bool, flips: bool = False, hand: float | None = None) -> Forward:
    """The network, by the main branch alone with `main_only`, or the mean of its answers for the slab and its mirror image.

    A network that knows readers apart gets `hand`.
    """
    if main_only and not isinstance(net, LungBurdenNet):
        raise ValueError("the main branch alone answers only in the network that ships")
    targets = slice(preprocess.NEIGHBORS, -preprocess.NEIGHBORS)
    forward: Forward = (lambda slab: log_probabilities(net.main_branch(slab[targets]))) if main_only else net
    handed: Forward = forward if hand is None else (lambda slab: forward(with_hand(slab, hand)))
    if not flips:
        return handed
    return lambda slab: torch.stack([handed(slab), handed(slab.flip(-1)).flip(-1)]).exp().mean(0).log()
