"""Figures of cases on volumes drawn by hand, the report over them, and cross-validation on made-up scans."""
from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest
import torch

from lungburden_training import __main__ as command_line
from lungburden_training import crossvalidate as crossvalidation
from lungburden_training import evaluate as evaluation
from lungburden_training.config import Config, Phase, read_config
from lungburden_training.crossvalidate import labels_of_item, plan
from lungburden_training.data import COVID, EFFUSION, SERIES, SLICES, Item, patient_of
from lungburden_training.measure import effusion_figures, figures, series_figures
from lungburden_training.network import LungBurdenNet
from lungburden_training.plots import write_plots
from lungburden_training.report import markdown, summarise

SHIPPING = read_config(Path(__file__).resolve().parent.parent / "configs" / "shipping.yaml")
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


def _case(name: str, patient: str, dice: float, found: float, true: float) -> dict:
    return {"name": name, "patient": patient, "lesionDice": dice, "lesionMl": found, "lesionTrueMl": true}


def test_report_over_cases(tmp_path: Path) -> None:
    cases = [_case("a", "a", 0.5, 12, 10), _case("b1", "b", 0.7, 8, 10), _case("b2", "b", 0.9, 23, 20)]
    summary = summarise(cases)
    assert (summary["cases"], summary["patients"]) == (3, 2)
    assert summary["shares"]["lesionDice"]["mean"] == pytest.approx(0.7)
    assert summary["shares"]["lesionDice"]["sd"] == pytest.approx(0.2)
    agreement = summary["agreement"]["lesion"]
    assert agreement["absoluteError"] == (2, 2, 2.5)
    assert agreement["patients"] == 2 and agreement["blandAltman"]["bias"] == 1.25, "both scans of b are averaged"
    assert agreement["biasInterval"] == (0.5, 2) and agreement["spearmanInterval"] is None
    assert "| lesion Dice | 3 | 0.700 ± 0.200 |" in markdown(summary) and json.dumps(summary)
    assert [path.name for path in write_plots(tmp_path, cases)] == ["agreement.png", "dice.png"]


def test_no_table_of_volumes_where_no_reader_told_any() -> None:
    lines = markdown(summarise([{"name": "a", "patient": "a", "effusionRecall": 0.5}]))
    assert "| effusion recall | 1 | 0.500 |" in lines and "Wilcoxon" not in lines


def test_both_scans_of_case_b_are_one_patient() -> None:
    assert {patient_of(name) for name in ("case-b-6mm", "case-b-thin")} == {"case-b"}
    assert patient_of("case-a") == "case-a" and patient_of("lung1-001") == "lung1-001"


def test_folds_go_by_patient_and_single_slices_always_train() -> None:
    items = [_item(n, COVID, p) for n, p in (("a", "a"), ("b-6mm", "b"), ("b-thin", "b"))]
    items += [_item(f"p{n}", SERIES) for n in range(3)] + [_item("e", EFFUSION), _item("x", SLICES)]
    apart = {fold.name: fold.held_out for fold in plan(items, joint=False)}
    assert apart == {"covid-volumes-1": ("a",), "covid-volumes-2": ("b",), "covid-series-1": ("p0", "p1"),
                     "covid-series-2": ("p2",), "effusion-volumes-1": ("e",)}
    assert [fold.held_out for fold in plan(items, joint=True)] == [("a", "p0", "p1", "e"), ("b", "p2")]


def _small(held_out: tuple[str, ...] = ()) -> Config:
    phase = Phase(2, 1e-3, {COVID: 1, SERIES: 1})
    return replace(SHIPPING, network={"growth": 4, "hidden": 4, "dilations": [1, 2]}, main=phase, held_out=held_out,
                   attention=replace(phase, targets=1))


def test_a_finished_fold_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [_item("a", COVID), _item("b", COVID), _item("p0", SERIES), _item("p1", SERIES), _item("p2", SERIES)]
    trained = []
    train = crossvalidation.train
    monkeypatch.setattr(crossvalidation, "train", lambda config, *rest, precision: (trained.append(config.held_out),
                                                                                     train(config, *rest, precision=precision)))
    arguments = argparse.Namespace(joint=False, folds=["covid-series-1"], run=tmp_path, data=tmp_path, threads=1, plots=False,
                                   precision="fp32")
    first = crossvalidation.crossvalidate(_small(), items, arguments)
    assert trained == [("p0", "p1")] and first["missingFolds"] == ["covid-volumes-1", "covid-volumes-2", "covid-series-2"]
    assert [case["name"] for case in first["cases"]] == ["p0", "p1"] and first["summary"][SERIES]["patients"] == 2
    assert crossvalidation.crossvalidate(_small(), items, arguments) == first and len(trained) == 1
    again = argparse.Namespace(run=tmp_path / "folds" / "covid-series-1", data=tmp_path, threads=1, main_only=False,
                               flips=False, out=None, model=None)
    assert crossvalidation.evaluate_every_set(_small(("p0", "p1")), items, again)["cases"] == first["cases"]
    with pytest.raises(ValueError, match="another configuration"):
        crossvalidation.crossvalidate(replace(_small(), seed=1), items, arguments)
    with pytest.raises(ValueError, match="no fold"):
        crossvalidation.crossvalidate(_small(), items, argparse.Namespace(**{**vars(arguments), "folds": ["x"]}))


def test_item_is_labelled_slice_by_slice() -> None:
    item = _item("s", SERIES)
    by_value = lambda slab: torch.cat([-(slab[5:-5] * 10 - v).abs() for v in (1, 2, 4, 8)], 1)  # noqa: E731
    assert (labels_of_item(item, 5.0, by_value) == np.log2(item.sets)).all()


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
                                   flips=False, every_slice=False, model=None)
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
                                   data=tmp_path, plots=False, flips=True, every_slice=False, model=None)
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
