"""NIfTI volumes in the one orientation in memory: `[k][j][i]`, right to left, front to back, feet to head."""
from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np


def read_nifti(path: Path) -> tuple[np.ndarray, tuple[float, float, float]]:
    """Voxels [k][j][i] (permuted and flipped, never resampled) and their spacing (i, j, k) in mm."""
    image = nibabel.load(str(path))
    wanted = nibabel.orientations.axcodes2ornt("LPS")
    image = image.as_reoriented(nibabel.orientations.ornt_transform(nibabel.io_orientation(image.affine), wanted))
    voxels = np.asanyarray(image.dataobj)
    spacing = tuple(float(s) for s in image.header.get_zooms()[:3])
    return np.ascontiguousarray(np.round(voxels).astype(np.int16).transpose(2, 1, 0)), spacing
