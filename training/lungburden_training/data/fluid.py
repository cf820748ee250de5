"""Synthetic pleural effusion: fluid at 0 to 20 HU that lies at the back of one lung, as in a patient on the back."""
from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from .augment import AugmentConfig, blurred
from .labels import BACKGROUND, HIGH, tells_lung


def add_fluid(image: np.ndarray, sets: np.ndarray, rng: np.random.Generator, config: AugmentConfig) -> tuple[np.ndarray, np.ndarray]:
    """Slices float [s, y, x], feet first, row 0 in front, and label sets [s, y, x] -> copies with fluid, or as they are.

    The surface lies across the lung, rises towards the chest wall and falls towards the head. What lies behind the surface becomes
    fluid. Only labels that cannot be background change. The dark rim that a reader left to the chest wall is filled too: a dark rim
    would give the fluid away. Slices whose lung no reader outlined stay dry. Only lesions are known to lie inside there, and fluid in
    their place would have a bright rim that counts as no lesion.
    """
    room = ((sets & BACKGROUND) == 0) & tells_lung(sets)
    columns = np.flatnonzero(room.any((0, 1)))
    if len(columns) < 2:
        return image, sets
    middle, right = (columns[0] + columns[-1]) / 2, rng.random() < 0.5
    x = np.arange(image.shape[-1])
    side = room & ((x < middle) if right else (x > middle))
    rows, columns = np.flatnonzero(side.any((0, 2))), np.flatnonzero(side.any((0, 1)))
    if not len(rows):
        return image, sets
    height = rows[-1] - rows[0] + 1
    level = rows[-1] + 1 - rng.uniform(0.05, 0.5) * height
    outwards = (columns[-1] - x if right else x - columns[0]) / max(1, columns[-1] - columns[0])
    towards_head = np.arange(len(image)) - len(image) // 2
    surface = (level + rng.uniform(0, 0.03) * height * towards_head[:, None]
               - rng.uniform(0, 0.3) * height * np.clip(outwards, 0, 1)[None] ** 2)
    fluid = torch.from_numpy(side & (np.arange(image.shape[-2])[None, :, None] >= surface[:, None, :]))
    wall = ~torch.from_numpy(room)
    share = torch.where(fluid, _soft(fluid | wall), _soft(fluid)) * ~wall
    rim = wall & (F.max_pool2d(fluid[None].float(), 5, stride=1, padding=2)[0] > 0)
    grain = torch.from_numpy(rng.standard_normal(image.shape).astype(np.float32)) * rng.uniform(0.01, 0.04)
    density = rng.uniform(config.fluid_low, config.fluid_high) + blurred(grain[None], 0.8)[0]
    target = torch.from_numpy(image.astype(np.float32))
    mixed = torch.where(rim, torch.maximum(target, density), target + share * (density - target)).clamp(0, 1)
    return mixed.numpy(), np.where(fluid.numpy(), np.uint8(HIGH), sets)


def _soft(mask: torch.Tensor) -> torch.Tensor:
    return blurred(mask[None].float(), 0.7)[0]
