"""Evaluation of folders of volumes."""
from __future__ import annotations

import argparse
from dataclasses import replace
import json
from pathlib import Path

import nibabel
import numpy as np
import pytest
import torch

from lungburden_training import __main__ as command_line
from lungburden_training.config import Config, Phase, read_config
from lungburden_training.data.items import COVID, SERIES
from lungburden_training.evaluate import volumes as evaluation
from lungburden_training.network.lungburden import LungBurdenNet

SHIPPING = read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml")


def _small(held_out: tuple[str, ...] = ()) -> Config:
    phase = Phase(2, 1e-3, {COVID: 1, SERIES: 1})
    return replace(SHIPPING, network={"growth": 4, "hidden": 4, "dilations": [1, 2]}, main=phase, held_out=held_out,
                   attention=replace(phase, targets=1))


def _nifti(path: Path, voxels: np.ndarray) -> None:
    path.parent.mkdir(exist_ok=True)
    nibabel.save(nibabel.Nifti1Image(voxels.astype(np.int16), np.diag([-2.0, -2.0, 5.0, 1.0])), str(path))


def _box(ct: Path, labels: Path) -> None:
    """A solid box in air, all of it told to be lung: 210 mL."""
    hu = np.full((90, 70, 3), -1000)
    hu[10:80, 10:60] = 0
    _nifti(ct, hu)
    _nifti(labels, (hu == 0) * 1)


def _checkpoint(folder: Path, config: Config) -> None:
    torch.save({"network": LungBurdenNet(**config.network).state_dict(), "phase": "main", "step": 1,
                "config": {"network": config.network, "held_out": config.held_out}}, folder / "checkpoint.pt")


def test_evaluate_two_folders(tmp_path: Path) -> None:
    _box(tmp_path / "ct" / "one_ct.nii.gz", tmp_path / "labels" / "one_labels.nii.gz")
    _box(tmp_path / "ct" / "two.nii.gz", tmp_path / "labels" / "two.nii.gz")
    config = _small()
    _checkpoint(tmp_path, config)
    arguments = argparse.Namespace(threads=1, run=tmp_path, out=tmp_path / "out", main_only=False, overlay=None, cases=None,
                                   images=tmp_path / "ct", labels=tmp_path / "labels", data=None, plots=True,
                                   flips=False, reader="middle", every_slice=False, model=None)
    document = evaluation.evaluate(config, arguments)
    assert [case["name"] for case in document["cases"]] == ["one", "two"] and document["cases"][0]["lungTrueMl"] == 210.0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"figures.json", "figures.md", "agreement.png", "dice.png"}
    assert "never saw" not in document["protocol"] and document["cases"][0]["patient"] == "one"
    (tmp_path / "labels" / "two.nii.gz").unlink()
    with pytest.raises(FileNotFoundError, match="no labels for two.nii.gz"):
        evaluation.evaluate(config, arguments)


def test_the_network_that_ships_measures_a_cohort_without_a_checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _box(tmp_path / "ct" / "one_ct.nii.gz", tmp_path / "labels" / "one.nii.gz")
    monkeypatch.setattr("sys.argv", ["lungburden_training", "evaluate", "--images", str(tmp_path / "ct"), "--labels",
                                     str(tmp_path / "labels"), "--out", str(tmp_path / "out"), "--threads", "1"])
    command_line.main()
    document = json.loads((tmp_path / "out" / "figures.json").read_text())
    manifest = json.loads((command_line.SHIPPED / "manifest.json").read_text())
    assert document["config"]["sha256"] == manifest["sha256"] and "never saw" not in document["protocol"]
    assert document["cases"][0]["lungTrueMl"] == 210.0 and document["cases"][0]["lungMl"] < 5


def test_only_held_out_patients_are_called_unseen(tmp_path: Path) -> None:
    for name in ("case-a", "case-b-6mm"):
        _box(tmp_path / "covid-volumes" / f"{name}_ct.nii.gz", tmp_path / "covid-volumes" / f"{name}_labels.nii.gz")
    config = _small(("case-b",))
    _checkpoint(tmp_path, config)
    arguments = argparse.Namespace(threads=1, run=tmp_path, out=None, main_only=True, overlay=None, cases=None, images=None,
                                   data=tmp_path, plots=False, flips=True, reader="middle", every_slice=False, model=None)
    document = evaluation.evaluate(config, arguments)
    assert [case["patient"] for case in document["cases"]] == ["case-b"] and document["protocol"].endswith(evaluation.UNSEEN)
    assert {path.name for path in tmp_path.glob("figures*")} == {"figures-main-only-flips.json", "figures-main-only-flips.md"}
    arguments.cases = ["case-a", "case-b"]
    assert evaluation.UNSEEN not in evaluation.evaluate(config, arguments)["protocol"]
    arguments.cases = ["case-x"]
    with pytest.raises(ValueError, match="has no"):
        evaluation.evaluate(config, arguments)
    arguments.cases = None
    with pytest.raises(ValueError, match="holds out no patient"):
        evaluation.evaluate(_small(), arguments)
