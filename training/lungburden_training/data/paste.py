"""Copy and paste of high opacity (after TumorCP, Yang et al. 2021): the rarest class in lungs and lesions of other patients."""
from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from .augment import AugmentConfig, affine_matrix, blurred
from .labels import BACKGROUND, HIGH


def paste(image: np.ndarray, sets: np.ndarray, donor_image: np.ndarray, donor_sets: np.ndarray, rng: np.random.Generator,
          config: AugmentConfig) -> tuple[np.ndarray, np.ndarray]:
    """Slices float [s, y, x] and label sets [s, y, x], the donor's of the same shape -> copies with the donor's high opacity.

    The donor is moved, turned, scaled and mirrored, but stays near its place in the body box. Only pixels that cannot be
    background change. Elsewhere the set stays, so that no label claims more than the target's reader saw.
    """
    wide = AugmentConfig(degrees=20.0, translate=28.0, scale_low=0.7, scale_high=1.3, flip=0.5)
    both = torch.from_numpy(np.stack([donor_image, donor_sets == HIGH]).astype(np.float32))
    grid = F.affine_grid(affine_matrix(rng, wide), (1, 1, *image.shape[-2:]), align_corners=False).expand(2, -1, -1, -1)
    moved, mask = F.grid_sample(both, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    room = torch.from_numpy((sets & BACKGROUND) == 0)
    pasted = (mask > 0.5) & room
    share = blurred(pasted[None].float(), 0.7)[0] * room
    shift = rng.uniform(config.paste_shift_low, config.paste_shift_high)
    target = torch.from_numpy(image.astype(np.float32))
    mixed = target + share * ((moved + shift).clamp(0, 1) - target)
    return mixed.numpy(), np.where(pasted.numpy(), np.uint8(HIGH), sets)
