"""The networks the paper compares with: U-Net on slices (Ronneberger 2015) and on volumes (Cicek 2016), both with batch norm."""
from __future__ import annotations

from typing import List

import torch
from torch import Tensor, nn
import torch.nn.functional as F


def _double(conv, norm, inputs: int, middle: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(conv(inputs, middle, 3, padding=1, bias=False), norm(middle), nn.ReLU(),
                         conv(middle, outputs, 3, padding=1, bias=False), norm(outputs), nn.ReLU())


class UNet2d(nn.Module):
    """64 to 1024 channels, 31 million weights. Neighbours of the targets are not looked at."""

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        widths = [width * 2 ** n for n in range(5)]
        self.down = nn.ModuleList(_double(nn.Conv2d, nn.BatchNorm2d, i, o, o) for i, o in zip([1, *widths], widths))
        self.up = nn.ModuleList(nn.ConvTranspose2d(2 * w, w, 2, stride=2) for w in widths[-2::-1])
        self.join = nn.ModuleList(_double(nn.Conv2d, nn.BatchNorm2d, 2 * w, w, w) for w in widths[-2::-1])
        self.last = nn.Conv2d(width, 4, 1)

    def main_branch(self, x: Tensor) -> Tensor:
        """Slices [N, 1, y, x] -> raw values [N, 4, y, x]; y and x are multiples of 16."""
        kept: List[Tensor] = []
        for n, block in enumerate(self.down):
            x = block(x if n == 0 else F.max_pool2d(x, 2))
            kept.append(x)
        for n, (up, join) in enumerate(zip(self.up, self.join)):
            x = join(torch.cat([kept[3 - n], up(x)], 1))
        return self.last(x)

    def raw(self, x: Tensor) -> Tensor:
        """Slabs [B, S, 1, y, x] -> raw values [B (S - 10), 4, y, x]."""
        return self.main_branch(x[:, 5:-5].flatten(0, 1))

    def forward(self, x: Tensor) -> Tensor:
        """Slab [S, 1, y, x] -> log-probabilities [S - 10, 4, y, x]."""
        return F.log_softmax(self.raw(x[None]), dim=1)


class UNet3d(nn.Module):
    """Four levels, 64 to 512 channels, 19 million weights. Reads the targets as one volume, padded to a multiple of 8 slices."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        widths = [2 * width * 2 ** n for n in range(4)]
        self.down = nn.ModuleList(_double(nn.Conv3d, nn.BatchNorm3d, i, o // 2, o) for i, o in zip([1, *widths], widths))
        self.up = nn.ModuleList(nn.ConvTranspose3d(2 * w, 2 * w, 2, stride=2) for w in widths[-2::-1])
        self.join = nn.ModuleList(_double(nn.Conv3d, nn.BatchNorm3d, 3 * w, w, w) for w in widths[-2::-1])
        self.last = nn.Conv3d(widths[0], 4, 1)

    def raw(self, x: Tensor) -> Tensor:
        """Slabs [B, S, 1, y, x] -> raw values [B (S - 10), 4, y, x]."""
        x = x[:, 5:-5].transpose(1, 2)
        n = x.shape[2]
        x = F.pad(x, (0, 0, 0, 0, 0, -n % 8), mode="replicate")
        kept: List[Tensor] = []
        for level, block in enumerate(self.down):
            x = block(x if level == 0 else F.max_pool3d(x, 2))
            kept.append(x)
        for level, (up, join) in enumerate(zip(self.up, self.join)):
            x = join(torch.cat([kept[2 - level], up(x)], 1))
        return self.last(x)[:, :, :n].transpose(1, 2).flatten(0, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Slab [S, 1, y, x] -> log-probabilities [S - 10, 4, y, x]."""
        return F.log_softmax(self.raw(x[None]), dim=1)
