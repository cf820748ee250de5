"""Segmentation comes back to the scan's grid, slice by slice or not, mirrored or not."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training.config import Refused, read_config
from lungburden_training.evaluate.measure import dice
from lungburden_training.evaluate.segment import forward_of, hand_of, segment
from lungburden_training.network.lungburden import LungBurdenNet

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
SHIPPING = read_config(CONFIGS / "shipping.yaml")


def test_segmentation_comes_back_to_the_scan() -> None:
    hu = np.full((7, 70, 90), -1000, np.int16)
    hu[:, 10:60, 20:80] = 0
    hu[2:, 25:45, 30:60] = -850

    def threshold(slab: torch.Tensor) -> torch.Tensor:
        lung = (slab[5:-5] - 0.5).abs() > 0.3
        return torch.cat([~lung, lung & (slab[5:-5] < 0.5), lung & False, lung & False], 1).float().clamp_min(1e-6).log()

    found = segment(hu, 2.5, SHIPPING, threshold)
    inner = np.zeros(hu.shape, bool)
    inner[2:, 25:45, 30:60] = True
    assert dice((found == 1)[:, 12:58, 22:78], inner[:, 12:58, 22:78]) > 0.9
    assert not segment(np.full((3, 20, 20), -1000, np.int16), 5.0, SHIPPING, threshold).any()


def test_every_slice_gets_its_own_answer_with_neighbors_at_the_same_distance() -> None:
    hu = np.full((7, 64, 64), -1000, np.int16)
    hu[:, 8:56, 8:56] = 0
    for k in range(7):
        hu[k, 30:40, 30:40] = -300 - 100 * k
    seen: list[np.ndarray] = []

    def forward(slab: torch.Tensor) -> torch.Tensor:
        """Lung where the target is neither air nor soft tissue; remembers the middle of every slice."""
        middle = slab[:, 0, 140, 140].numpy() * (SHIPPING.window.high - SHIPPING.window.low) + SHIPPING.window.low
        seen.append(np.round((-300 - middle) / 100).astype(int))
        lung = (slab[5:-5] - 0.5).abs() < 0.45
        return torch.cat([~lung, lung, lung & False, lung & False], 1).float().clamp_min(1e-6).log()

    segment(hu, 2.5, SHIPPING, forward, every_slice=True)
    assert [s[5:-5].tolist() for s in seen] == [[0, 2, 4, 6], [1, 3, 5]]
    assert seen[1].tolist() == [1] * 5 + [1, 3, 5] + [5] * 5
    seen.clear()
    segment(hu, 2.5, SHIPPING, forward)
    assert [s[5:-5].tolist() for s in seen] == [[0, 2, 4, 6]]


def test_flips_average_the_answers_for_a_slab_and_its_mirror_image() -> None:
    torch.manual_seed(1)
    net = LungBurdenNet(growth=4, hidden=4, dilations=[1]).eval()
    slab = torch.rand(12, 1, 32, 32)
    with torch.no_grad():
        found, mirrored, plain = (forward_of(net, False, True)(slab), forward_of(net, False, True)(slab.flip(-1)), net(slab))
    torch.testing.assert_close(found.flip(-1), mirrored)
    torch.testing.assert_close(found.exp().sum(1), torch.ones(2, 32, 32))
    assert (found - plain).abs().max() > 1e-3


def test_a_reader_can_be_asked_only_of_a_network_that_knows_readers() -> None:
    assert hand_of(1, "middle") is None
    assert [hand_of(2, reader) for reader in ("first", "middle", "second")] == [-1, 0, 1]
    with pytest.raises(Refused, match="does not know the readers"):
        hand_of(1, "second")


def test_the_hand_reaches_the_network_and_is_mirrored_with_the_slab() -> None:
    net, seen = LungBurdenNet(growth=4, hidden=4, dilations=[1], hand=True).eval(), []
    net.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
    slab = torch.rand(12, 1, 32, 32)
    with torch.no_grad():
        both, plain = forward_of(net, False, True, 1.0)(slab), forward_of(net, False, False, 1.0)(slab)
    assert all(x.shape == (12, 2, 32, 32) and (x[:, 1] == 1).all() for x in seen) and len(seen) == 3
    assert torch.equal(seen[1][:, 0], slab[:, 0].flip(-1)) and both.shape == plain.shape
