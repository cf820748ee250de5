"""A second reader's outlines of scans of covid-volumes: lesion, whose kind is not known, and lung, on some slices."""
from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np

from .nifti import in_memory_order

FOLDER = "covid-volumes-second-reader"
LESION_CODE, LUNG_CODE, UNKNOWN_CODE = 2, 1, 255


def cases(root: Path) -> list[str]:
    """Names of the scans that this reader outlined; none where the data folder lacks the set."""
    path = root / FOLDER / "masks.npz"
    if not path.exists():
        return []
    with np.load(path) as masks:
        return sorted(key[:-len("_z")] for key in masks.files if key.endswith("_z"))


def read_codes(root: Path, name: str, ct: Path) -> np.ndarray:
    """Codes uint8 [k][j][i] on the grid of the scan `ct`: 0 outside, 1 lung, 2 lesion, 255 on slices without outlines.

    The masks lie in the voxel order of the NIfTI, packed bit by bit, for the slices `z` alone.
    """
    with np.load(root / FOLDER / "masks.npz") as masks:
        shape, slices = tuple(int(n) for n in masks[f"{name}_shape"]), masks[f"{name}_z"]
        lesion, lung = (np.unpackbits(masks[f"{name}_{part}"], count=int(np.prod(shape))).reshape(shape).astype(bool)
                        for part in ("lesion", "lung"))
    image = nibabel.load(str(ct))
    if shape[:2] != image.shape[:2] or len(slices) != shape[2]:
        raise ValueError(f"the second reader's {name} has {shape} voxels, the scan {image.shape}")
    codes = np.full(image.shape, UNKNOWN_CODE, np.uint8)
    codes[:, :, slices] = np.where(lesion, LESION_CODE, np.where(lung, LUNG_CODE, 0))
    return in_memory_order(codes, image.affine)
