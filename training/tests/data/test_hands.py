"""The reader's hand as a channel: drawn by set, sometimes hidden, and of no effect on what images a batch holds."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from lungburden_training.data.augment import AugmentConfig
from lungburden_training.data.hands import HandConfig, with_hand
from lungburden_training.data.items import COVID, EFFUSION, SECOND, Item
from lungburden_training.data.sampling import Batches

HANDS = HandConfig({COVID: "first", SECOND: "second"}, hidden=0.25)


def test_the_hand_is_a_plane_beside_every_image() -> None:
    x = torch.rand(2, 3, 1, 8, 8)
    both = with_hand(x, torch.tensor([-1.0, 1.0]))
    assert both.shape == (2, 3, 2, 8, 8) and torch.equal(both[:, :, :1], x)
    assert (both[0, :, 1] == -1).all() and (both[1, :, 1] == 1).all()
    assert torch.equal(with_hand(x[0], 0.0)[:, 1:], torch.zeros(3, 1, 8, 8))


def test_each_set_bears_its_readers_hand_which_is_sometimes_hidden() -> None:
    rng = np.random.default_rng(0)
    drawn = {name: [HANDS.draw(name, rng) for _ in range(2000)] for name in (COVID, SECOND, EFFUSION)}
    shares = {name: [np.mean(np.array(values) == value) for value in (-1, 0, 1)] for name, values in drawn.items()}
    assert shares[COVID] == pytest.approx([0.75, 0.25, 0], abs=0.03)
    assert shares[SECOND] == pytest.approx([0, 0.25, 0.75], abs=0.03)
    assert shares[EFFUSION] == pytest.approx([0.375, 0.25, 0.375], abs=0.03), "nobody's hand: either"
    assert replace(HANDS, hidden=0.0).draw(COVID, rng) == -1


@pytest.mark.parametrize("targets", [0, 2])
def test_batches_hold_the_same_images_with_and_without_a_hand(targets: int) -> None:
    sets = np.array([1, 2, 4, 8], np.uint8)[np.arange(20 * 64 * 64).reshape(20, 64, 64) // 16 % 4]
    items = [Item(name, "a", "a", (sets / 10).astype(np.float16), sets, np.arange(20) * 5.0) for name in (COVID, SECOND)]
    per_set = {COVID: 2, SECOND: 1}
    plain, handed, again = (Batches(items, per_set, 9, 5, AugmentConfig(), targets, 5.0, hand) for hand in (None, HANDS, HANDS))
    hands = set()
    for step in range(9):
        (x, y), (both, z) = plain[step], handed[step]
        assert torch.equal(both[:, :, 0], x) and torch.equal(y, z) and torch.equal(again[step][0], both)
        plane = both[:, :, 1]
        assert (plane == plane[:, :1, :1, :1]).all()
        assert set(plane[:2].unique().tolist()) <= {-1.0, 0.0} and set(plane[2:].unique().tolist()) <= {0.0, 1.0}
        hands |= set(plane.unique().tolist())
    assert hands == {-1.0, 0.0, 1.0}
