"""Corrected scans train beside the data sets: a drawn chest through the command line, to weights."""
from __future__ import annotations

import csv
from pathlib import Path

import nibabel
import numpy as np
import pytest
import torch

from lungburden_training import __main__ as command_line
from lungburden_training.config import Refused
from lungburden_training.data import cache
from lungburden_training.data.corrections import corrections
from lungburden_training.data.labels import BACKGROUND, GGO, HIGH, LUNG

RECIPE = """
name: corrected
version: 0.0.1
seed: 3
window: {low: -1024, high: 150}
neighbour_distance_mm: 5.0
network: {stem: 4, growth: 4, dilations: [1, 2], hidden: 4, lstm_inputs: 4, head_width: 4}
main: {steps: 2, learning_rate: 0.002, per_set: {covid-volumes: 1}}
attention: {steps: 1, learning_rate: 0.002, targets: 1, per_set: {covid-volumes: 1}}
"""


def _chest(folder: Path, name: str, high: int = 3, shift: float = 0.0) -> None:
    """A body of 60 HU with a lung of -850 HU and a patch in it; labels as a reader corrected them."""
    hu = np.full((64, 64, 12), -1000, np.int16)
    hu[6:58, 10:54] = 60
    hu[12:28, 16:48], hu[36:52, 16:48] = -850, -850
    labels = np.zeros(hu.shape, np.uint8)
    labels[hu == -850] = 1
    hu[14:22, 20:30, 3:9], labels[14:22, 20:30, 3:9] = -500, 2
    hu[40:48, 20:30, 3:9], labels[40:48, 20:30, 3:9] = 20, high
    affine = np.diag([-5.0, -5.0, 5.0, 1.0])
    folder.mkdir(exist_ok=True)
    nibabel.save(nibabel.Nifti1Image(hu, affine), folder / f"{name}_ct.nii.gz")
    affine[0, 3] += shift
    nibabel.save(nibabel.Nifti1Image(labels, affine), folder / f"{name}_labels.nii.gz")


def _train(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *words: str) -> dict:
    (tmp_path / "tiny.yaml").write_text(RECIPE)
    monkeypatch.setattr(command_line, "HERE", tmp_path)
    monkeypatch.setattr(cache, "load_items", lambda *_: [])
    monkeypatch.setattr("sys.argv", ["lungburden_training", "train", "--data", str(tmp_path), "--config",
                                     str(tmp_path / "tiny.yaml"), "--precision", "fp32", *words])
    command_line.main()
    return torch.load(tmp_path / "runs" / "tiny-also" / "checkpoint.pt", map_location="cpu")


def test_a_corrected_scan_trains_to_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _chest(tmp_path / "mine", "a")
    state = _train(monkeypatch, tmp_path, "--also", str(tmp_path / "mine"))
    assert (state["phase"], state["step"]) == ("attention", 1)
    assert [name.split("@")[0] for name in state["config"]["also"]] == ["a"]
    assert all(torch.isfinite(value).all() for value in state["network"].values())
    _chest(tmp_path / "mine", "a", high=2)
    with pytest.raises(ValueError, match="another configuration"):
        _train(monkeypatch, tmp_path, "--also", str(tmp_path / "mine"))


def test_items_hold_what_the_reader_outlined_and_the_patient(tmp_path: Path) -> None:
    for name in ("a", "b"):
        _chest(tmp_path, name)
    with (tmp_path / "corrections.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["name", "patient"], ["a", "p1"], ["b", "p1"]])
    from lungburden_training.data.preprocess import Window
    keys = corrections(tmp_path)
    items = cache.load_corrections(tmp_path, keys, tmp_path / "cache", Window(-1024, 150))
    assert [item.patient for item in items] == ["p1", "p1"] and [item.name for item in items] == keys
    assert set(np.unique(items[0].sets)) == {BACKGROUND, LUNG, GGO, HIGH} and items[0].image.shape == (12, 256, 256)
    known = items[0].sets[3:9]
    # half of the opacity's voxels are of either class, as drawn
    assert (known == GGO).sum() == pytest.approx((known == HIGH).sum(), rel=0.1)
    (tmp_path / "corrections.csv").write_text("name,patient\na,p1\nb,p2\n")
    again = cache.load_corrections(tmp_path, keys, tmp_path / "cache", Window(-1024, 150))
    assert [item.patient for item in again] == ["p1", "p2"]


@pytest.mark.parametrize("broken", ["none", "labels", "grid"])
def test_a_folder_that_is_none_is_refused_with_a_sentence(tmp_path: Path, broken: str) -> None:
    if broken != "none":
        _chest(tmp_path, "a", shift=5.0 if broken == "grid" else 0.0)
    if broken == "labels":
        (tmp_path / "a_labels.nii.gz").unlink()
    with pytest.raises(Refused, match={"none": "holds no NAME", "labels": "has no a_labels", "grid": "different grids"}[broken]):
        corrections(tmp_path)
