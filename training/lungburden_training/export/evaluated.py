"""The scans that a network was measured on, as a range: the worker flags scans that lie outside of it."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

import numpy as np

from ..data.nifti import read_nifti
from ..evaluate.crossvalidate import FOLDERS
from ..evaluate.measure import Figures

LUNG, OPACITY = (1, 2, 3), (2, 3)


def evaluated_range(data: Path, cases: Sequence[Figures]) -> dict[str, Any]:
    """Cases of held-out patients -> what their scans span, `to` and `from` included.

    Only scans that were measured whole on their own grid count. Distance of slices and edge of pixels have no lower end: finer scans
    are brought to the network's grid, and the check of noise judges the rest. Lung and opacity are the reader's, and the found volume of
    lung where that lies beyond.
    """
    slices, pixels, lungs, opacities = [], [], [], []
    for case in cases:
        if case["set"] not in FOLDERS:
            continue
        labels, spacing = read_nifti(data / FOLDERS[case["set"]] / f"{case['name']}_labels.nii.gz")
        lung = int(np.isin(labels, LUNG).sum())
        slices.append(spacing[2])
        pixels.append(max(spacing[:2]))
        lungs += [lung * float(np.prod(spacing)) / 1000, *([case["lungMl"]] if case.get("lungMl") else [])]
        opacities.append(100 * int(np.isin(labels, OPACITY).sum()) / lung)
    return {"scans": len(slices),
            "sliceDistanceMm": {"to": round(max(slices), 3)}, "pixelSpacingMm": {"to": round(max(pixels), 3)},
            "lungMl": {"from": round(min(lungs), 1), "to": round(max(lungs), 1)},
            "opacityPercent": {"to": round(max(opacities), 1)}}
