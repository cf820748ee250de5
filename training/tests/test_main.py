"""The command line: the commands that work on no run."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from lungburden_training import __main__ as command_line
from lungburden_training.data import cache
from lungburden_training.export.half import FILE
from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.network.torchscript import to_torchscript
from lungburden_training.train import phases


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["lungburden_training", *words])
    command_line.main()


def test_half_adds_the_half_form_to_a_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    to_torchscript(LungBurdenNet(growth=4, hidden=4)).save(str(tmp_path / "model.pt"))
    (tmp_path / "manifest.json").write_text(json.dumps({"file": "model.pt", "sha256": "x", "name": "n"}))
    _run(monkeypatch, "half", str(tmp_path))
    assert list(json.loads((tmp_path / "manifest.json").read_text())) == ["file", "sha256", "half", "name"]
    assert torch.jit.load(str(tmp_path / FILE)) is not None


def test_fixtures_writes_what_is_stored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stored = json.loads((command_line.HERE / "fixtures" / "preprocess.json").read_text())
    monkeypatch.setattr(command_line, "HERE", tmp_path)
    (tmp_path / "fixtures").mkdir()
    _run(monkeypatch, "fixtures")
    written = json.loads((tmp_path / "fixtures" / "preprocess.json").read_text())
    assert [case["name"] for case in written["cases"]] == [case["name"] for case in stored["cases"]]
    assert [case["box"] for case in written["cases"]] == [case["box"] for case in stored["cases"]]


def test_a_command_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit):
        _run(monkeypatch, "halve")
    assert "invalid choice: 'halve'" in capsys.readouterr().err


def test_train_loads_the_sets_of_its_recipe_and_those_that_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recipe = (command_line.HERE / "configs" / "shipping.yaml").read_text()
    recipe = recipe.replace("lesion-slices: 3", "lesion-slices: 0").replace("lesion-slices: 1", "planning-volumes: 1")
    (tmp_path / "few.yaml").write_text(recipe)
    asked, trained = [], []
    monkeypatch.setattr(cache, "load_items", lambda root, folder, window, sets: asked.append((root, sets)) or ["items"])
    monkeypatch.setattr(phases, "train", lambda config, items, *rest: trained.append(items))
    _run(monkeypatch, "train", "--data", str(tmp_path), "--run", str(tmp_path / "run"), "--config", str(tmp_path / "few.yaml"))
    assert asked == [(tmp_path, {"covid-volumes", "covid-series", "effusion-volumes", "planning-volumes"})] and trained == [["items"]]


@pytest.mark.parametrize("recipe", ["shipping", "compare-paper"])
def test_imagenet_weights_for_another_recipe_than_the_papers_are_refused_with_a_sentence(
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path, recipe: str) -> None:
    monkeypatch.setattr(command_line, "_items", lambda *_: [])
    with pytest.raises(SystemExit) as end:
        _run(monkeypatch, "train", "--imagenet", "densenet121.pth", "--data", str(tmp_path), "--run", str(tmp_path / "run"),
             "--config", str(command_line.HERE / "configs" / f"{recipe}.yaml"))
    assert end.value.code == 2 and "ImageNet weights are for the paper's recipe alone" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()
