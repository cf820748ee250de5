"""Planning CT of free-breathing patients with lung tumors: lungs by a radiotherapy reader, whose findings nobody outlined.

Dense lung is healthy where breathing and weight explain the density, in the dependent back; elsewhere its finding is unknown. What
is large and above -300 HU counts as tumor, whose finding is unknown too.
"""
from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy import ndimage

FOLDER = "planning-volumes"
DENSE_HU, TUMOR_HU, TUMOR_ML = -500, -300, 1.0
DEPENDENT_FROM = 2 / 3  # of the lungs' extent from front to back
LUNG_CODE, UNKNOWN_FINDING_CODE = 1, 254


def paths(root: Path) -> list[Path]:
    """The scans, none where the data folder lacks the set."""
    return sorted((root / FOLDER).glob("*.npz"))


def read_scan(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[float, float, float]]:
    """HU int16 and lung bool [k][j][i], positions in mm along the scan [k], spacing (i, j, k) in mm of the slices that are there."""
    with np.load(path) as scan:
        hu = 8 * scan["image"].astype(np.int16) - 1152
        lung = np.unpackbits(scan["lung"], count=hu.size).reshape(hu.shape).astype(bool)
        spacing = [float(s) for s in scan["spacing"]]
        position = scan["z"].astype(np.float32) * spacing[2]
    return hu, lung, position, (spacing[0], spacing[1], float(np.median(np.diff(position))))


def tumors(hu: np.ndarray, lung: np.ndarray, spacing: tuple[float, float, float]) -> np.ndarray:
    """Bool [k][j][i]: 6-connected parts of the lung above -300 HU that fill 1 mL or more."""
    parts, count = ndimage.label(lung & (hu > TUMOR_HU))
    voxels = np.bincount(parts.ravel(), minlength=count + 1)
    large = voxels * np.prod(spacing) / 1000 >= TUMOR_ML
    large[0] = False
    return large[parts]


def codes(hu: np.ndarray, lung: np.ndarray, spacing: tuple[float, float, float]) -> np.ndarray:
    """Codes uint8 [k][j][i]: 0 outside, 1 healthy lung, 254 lung whose finding is unknown."""
    rows = np.flatnonzero(lung.any((0, 2)))
    if not len(rows):
        return np.zeros(hu.shape, np.uint8)
    dependent = np.arange(hu.shape[1]) >= rows[0] + DEPENDENT_FROM * (rows[-1] + 1 - rows[0])
    unknown = (hu > DENSE_HU) & ~dependent[None, :, None] | tumors(hu, lung, spacing)
    return np.where(lung, np.where(unknown, UNKNOWN_FINDING_CODE, LUNG_CODE), 0).astype(np.uint8)
