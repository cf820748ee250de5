"""A network against two readers, by figures worked out by hand and through the command."""
from __future__ import annotations

import json
from pathlib import Path

import nibabel
import numpy as np
import pytest
import torch

from lungburden_training import __main__ as command_line
from lungburden_training.data.second_reader import FOLDER
from lungburden_training.evaluate.readers import case_figures, of_readers
from lungburden_training.network.lungburden import LungBurdenNet

SPACING = (10.0, 10.0, 10.0)  # a voxel is 1 mL
CONFIGS = command_line.HERE / "configs"


def test_only_slices_that_both_outlined_count() -> None:
    first = np.array([[[2, 3, 2, 1, 1, 1]], [[2, 2, 2, 2, 2, 2]]])
    second = np.array([[[2, 2, 2, 2, 1, 0]], [[255] * 6]])
    found = {"first": np.array([[[2, 2, 3, 1, 1, 1]], [[0] * 6]]), "middle": np.array([[[2, 3, 1, 1, 2, 1]], [[3] * 6]])}
    assert case_figures(found, first, second, SPACING) == {
        "slices": 1, "agreementDice": pytest.approx(6 / 7, abs=1e-4), "firstMl": 3, "secondMl": 4,
        "network": {"first": {"firstDice": 1.0, "secondDice": pytest.approx(6 / 7, abs=1e-4), "lesionMl": 3},
                    "middle": {"firstDice": pytest.approx(4 / 6, abs=1e-4), "secondDice": pytest.approx(4 / 7, abs=1e-4), "lesionMl": 3}}}


def _case(agreement: float, dice: tuple[float, float], ml: float, readers: tuple[float, float]) -> dict:
    return {"agreementDice": agreement, "firstMl": readers[0], "secondMl": readers[1],
            "network": {"middle": {"firstDice": dice[0], "secondDice": dice[1], "lesionMl": ml}}}


def test_goals_are_those_of_the_hand_between_the_readers() -> None:
    cases = [_case(0.8, (0.8, 0.84), 109.0, (60.0, 100.0)), _case(0.5, (0.48, 0.6), 53.0, (100.0, 60.0)),
             _case(0.8, (0.8, 0.8), 80.0, (60.0, 100.0))]
    lowest, median, within = of_readers(cases)
    assert (lowest["found"], lowest["reached"]) == (pytest.approx(0.96), True)
    assert (median["found"], median["n"], median["reached"]) == (1.0, 6, True)
    assert (within["found"], within["n"], within["reached"]) == (pytest.approx(2 / 3), 3, False)


def _scan(data: Path, name: str) -> None:
    """A box of soft tissue with a lung, in which the second reader drew one slice."""
    hu = np.full((70, 60, 3), -1000)
    hu[10:60, 10:50] = 0
    hu[20:50, 20:40] = -800
    lesion = np.zeros((70, 60, 1), bool)
    lesion[30:40, 25:35] = True
    (data / "covid-volumes").mkdir(exist_ok=True)
    for end, voxels in (("ct", hu), ("labels", np.where(hu == -800, 2, 0))):
        nibabel.save(nibabel.Nifti1Image(voxels.astype(np.int16), np.diag([-2.0, -2.0, 5.0, 1.0])),
                     str(data / "covid-volumes" / f"{name}_{end}.nii.gz"))
    (data / FOLDER).mkdir(exist_ok=True)
    np.savez(data / FOLDER / "masks.npz", **{f"{name}_z": np.array([1]), f"{name}_shape": np.array(lesion.shape),
             f"{name}_lesion": np.packbits(lesion), f"{name}_lung": np.packbits(hu[:, :, 1:2] == -800)})


def _evaluate(monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["lungburden_training", "evaluate", "--config", str(CONFIGS / "shipping.yaml"), "--run", str(folder),
                                     "--data", str(folder), "--threads", "1", *words])
    command_line.main()


@pytest.mark.parametrize("hand", [False, True])
def test_every_hand_that_a_network_knows_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand: bool) -> None:
    _scan(tmp_path, "case-a")
    network = {"growth": 4, "hidden": 4, "dilations": [1], "hand": hand}
    torch.save({"network": LungBurdenNet(**network).state_dict(), "phase": "attention", "step": 1,
                "config": {"network": network, "held_out": ["case-a"]}}, tmp_path / "checkpoint.pt")
    _evaluate(monkeypatch, tmp_path, "--readers", "--cases", "case-a")
    document = json.loads((tmp_path / "figures-readers.json").read_text())
    case, = document["cases"]
    assert (case["slices"], case["firstMl"], case["secondMl"]) == (1, 12.0, 2.0)
    assert sorted(case["network"]) == (["first", "middle", "second"] if hand else ["middle"]) and len(document["goals"]) == 3
    with pytest.raises(ValueError, match="none of the held-out"):
        _evaluate(monkeypatch, tmp_path, "--readers")


def test_one_hand_is_not_asked_for_where_all_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                          capsys: pytest.CaptureFixture) -> None:
    for words, sentence in ((("--readers", "--reader", "first"), "leave --reader out"), (("--readers", "--plots"), "goes without --plots")):
        with pytest.raises(SystemExit):
            _evaluate(monkeypatch, tmp_path, *words)
        assert sentence in capsys.readouterr().err
