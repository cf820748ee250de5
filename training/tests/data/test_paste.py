"""Copy and paste keeps what the target's reader did not tell, and changes nothing while it is off."""
from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch

from lungburden_training.data.augment import AugmentConfig
from lungburden_training.data.items import COVID, EFFUSION, SERIES, Item
from lungburden_training.data.labels import ANYTHING, BACKGROUND, GGO, HIGH, INSIDE, LESION, LUNG, NOT_LESION
from lungburden_training.data.paste import paste
from lungburden_training.data.sampling import Batches

SIZE = 64


def _donor(slices: int = 1) -> tuple[np.ndarray, np.ndarray]:
    sets = np.full((slices, SIZE, SIZE), BACKGROUND, np.uint8)
    sets[:, 16:48, 16:48] = HIGH
    return np.where(sets == HIGH, 0.9, 0.5).astype(np.float16), sets


def test_only_pixels_that_cannot_be_background_become_high_opacity() -> None:
    kinds = np.array([BACKGROUND, LUNG, GGO, HIGH, INSIDE, LESION, NOT_LESION, ANYTHING], np.uint8)
    sets = np.tile(kinds.repeat(SIZE // 8), (1, SIZE, 1))
    image = np.full(sets.shape, 0.2, np.float16)
    changed = 0
    for seed in range(20):
        mixed, told = paste(image, sets, *_donor(), np.random.default_rng(seed), AugmentConfig())
        closed = (sets & BACKGROUND) != 0
        assert (told[closed] == sets[closed]).all() and (mixed[closed] == image[closed]).all()
        new = told != sets
        assert (told[new] == HIGH).all() and (mixed[new] > 0.4).all()
        changed += new.sum()
    assert changed > 1000 and (image == np.float16(0.2)).all()


def test_a_slab_gets_the_same_place_in_every_slice() -> None:
    sets = np.full((12, SIZE, SIZE), LUNG, np.uint8)
    _, told = paste(np.zeros(sets.shape, np.float16), sets, *_donor(12), np.random.default_rng(2), AugmentConfig())
    assert (told == HIGH)[0].any() and (told == told[:1]).all()


def test_batches_paste_only_when_asked_and_by_seed_alone() -> None:
    image, sets = _donor(20)
    position = np.arange(20, dtype=np.float32) * 5
    healthy = np.full(sets.shape, LUNG, np.uint8)
    items = [Item(EFFUSION, "d", "d", image, sets, position), Item(COVID, "t", "t", image * 0, healthy, position),
             Item(SERIES, "s", "s", image * 0, healthy & 0 | NOT_LESION, position)]
    plain = AugmentConfig()
    for targets in (0, 2):
        make = lambda share: Batches(items, {COVID: 4, SERIES: 2}, 9, 5, replace(plain, copy_paste=share),  # noqa: E731
                                     targets, 5.0)
        assert not (make(0.0)[1][1] == HIGH).any()
        assert torch.equal(make(1.0)[3][0], make(1.0)[3][0])
        told = make(1.0)[1][1]
        assert (told[:4] == HIGH).flatten(1).any(1).all() and not (told[4:] == HIGH).any()
