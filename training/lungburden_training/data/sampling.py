"""Which slices make up a batch: a function of seed and step alone, so that a resumed run sees the same batches."""
from __future__ import annotations

from collections import defaultdict

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from .augment import AugmentConfig, augment
from .fluid import add_fluid
from .hands import HandConfig, with_hand
from .items import Item
from .labels import ANYTHING, HIGH, LESION, membership
from .paste import paste
from .preprocess import NEIGHBORS


class Batches(Dataset):
    """Item `step` is that step's batch: images [B, s, 256, 256] and sets [B, t, 256, 256]; with a hand [B, s, 2, 256, 256].

    targets = 0: single slices, s = t = 1. Otherwise slabs: t targets, s = t + 10 slices at `distance_mm`. Slices of which nothing
    is known are never drawn; in a slab they are neighbors.
    """

    def __init__(self, items: list[Item], per_set: dict[str, int], steps: int, seed: int, config: AugmentConfig,
                 targets: int, distance_mm: float, hand: HandConfig | None = None) -> None:
        self.patients: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            self.patients[item.set][item.patient].append(item)
        self.patients = {name: dict(group) for name, group in self.patients.items()}
        self.interesting = {(item.set, item.name): _interesting(item) for item in items}
        self.known = {(item.set, item.name): np.flatnonzero((item.sets != ANYTHING).any((1, 2))) for item in items}
        self.donors: dict[str, list[Item]] = defaultdict(list)
        for item in items if config.copy_paste > 0 else ():
            if len(self.interesting[item.set, item.name][1]):
                self.donors[item.set].append(item)
        self.per_set, self.steps, self.seed, self.config = per_set, steps, seed, config
        self.targets, self.distance_mm, self.hand = targets, distance_mm, hand

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> tuple[Tensor, Tensor]:
        rng = np.random.default_rng([self.seed, step])
        pairs = [augment(*self._pick(name, rng), rng, self.config)
                 for name, count in self.per_set.items() for _ in range(count)]
        x, sets = torch.stack([x for x, _ in pairs]), torch.stack([y for _, y in pairs])
        return (x if self.hand is None else with_hand(x[:, :, None], self._hands(step)), sets)

    def _hands(self, step: int) -> Tensor:
        """[B], drawn apart from the images, which are the same with and without a hand."""
        rng = np.random.default_rng([self.seed, step, 1])
        return torch.tensor([self.hand.draw(name, rng) for name, count in self.per_set.items() for _ in range(count)])

    def _pick(self, set_name: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        group = self.patients[set_name]
        scans = group[sorted(group)[rng.integers(len(group))]]
        item = scans[rng.integers(len(scans))]
        lesion, high = self.interesting[item.set, item.name]
        choice = rng.random()
        pool = high if choice < 0.3 and len(high) else lesion if choice < 0.7 and len(lesion) else self.known[item.set, item.name]
        k = int(pool[rng.integers(len(pool))])
        distance_mm = self.distance_mm * rng.uniform(0.85, 1.2) if self.targets else 0.0
        image, sets = self._slices(item, k, distance_mm)
        if self.donors and rng.random() < self.config.copy_paste:
            image, sets = paste(image, sets, *self._slices(*self._donor(rng), distance_mm), rng, self.config)
        if self.config.fluid > 0 and rng.random() < self.config.fluid:
            image, sets = add_fluid(image, sets, rng, self.config)
        return image, sets if self.targets == 0 else sets[NEIGHBORS:-NEIGHBORS]

    def _slices(self, item: Item, k: int, distance_mm: float) -> tuple[np.ndarray, np.ndarray]:
        """Image and sets of slice k, or of the slab around it."""
        if self.targets == 0:
            return item.image[k:k + 1], item.sets[k:k + 1]
        ks = slab_slices(item.position, k, self.targets, distance_mm)
        return item.image[ks], item.sets[ks]

    def _donor(self, rng: np.random.Generator) -> tuple[Item, int]:
        """A slice with high opacity: every set equally likely, then every scan of it."""
        names = sorted(self.donors)
        items = self.donors[names[rng.integers(len(names))]]
        item = items[rng.integers(len(items))]
        slices = self.interesting[item.set, item.name][1]
        return item, int(slices[rng.integers(len(slices))])


def slab_slices(position: np.ndarray, k: int, targets: int, distance_mm: float) -> np.ndarray:
    """Indices [targets + 10] of the slices nearest to equidistant places around slice k; ends are repeated.

    The distance becomes a whole number of the scan's slices, as it is when a scan is measured.
    """
    if np.isnan(position[0]):
        return np.full(targets + 2 * NEIGHBORS, k)
    spacing = float(np.median(np.diff(position)))
    distance = max(1, int(distance_mm / spacing + 0.5)) * spacing
    places = position[k] + (np.arange(targets + 2 * NEIGHBORS) - NEIGHBORS - targets // 2) * distance
    return np.abs(position[None] - np.clip(places, position[0], position[-1])[:, None]).argmin(1)


def _interesting(item: Item) -> tuple[np.ndarray, np.ndarray]:
    """Slices with some lesion, and slices with some high opacity."""
    lesion, _ = membership(item.sets, LESION)
    return np.flatnonzero(lesion.sum((1, 2)) > 30), np.flatnonzero((item.sets == HIGH).sum((1, 2)) > 30)
