"""NIfTI volumes in the one orientation in memory: `[k][j][i]`, right to left, front to back, feet to head."""
from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np


def read_nifti(path: Path) -> tuple[np.ndarray, tuple[float, float, float]]:
    """Voxels [k][j][i] (permuted and flipped, never resampled) and their spacing (i, j, k) in mm."""
    image = nibabel.load(str(path))
    image = image.as_reoriented(_to_lps(image.affine))
    voxels = np.asanyarray(image.dataobj)
    spacing = tuple(float(s) for s in image.header.get_zooms()[:3])
    return np.ascontiguousarray(np.round(voxels).astype(np.int16).transpose(2, 1, 0)), spacing


def in_memory_order(voxels: np.ndarray, affine: np.ndarray) -> np.ndarray:
    """Voxels in the order of a NIfTI file with this affine -> [k][j][i], as `read_nifti` reads that file."""
    return np.ascontiguousarray(nibabel.orientations.apply_orientation(voxels, _to_lps(affine)).transpose(2, 1, 0))


def _to_lps(affine: np.ndarray) -> np.ndarray:
    wanted = nibabel.orientations.axcodes2ornt("LPS")
    return nibabel.orientations.ornt_transform(nibabel.io_orientation(affine), wanted)
