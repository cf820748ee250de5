"""Cross-validation on made-up scans."""
from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training.config import Config, Phase, read_config
from lungburden_training.data.items import COVID, EFFUSION, PLANNING, SERIES, SLICES, Item
from lungburden_training.evaluate import crossvalidate as crossvalidation
from lungburden_training.evaluate.crossvalidate import labels_of_item, plan

SHIPPING = read_config(Path(__file__).resolve().parents[2] / "configs" / "shipping.yaml")


def _item(name: str, set_name: str, patient: str | None = None) -> Item:
    sets = np.array([1, 2, 4, 8], np.uint8)[np.arange(3 * 64 * 64).reshape(3, 64, 64) // 16 % 4]
    position = np.full(3, np.nan) if set_name == SLICES else np.arange(3) * 5.0
    return Item(set_name, name, patient or name, (sets / 10).astype(np.float16), sets, position)


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
                               flips=False, reader="middle", out=None, model=None)
    assert crossvalidation.evaluate_every_set(_small(("p0", "p1")), items, again)["cases"] == first["cases"]
    with pytest.raises(ValueError, match="another configuration"):
        crossvalidation.crossvalidate(replace(_small(), seed=1), items, arguments)
    with pytest.raises(ValueError, match="no fold"):
        crossvalidation.crossvalidate(_small(), items, argparse.Namespace(**{**vars(arguments), "folds": ["x"]}))


def test_planning_scans_are_left_out_in_turn_and_measured(tmp_path: Path) -> None:
    items = [_item("a", COVID), _item("b", COVID), _item("p", PLANNING), _item("q", PLANNING)]
    assert [fold.held_out for fold in plan(items, joint=True)] == [("a", "p"), ("b", "q")]
    assert [fold.name for fold in plan(items, joint=False)][2:] == ["planning-volumes-1", "planning-volumes-2"]
    image = np.full((2, 256, 256), 19, np.uint8)
    image[:, 60:200, 40:220] = 149  # soft tissue
    lung = np.zeros(image.shape, bool)
    lung[:, 100:160, 80:180] = True
    (tmp_path / PLANNING).mkdir()
    np.savez(tmp_path / PLANNING / "p.npz", image=np.where(lung, 40, image).astype(np.uint8), lung=np.packbits(lung), z=np.array([0, 2]),
             spacing=np.array([2.0, 2.0, 3.0]))
    ill = lambda slab: torch.tensor([0.1, 0.1, 0.7, 0.1]).log()[None, :, None, None].expand(len(slab) - 10, 4, 256, 256)  # noqa: E731
    case, = crossvalidation.measure_held_out(_small(("p",)), items, tmp_path, ill)
    assert (case["name"], case["set"], case["healthyLesionPercent"], case["tumorMl"]) == ("p", PLANNING, 100.0, 0)
    assert case["lungTrueMl"] == 288.0 and case["lesionOutsideLungMl"] > 100


def test_item_is_labeled_slice_by_slice() -> None:
    item = _item("s", SERIES)
    by_value = lambda slab: torch.cat([-(slab[5:-5] * 10 - v).abs() for v in (1, 2, 4, 8)], 1)  # noqa: E731
    assert (labels_of_item(item, 5.0, by_value) == np.log2(item.sets)).all()
