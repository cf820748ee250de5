"""Training with the reader's hand: conflicting outlines of the same images no longer blur each other."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from lungburden_training.config import Phase, read_config
from lungburden_training.data.augment import NONE
from lungburden_training.data.hands import READERS, HandConfig
from lungburden_training.data.items import COVID, SECOND, Item
from lungburden_training.evaluate.segment import forward_of, hand_of
from lungburden_training.network.checkpoint import load_network
from lungburden_training.train.phases import train

SHIPPING = read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml")
FAINT = slice(16, 48)


def _items() -> list[Item]:
    """Faint spots in lungs: the first reader leaves them out, the second draws them."""
    image = np.full((6, 64, 64), 0.8, np.float16)
    image[:, 8:56, 8:56] = 0.2
    image[:, FAINT, FAINT] = 0.4
    first = np.where(image < 0.5, 2, 1).astype(np.uint8)
    second = np.where(image == np.float16(0.4), 12, first).astype(np.uint8)
    return [Item(name, "a", "a", image, sets, np.arange(6) * 5.0) for name, sets in ((COVID, first), (SECOND, second))]


def test_a_network_that_knows_the_hand_follows_each_reader(tmp_path: Path) -> None:
    phase = Phase(150, 5e-3, {COVID: 2, SECOND: 2})
    config = replace(SHIPPING, network={"growth": 8, "hidden": 4, "dilations": [1, 2], "head_width": 8, "hand": True}, augment=NONE,
                     main=phase, attention=replace(phase, steps=1, targets=1), hand=HandConfig({COVID: "first", SECOND: "second"}, 0.2))
    train(config, _items(), tmp_path, threads=1, precision="fp32")
    net, state = load_network(tmp_path)
    assert state["config"]["hand"]["of"] == {COVID: "first", SECOND: "second"}
    slab = torch.from_numpy(_items()[0].image.astype(np.float32))[[0] * 5 + [2] + [5] * 5, None]
    share = {}
    with torch.no_grad():
        for reader in READERS:
            p = forward_of(net, True, hand=hand_of(2, reader))(slab).exp()[0]
            share[reader] = float((p[2] + p[3])[FAINT, FAINT].mean())
    assert share["first"] < 0.3 and share["second"] > 0.7, share
    assert share["first"] + 0.1 < share["middle"] < share["second"] - 0.1
