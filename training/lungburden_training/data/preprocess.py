"""The preprocessing contract: one implementation for training and evaluation, the same arithmetic as the Java kernels.

A volume is `[k][j][i]`: i from the patient's right to left, j from front to back, k from feet to head.
"""
from __future__ import annotations

from dataclasses import dataclass
import math

import numpy as np
from scipy import ndimage

GRID = 256
NEIGHBORS = 5
BODY_HU = -500
REDUCED = 128
_DISC = np.ones((5, 5), bool)
_DISC[::4, ::4] = False  # the corners


@dataclass(frozen=True)
class Window:
    """HU window that becomes [0, 1]."""

    low: float
    high: float

    def apply(self, hu: np.ndarray) -> np.ndarray:
        """HU of any shape -> float32 in [0, 1], same shape."""
        low, high = np.float32(self.low), np.float32(self.high)
        return (np.clip(hu.astype(np.float32), low, high) - low) / (high - low)


@dataclass(frozen=True)
class Box:
    """Half-open body box in the plane, in voxels."""

    j0: int
    j1: int
    i0: int
    i1: int


def body_box(hu: np.ndarray) -> Box | None:
    """Box around the body in a volume [k][j][i] of HU, None when there is no body.

    Block means of f x f voxels reduce every slice, f = ceil(max(rows, columns) / 128); the remainder at the end is dropped. Voxels
    above -500 HU are opened with a 5x5 square without its corners (outside the image: true for the erosion, false for the
    dilation). The largest 4-connected component stays when the component fills at least 1 % of the slice.
    """
    slices, rows, columns = hu.shape
    f = math.ceil(max(rows, columns) / REDUCED)
    small_rows, small_columns = rows // f, columns // f
    total = np.zeros((small_rows, small_columns), bool)
    for k in range(slices):
        blocks = hu[k, :small_rows * f, :small_columns * f].reshape(small_rows, f, small_columns, f)
        mask = blocks.astype(np.float64).sum(axis=(1, 3)) > BODY_HU * f * f
        total |= _largest_component(_opened(mask))
    if not total.any():
        return None
    j, i = np.flatnonzero(total.any(1)), np.flatnonzero(total.any(0))
    return Box(int(j[0]) * f, int(j[-1] + 1) * f, int(i[0]) * f, int(i[-1] + 1) * f)


def _opened(mask: np.ndarray) -> np.ndarray:
    eroded = ndimage.binary_erosion(mask, _DISC, border_value=1)
    return ndimage.binary_dilation(eroded, _DISC, border_value=0)


def _largest_component(mask: np.ndarray) -> np.ndarray:
    """The largest 4-connected component [j][i], the first in raster order on a tie; nothing when below 1 % of the slice."""
    labels, count = ndimage.label(mask)
    if count == 0:
        return np.zeros_like(mask)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    best = min(np.flatnonzero(sizes == sizes.max()) + 1, key=lambda label: int(np.argmax(labels.ravel() == label)))
    if sizes.max() * 100 < mask.size:
        return np.zeros_like(mask)
    return labels == best


def resize_weights(source: int, target: int) -> np.ndarray:
    """Weights [target, source] of the antialiased triangle filter (PIL BILINEAR; half-pixel centers).

    Scale = source / target, support = max(1, scale): weight of sample u for output v is triangle((u + 0.5 - c) / support)
    with c = (v + 0.5) * scale, over floor(c - support + 0.5) <= u < floor(c + support + 0.5) inside the source, divided by
    their sum.
    """
    scale = source / target
    support = max(1.0, scale)
    weights = np.zeros((target, source))
    for v in range(target):
        center = (v + 0.5) * scale
        first = max(0, math.floor(center - support + 0.5))
        last = min(source, math.floor(center + support + 0.5))
        w = np.maximum(0.0, 1.0 - np.abs((np.arange(first, last) + 0.5 - center) / support))
        weights[v, first:last] = w / w.sum()
    return weights


def resize(image: np.ndarray, rows: int = GRID, columns: int = GRID) -> np.ndarray:
    """Slices [..., j, i] -> float32 [..., rows, columns]."""
    down = resize_weights(image.shape[-2], rows)
    across = resize_weights(image.shape[-1], columns)
    return (down @ image.astype(np.float64) @ across.T).astype(np.float32)


def network_slices(slices: int, spacing_mm: float, distance_mm: float) -> np.ndarray:
    """Indices k = offset + stride * m of the slices that the network sees, stride = max(1, floor(d / spacing + 0.5))."""
    stride = network_stride(spacing_mm, distance_mm)
    return np.arange(((slices - 1) % stride) // 2, slices, stride)


def network_stride(spacing_mm: float, distance_mm: float) -> int:
    """Slices between neighbors."""
    return max(1, math.floor(distance_mm / spacing_mm + 0.5))


def network_grid(hu: np.ndarray, box: Box, ks: np.ndarray, window: Window) -> np.ndarray:
    """HU [k][j][i] -> network input [m, 256, 256] in [0, 1] of the slices `ks`."""
    return np.stack([resize(window.apply(hu[k, box.j0:box.j1, box.i0:box.i1])) for k in ks])


def with_neighbors(grid: np.ndarray) -> np.ndarray:
    """[m, y, x] -> [m + 10, y, x]: the end slices repeated as their own neighbors."""
    return np.concatenate([grid[:1]] * NEIGHBORS + [grid] + [grid[-1:]] * NEIGHBORS)


def labels_on_scan(probabilities: np.ndarray, shape: tuple[int, int, int], box: Box, ks: np.ndarray) -> np.ndarray:
    """Probabilities [m, 4, 256, 256] of the slices `ks` -> labels uint8 of the scan's own grid [k][j][i].

    Linear along k (clamped at the ends), then bilinear in the plane (half-pixel centers, clamped); the largest wins, the
    lowest label on a tie; 0 outside the box.
    """
    labels = np.zeros(shape, np.uint8)
    down = _linear_weights(box.j1 - box.j0, probabilities.shape[2])
    across = _linear_weights(box.i1 - box.i0, probabilities.shape[3]).T
    stride = int(ks[1] - ks[0]) if len(ks) > 1 else 1
    for k in range(shape[0]):
        t = min(max((k - int(ks[0])) / stride, 0.0), len(ks) - 1.0)
        low = min(int(t), max(len(ks) - 2, 0))
        part = np.float32(t - low)
        mixed = probabilities[low]
        if part > 0:
            mixed = (1 - part) * mixed + part * probabilities[low + 1]
        labels[k, box.j0:box.j1, box.i0:box.i1] = (down @ mixed @ across).argmax(0)
    return labels


def _linear_weights(outputs: int, inputs: int) -> np.ndarray:
    """Float32 weights [outputs, inputs] of plain linear interpolation at (v + 0.5) * inputs / outputs - 0.5, clamped."""
    weights = np.zeros((outputs, inputs), np.float32)
    for v in range(outputs):
        u = min(max((v + 0.5) * inputs / outputs - 0.5, 0.0), inputs - 1.0)
        low = min(int(u), inputs - 2)
        weights[v, low] += 1 - (u - low)
        weights[v, low + 1] += u - low
    return weights
