"""The shipped path against the Python evaluation, with a launcher that answers what it is told to."""
from __future__ import annotations

import argparse
from dataclasses import asdict, replace
import json
from pathlib import Path
import sys

import nibabel
import numpy as np
import pytest
import torch

from lungburden_training.config import read_config
from lungburden_training.evaluate.measure import figures
from lungburden_training.export.shipped import shipped_path
from lungburden_training.network.lungburden import LungBurdenNet

CONFIG = replace(read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml"),
                 network={"growth": 4, "hidden": 4, "dilations": [1]})
LAUNCHER = """#!{python}
import shutil, sys
study, model, out = sys.argv[2], sys.argv[4], sys.argv[6]
assert sys.argv[1] == "quantify" and open(model + "/manifest.json")
shutil.copy(study.replace("_ct", "_answer"), out + "/labels.nii.gz")
"""


def _write(path: Path, voxels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nibabel.save(nibabel.Nifti1Image(voxels.transpose(2, 1, 0), np.diag([-1.0, -1.0, 5.0, 1.0])), str(path))


def _fold(folder: Path, case: dict) -> None:
    (folder / "one").mkdir(parents=True)
    config = asdict(replace(CONFIG, held_out=("case-a",)))
    torch.save({"config": config, "phase": "attention", "step": 2, "network": LungBurdenNet(**CONFIG.network).state_dict()},
               folder / "one" / "checkpoint.pt")
    (folder / "one" / "figures.json").write_text(json.dumps({"config": config, "cases": [case]}))


@pytest.mark.parametrize("moved", [0, 3])
def test_figures_of_the_launcher_are_compared_with_those_of_python(tmp_path: Path, moved: int) -> None:
    truth = np.zeros((4, 32, 32), np.uint8)
    truth[:, 4:28, 4:28] = 1
    truth[1:3, 10:20, 10:20] = 2
    truth[2, 12:15, 12:15] = 3
    in_python, answer = np.roll(truth, 1, 2), np.roll(truth, 1 + moved, 2)
    data = tmp_path / "data" / "covid-volumes"
    _write(data / "case-a_ct.nii.gz", truth)
    _write(data / "case-a_labels.nii.gz", truth)
    _write(data / "case-a_answer.nii.gz", answer)
    launcher = tmp_path / "launcher"
    launcher.write_text(LAUNCHER.format(python=sys.executable))
    launcher.chmod(0o755)
    about = {"name": "case-a", "patient": "case-a", "set": "covid-volumes"}
    _fold(tmp_path / "run" / "folds", about | figures(in_python, truth, (1.0, 1.0, 5.0)))
    arguments = argparse.Namespace(run=tmp_path / "run", data=tmp_path / "data", launcher=launcher, threads=1)
    document = shipped_path(CONFIG, arguments)
    assert json.loads((tmp_path / "run" / "shipped-path.json").read_text()) == document
    assert document["cases"][0]["shipped"]["lesionMl"] == pytest.approx(1.0)
    lungs = document["cases"][0]["difference"]
    assert lungs["lungMl"] == 0 and lungs["lesionDice"] == pytest.approx(
        document["cases"][0]["shipped"]["lesionDice"] - figures(in_python, truth, (1.0, 1.0, 5.0))["lesionDice"], abs=1e-4)
    if moved:
        assert document["largestDifference"] > 0.3
    else:
        assert document["largestDifference"] == 0


def test_without_a_finished_fold_there_is_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no finished fold"):
        shipped_path(CONFIG, argparse.Namespace(run=tmp_path, data=tmp_path, launcher=tmp_path, threads=1))
