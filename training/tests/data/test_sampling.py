"""Batches and augmentation on a made-up scan."""
from __future__ import annotations

import numpy as np
import torch

from lungburden_training.data.augment import NONE, AugmentConfig, augment
from lungburden_training.data.items import COVID, Item
from lungburden_training.data.labels import ANYTHING
from lungburden_training.data.sampling import Batches, slab_slices


def _item(name: str, slices: int, set_name: str = COVID, size: int = 64) -> Item:
    rng = np.random.default_rng(slices)
    sets = np.array([1, 2, 4, 8], np.uint8)[rng.integers(0, 4, (slices, size // 8, size // 8))].repeat(8, 1).repeat(8, 2)
    position = np.arange(slices, dtype=np.float32) * 6 if slices > 1 else np.array([np.nan], np.float32)
    return Item(set_name, name, name, (sets / 10).astype(np.float16), sets, position)


def test_batches_depend_on_seed_and_step_alone() -> None:
    make = lambda: Batches([_item("a", 7), _item("b", 20)], {COVID: 3}, 10, 5, AugmentConfig(), 2, 5.0)  # noqa: E731
    first, again = make(), make()
    first[3]
    for a, b in zip(first[7], again[7]):
        assert torch.equal(a, b)
    assert first[0][0].shape == (3, 12, 64, 64) and first[0][1].shape == (3, 2, 64, 64)
    assert not torch.equal(first[0][0], first[1][0])


def test_augmentation_moves_image_and_labels_together() -> None:
    item = _item("a", 3)
    config = AugmentConfig(blur=0, sharpen=0, noise=0, clip=0)
    for seed in range(5):
        x, sets = augment(item.image[:1], item.sets[:1], np.random.default_rng(seed), config)
        middles = [float(x[sets == label].median()) for label in (2, 4, 8)]
        assert middles == sorted(middles) and middles[2] - middles[0] > 0.3
        assert set(sets.unique().tolist()) <= {1, 2, 4, 8} and 0 <= x.min() and x.max() <= 1


def test_slab_repeats_the_ends_and_keeps_the_distance() -> None:
    position = np.arange(40, dtype=np.float32) * 1.25
    assert slab_slices(position, 20, 1, 5.0).tolist() == list(range(0, 41, 4))[:10] + [39]
    assert slab_slices(np.arange(3, dtype=np.float32) * 6, 0, 1, 5.0).tolist() == [0] * 6 + [1] + [2] * 4
    assert slab_slices(np.array([np.nan]), 0, 2, 5.0).tolist() == [0] * 12


def test_slices_of_which_nothing_is_known_are_never_drawn() -> None:
    item = _item("a", 9)
    item.sets[[0, 1, 2, 5, 8]] = ANYTHING
    for targets in (0, 1):
        batches = Batches([item], {COVID: 2}, 40, 5, NONE, targets, 6.0)
        assert all((batches[step][1] != ANYTHING).flatten(1).any(1).all() for step in range(40))
