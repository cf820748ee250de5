"""Augmentation of a window of slices: one affine for the whole window, one change of intensity."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
import torch.nn.functional as F


@dataclass(frozen=True)
class AugmentConfig:
    """Ranges; translations in pixels of the 256 grid.

    `copy_paste` is the share of images that get the high opacity of another patient, its brightness shifted in the range given;
    `fluid` the share that gets synthetic pleural effusion, of a brightness in its range (0 to 20 HU in a window to 150).
    """

    degrees: float = 10.0
    translate: float = 14.0
    scale_low: float = 0.85
    scale_high: float = 1.15
    flip: float = 0.3
    blur: float = 0.35
    sharpen: float = 0.2
    noise: float = 0.5
    clip: float = 0.3
    anisotropy: float = 0.04
    contrast: float = 0.08
    brightness: float = 0.05
    gamma: float = 0.2
    copy_paste: float = 0.0
    paste_shift_low: float = -0.10
    paste_shift_high: float = 0.05
    fluid: float = 0.0
    fluid_low: float = 0.872
    fluid_high: float = 0.889


NONE = AugmentConfig(degrees=0, translate=0, scale_low=1, scale_high=1, flip=0, blur=0, sharpen=0, noise=0, clip=0, anisotropy=0,
                     contrast=0, brightness=0, gamma=0)


def augment(image: np.ndarray, sets: np.ndarray, rng: np.random.Generator, config: AugmentConfig) -> tuple[Tensor, Tensor]:
    """Slices float [s, y, x] in [0, 1] and label sets uint8 [t, y, x] -> the same, float32 and uint8 tensors."""
    x = torch.from_numpy(image.astype(np.float32))[None]
    y = torch.from_numpy(sets.astype(np.float32))[None]
    grid = F.affine_grid(affine_matrix(rng, config), (1, 1, *image.shape[-2:]), align_corners=False)
    x = F.grid_sample(x, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
    y = F.grid_sample(y, grid, mode="nearest", padding_mode="zeros", align_corners=False)
    y = y.round().to(torch.uint8)
    y[y == 0] = 1  # came from outside the body's box: background
    return _intensity(x, rng, config)[0], y[0]


def affine_matrix(rng: np.random.Generator, config: AugmentConfig) -> Tensor:
    """A random turn, scale, mirror and shift as [1, 2, 3], the form of `affine_grid`."""
    angle = np.deg2rad(rng.uniform(-config.degrees, config.degrees))
    scale = np.exp(rng.uniform(np.log(config.scale_low), np.log(config.scale_high)))
    sy, sx = scale * rng.uniform(1 - config.anisotropy, 1 + config.anisotropy, 2)
    flip = -1.0 if rng.random() < config.flip else 1.0
    ty, tx = rng.uniform(-config.translate, config.translate, 2) / 128
    cos, sin = np.cos(angle), np.sin(angle)
    return torch.tensor([[[flip * cos / sx, -sin / sy, tx], [flip * sin / sx, cos / sy, ty]]], dtype=torch.float32)


def _intensity(x: Tensor, rng: np.random.Generator, config: AugmentConfig) -> Tensor:
    """[1, s, y, x] -> the same: blur or sharpen, contrast, shift, gamma, a lower upper clip, noise."""
    if rng.random() < config.blur:
        x = blurred(x, rng.uniform(0.4, 1.5))
    elif rng.random() < config.sharpen:
        x = x + rng.uniform(0.2, 0.8) * (x - blurred(x, 1.0))
    x = ((x - 0.5) * rng.uniform(1 - config.contrast, 1 + config.contrast) + 0.5
         + rng.uniform(-config.brightness, config.brightness)).clamp(0, 1)
    x = x ** float(np.exp(rng.uniform(-config.gamma, config.gamma)))
    if rng.random() < config.clip:
        x = x.clamp_max(rng.uniform(0.9, 1.0))
    if rng.random() < config.noise:
        generator = torch.Generator().manual_seed(int(rng.integers(1 << 31)))
        x = x + torch.randn(x.shape, generator=generator) * rng.uniform(0, 0.05)
    return x.clamp(0, 1)


def blurred(x: Tensor, sigma: float) -> Tensor:
    """Gaussian blur in the plane: [1, s, y, x] -> the same."""
    taps = torch.exp(-0.5 * (torch.arange(-3, 4) / sigma) ** 2)
    taps = taps / taps.sum()
    s = x.shape[1]
    x = F.conv2d(x, taps.view(1, 1, 7, 1).expand(s, 1, 7, 1), padding=(3, 0), groups=s)
    return F.conv2d(x, taps.view(1, 1, 1, 7).expand(s, 1, 1, 7), padding=(0, 3), groups=s)
