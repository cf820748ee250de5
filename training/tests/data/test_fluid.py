"""Synthetic pleural effusion on a drawn chest."""
from __future__ import annotations

import numpy as np

from lungburden_training.data.augment import AugmentConfig
from lungburden_training.data.fluid import add_fluid
from lungburden_training.data.items import COVID, Item
from lungburden_training.data.labels import BACKGROUND, HIGH, LESION, LUNG, NOT_LESION
from lungburden_training.data.sampling import Batches

CONFIG = AugmentConfig(fluid=1.0)


def _chest() -> tuple[np.ndarray, np.ndarray]:
    sets = np.full((3, 64, 64), BACKGROUND, np.uint8)
    sets[:, 10:50, 8:28] = LUNG
    sets[:, 10:50, 36:56] = LUNG
    return np.where(sets == LUNG, 0.2, 0.9).astype(np.float32), sets


def test_fluid_lies_at_the_back_of_one_lung() -> None:
    image, sets = _chest()
    sides = set()
    for seed in range(20):
        found, labels = add_fluid(image, sets, np.random.default_rng(seed), CONFIG)
        fluid = labels == HIGH
        assert fluid.any() and (sets[fluid] == LUNG).all() and (labels[~fluid] == sets[~fluid]).all()
        columns = np.flatnonzero(fluid.any((0, 1)))
        sides.add(bool(columns[0] < 30))
        assert columns[-1] < 30 or columns[0] > 30
        for k in range(3):
            depth = fluid[k, 10:50, columns].sum(1)
            assert (fluid[k, 10:50, columns].argmax(1)[depth > 0] + depth[depth > 0] == 40).all(), "down to the back"
        assert (fluid[0].sum() >= fluid[2].sum()) and abs(found[fluid].mean() - 0.88) < 0.08
        assert (found >= image - 1e-6)[sets == BACKGROUND].all()
        np.testing.assert_array_equal(found[:, :, 30:34], image[:, :, 30:34])
    assert sides == {True, False}


def test_a_dark_rim_that_a_reader_left_to_the_wall_is_filled() -> None:
    image, sets = _chest()
    image[:, 50:52, 8:56] = 0.3
    found, labels = add_fluid(image, sets, np.random.default_rng(0), CONFIG)
    columns = np.flatnonzero((labels == HIGH).any((0, 1)))
    assert found[:, 50:52, columns].min() > 0.75 and (labels[:, 50:52] == BACKGROUND).all()


def test_the_surface_rises_towards_the_chest_wall() -> None:
    image, sets = _chest()
    rises = []
    for seed in range(20):
        fluid = add_fluid(image, sets, np.random.default_rng(seed), CONFIG)[1] == HIGH
        columns = np.flatnonzero(fluid.any((0, 1)))
        height = fluid[1, :, columns].sum(1)
        rises.append(height[0] - height[-1] if columns[0] < 30 else height[-1] - height[0])
    assert min(rises) >= 0 and max(rises) > 3


def test_no_fluid_where_the_lung_is_not_told() -> None:
    image = np.full((2, 16, 16), 0.5, np.float32)
    sets = np.full((2, 16, 16), NOT_LESION, np.uint8)
    for seed in range(5):
        found, labels = add_fluid(image, sets, np.random.default_rng(seed), CONFIG)
        assert found is image and labels is sets
    sets[:, 4:12, 3:13] = HIGH
    found, labels = add_fluid(image, sets, np.random.default_rng(0), CONFIG)
    assert found is image and labels is sets, "a lesion is not the whole lung"


def test_slices_whose_lung_is_not_told_stay_dry() -> None:
    image, sets = _chest()
    sets[2] = np.where(sets[2] == LUNG, NOT_LESION, sets[2])
    sets[2, 40:50, 8:56] = LESION
    for seed in range(5):
        found, labels = add_fluid(image, sets, np.random.default_rng(seed), CONFIG)
        assert (labels[:2] == HIGH).any((1, 2)).all()
        np.testing.assert_array_equal(labels[2], sets[2])
        np.testing.assert_array_equal(found[2], image[2])


def test_batches_have_fluid_only_when_asked() -> None:
    image, sets = _chest()
    item = Item(COVID, "a", "a", image.astype(np.float16), sets, np.arange(3, dtype=np.float32) * 5)
    for share, wanted in ((0.0, False), (1.0, True)):
        batches = Batches([item], {COVID: 2}, 5, 1, AugmentConfig(fluid=share), 0, 5.0)
        assert all(bool((batches[step][1] == HIGH).any()) == wanted for step in range(5))
