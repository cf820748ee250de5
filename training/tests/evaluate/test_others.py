"""Figures on scans that no training sees, on volumes drawn by hand; the reading of real DICOM where the data are."""
from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training.config import read_config
from lungburden_training.evaluate.others import false_findings, lung_figures, read_dicom_zip, slice_figures

SHIPPING = read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml")


def test_false_findings_and_slices() -> None:
    found = np.zeros((4, 20, 20), np.uint8)
    found[0, :2, :5] = 2
    found[1, :, :10] = 3
    found[2, 5, :] = 1
    assert false_findings(found, (1.0, 1.0, 5.0)) == {"lesionMl": 1.05, "highOpacityMl": 1.0, "lungMl": 1.15}
    figures = slice_figures(found, np.array([False, True, False, True]), (1.0, 2.0, 5.0))
    assert (figures["auc"], figures["sensitivity"], figures["specificity"]) == (0.625, 0.5, 1.0)


def test_lung_of_single_slices() -> None:
    hu = np.zeros((2, 80, 90), np.int16)
    hu[:, 20:60, 20:40] = -850
    dark = lambda slab: torch.cat([slab[5:-5] >= 0.5, slab[5:-5] < 0.5, slab[5:-5] < 0, slab[5:-5] < 0],  # noqa: E731
                                  1).float().clamp_min(1e-6).log()
    figures = lung_figures(hu, hu < -500, SHIPPING, dark)
    assert figures["slices"] == 2 and figures["meanDice"] > 0.95


def test_dicom_is_read_feet_first_in_hu(data: Path) -> None:
    if os.environ.get("CI") != "true":
        pytest.importorskip("gdcm")
    hu, spacing = read_dicom_zip(data / "dicom" / "covid-noncontrast-15slices.zip")
    assert hu.shape[0] == 15 and spacing[2] == pytest.approx(1.25) and hu.min() <= -1000 and 300 < hu.max() < 4096
