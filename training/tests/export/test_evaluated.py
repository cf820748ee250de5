"""The range of evaluated scans, from labels drawn here."""
from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np

from lungburden_training.export.evaluated import evaluated_range
from lungburden_training.export.limits import evaluated

# by count of labels 1, 2, 3 and 254, and by edges in mm
DRAWN = {("covid-volumes", "case-a"): ((600, 300, 100, 0), (1.0, 1.5, 6.0)),
         ("covid-volumes", "case-b"): ((990, 10, 0, 0), (0.5, 0.5, 1.0)),
         ("effusion-volumes", "lung1-001"): ((100, 0, 100, 500), (2.0, 2.0, 3.0))}


def _draw(folder: Path, counts: tuple[int, ...], edges: tuple[float, ...]) -> None:
    voxels = np.zeros(2000, np.int16)
    voxels[:sum(counts)] = np.repeat((1, 2, 3, 254), counts)
    image = nibabel.Nifti1Image(voxels.reshape(10, 10, 20), np.diag([*edges, 1.0]))
    folder.parent.mkdir(parents=True, exist_ok=True)
    nibabel.save(image, str(folder))


def test_the_range_spans_the_scans(tmp_path: Path) -> None:
    for (kind, name), (counts, edges) in DRAWN.items():
        _draw(tmp_path / kind / f"{name}_labels.nii.gz", counts, edges)
    cases = [{"set": kind, "name": name} for kind, name in DRAWN] + [{"set": "covid-series", "name": "patient-01"}]
    span = evaluated_range(tmp_path, cases)
    assert span == {"scans": 3, "sliceDistanceMm": {"to": 6.0}, "pixelSpacingMm": {"to": 2.0},
                    "lungMl": {"from": 0.2, "to": 9.0}, "opacityPercent": {"to": 50.0}}
    cases[0]["lungMl"] = 9.44
    assert evaluated_range(tmp_path, cases)["lungMl"]["to"] == 9.4


def test_the_card_tells_the_range() -> None:
    span = {"scans": 3, "sliceDistanceMm": {"to": 6.0}, "pixelSpacingMm": {"to": 1.954}, "lungMl": {"from": 1727.0, "to": 8082.4},
            "opacityPercent": {"to": 56.1}}
    assert "3 scans: slices up to 6 mm apart, pixels up to 1.95 mm,\n  lungs of 1727 to 8082 mL, opacity up to 56 %" in evaluated(span)
    assert evaluated(None) == ""
