"""Figures of cases on volumes drawn by hand, the report over them, and cross-validation on made-up scans."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lungburden_training.config import read_config
from lungburden_training.data.items import SERIES, SLICES, Item
from lungburden_training.evaluate.measure import effusion_figures, figures, healthy_figures, series_figures

SHIPPING = read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml")
SPACING = (10.0, 10.0, 10.0)  # a voxel is 1 mL


def _item(name: str, set_name: str, patient: str | None = None) -> Item:
    sets = np.array([1, 2, 4, 8], np.uint8)[np.arange(3 * 64 * 64).reshape(3, 64, 64) // 16 % 4]
    position = np.full(3, np.nan) if set_name == SLICES else np.arange(3) * 5.0
    return Item(set_name, name, patient or name, (sets / 10).astype(np.float16), sets, position)


def test_figures_of_a_row_of_voxels() -> None:
    truth = np.array([[[0, 1, 1, 2, 2, 3, 254, 254, 255, 255]]])
    found = np.array([[[1, 1, 2, 2, 3, 3, 2, 0, 3, 0]]])
    result = figures(found, truth, SPACING)
    assert result["lesionDice"] == pytest.approx(2 * 3 / (4 + 3), abs=1e-4)
    assert result["lungDice"] == pytest.approx(2 * 6 / (7 + 7), abs=1e-4)
    assert (result["groundGlassDice"], result["highOpacityDice"]) == (0.5, pytest.approx(2 / 3, abs=1e-4))
    assert (result["lungMl"], result["lungTrueMl"], result["highOpacityMl"], result["highOpacityTrueMl"]) == (7, 7, 2, 1)
    assert (result["burdenPercent"], result["burdenTruePercent"]) == (pytest.approx(400 / 7, abs=1e-3),
                                                                       pytest.approx(300 / 7, abs=1e-3))


def test_healthy_lung_that_is_called_lesion() -> None:
    lung = np.array([[[True] * 8 + [False] * 2]])
    tumor = np.array([[[True] * 2 + [False] * 8]])
    found = np.array([[[3, 1, 2, 1, 1, 1, 1, 0, 3, 0]]])
    assert healthy_figures(found, lung, tumor, SPACING) == {"lungDice": pytest.approx(2 * 7 / 16, abs=1e-4), "lungTrueMl": 8, "tumorMl": 2,
                                                            "healthyLesionPercent": 12.5, "lesionOutsideLungMl": 1}


def test_effusion_and_merged_lesions() -> None:
    truth, found = np.array([[[3, 3, 3, 3, 1, 255]]]), np.array([[[3, 2, 0, 3, 3, 3]]])
    result = effusion_figures(found, truth, SPACING)
    assert (result["effusionRecall"], result["effusionInsideRecall"], result["effusionTrueMl"]) == (0.5, 0.75, 4)
    assert result["highOpacityElsewhereMl"] == 1
    item = replace(_item("s", SERIES), sets=np.array([[[1, 2, 12, 12, 3, 15]]], np.uint8))
    told = series_figures(np.array([[[0, 2, 3, 1, 2, 2]]]), item)
    assert told["lesionDice"] == pytest.approx(2 / (3 + 2), abs=1e-4) and told["lungDice"] == 1.0
    assert told["burdenTruePercent"] == pytest.approx(200 / 3, abs=1e-3)
    more = replace(item, sets=np.concatenate([item.sets, np.array([[[3, 3, 12, 12, 3, 3]]], np.uint8)]))
    found = np.array([[[0, 2, 3, 1, 2, 2]], [[1, 1, 0, 2, 0, 1]]])
    assert series_figures(found, more) == told | {"lesionDice": pytest.approx(2 * 2 / (4 + 4), abs=1e-4)}, "lung was not told there"
