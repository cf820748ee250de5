"""Export: same answers after saving and loading, norms gone, a manifest that names what was written."""
from __future__ import annotations

from dataclasses import replace
import hashlib
import json
from pathlib import Path

import pytest
import torch
from torch import nn

from lungburden_training.config import Config, as_dict, as_json, read_config
from lungburden_training.export.card import model_card
from lungburden_training.export.evaluated import evaluated_range
from lungburden_training.export.model import ANEW, export, quoted, quoted_others, receptive_field
from lungburden_training.export.training_sets import trained_on
from lungburden_training.network.architectures import build
from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.network.stream import slab_of

TRAINING = Path(__file__).resolve().parents[2]
CONFIG = read_config(TRAINING / "configs" / "shipping.yaml")
MODEL = TRAINING.parent / "inference-worker" / "model"


def _lively(net: LungBurdenNet) -> LungBurdenNet:
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
    return net.eval()


def test_receptive_field_of_the_main_branch() -> None:
    # at a quarter: stem 1 + dilations 1 2 4 8 4 2 = 22 either side; at half: two 3x3
    assert 180 <= receptive_field(LungBurdenNet(growth=4)) <= 192


def _figures(folder: Path, config: Config) -> Path:
    path = folder / "figures.json"
    path.write_text(json.dumps({"config": as_dict(replace(config, held_out=("case-a",))), "protocol": "As tested.", "lesionDice": 0.5,
                                "missingFolds": ["joint-2"], "cases": [], "summary": {}}))
    return path


def test_figures_of_another_recipe_are_not_quoted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"another recipe: \['seed'\]"):
        quoted(_figures(tmp_path, replace(CONFIG, seed=21)), CONFIG)


def test_figures_of_other_weights_are_not_quoted(tmp_path: Path) -> None:
    path, state = tmp_path / "figures-others.json", {"config": as_dict(CONFIG)}
    for measured in (as_json(CONFIG), {"name": "n", "version": "1", "sha256": "abc", "held_out": []}):
        path.write_text(json.dumps({"config": measured, "infectedSlices": {"auc": 0.9}}))
        assert quoted_others(path, state, "abc") == {"infectedSlices": {"auc": 0.9}}
        with pytest.raises(ValueError, match="other weights"):
            quoted_others(path, {"config": as_dict(replace(CONFIG, held_out=("case-a",)))}, "def")


def test_a_set_of_unknown_origin_is_not_exported() -> None:
    assert [entry["set"] for entry in trained_on(CONFIG)] == ["covid-volumes", "covid-series", "effusion-volumes", "lesion-slices"]
    few = replace(CONFIG, main=replace(CONFIG.main, per_set={"covid-series": 1, "lesion-slices": 0}), attention=None)
    assert [entry["set"] for entry in trained_on(few)] == ["covid-series"]
    with pytest.raises(ValueError, match="somewhere"):
        trained_on(replace(few, main=replace(few.main, per_set={"somewhere": 1})))


def test_baselines_are_not_exported(tmp_path: Path) -> None:
    config = {"architecture": "unet2d", "network": {"width": 2}}
    torch.save({"config": config, "phase": "joint", "step": 1, "network": build(config).state_dict()}, tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="cannot be exported"):
        export(replace(CONFIG, architecture="unet2d"), tmp_path, tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_export_of_a_run(tmp_path: Path) -> None:
    small = {"stem": 8, "growth": 4, "hidden": 4, "lstm_inputs": 4, "head_width": 8}
    net = _lively(LungBurdenNet(**small))
    torch.save({"config": {"network": small, "main": {"steps": 7}, "held_out": ("case-a",)}, "phase": "attention", "step": 3,
                "network": net.state_dict()}, tmp_path / "checkpoint.pt")
    export(CONFIG, tmp_path, tmp_path / "model", _figures(tmp_path, CONFIG))
    manifest = json.loads((tmp_path / "model" / "manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256((tmp_path / "model" / "model.pt").read_bytes()).hexdigest()
    assert manifest["syntheticEffusion"] == 0.15
    assert manifest["trainingSteps"] == {"main": 7, "attention": 3, "heldOut": ["case-a"]}
    assert manifest["accuracy"] == {"protocol": "As tested. Not run: joint-2." + ANEW, "lesionDice": 0.5, "cases": []}
    assert manifest["sha256"] in (tmp_path / "model" / "MODEL_CARD.md").read_text()


def test_shipped_manifest_quotes_the_stored_results() -> None:
    manifest, results = json.loads((MODEL / "manifest.json").read_text()), TRAINING / "results"
    others = quoted_others(results / "figures-others.json", {"config": None}, manifest["sha256"])
    assert manifest["accuracy"] == quoted(results / "crossvalidation-joint.json", CONFIG) | {"others": others}
    assert manifest["trainedOn"] == trained_on(CONFIG) and manifest["syntheticEffusion"] == CONFIG.augment.fluid


def test_shipped_manifest_tells_the_range_of_the_evaluated_scans(data: Path) -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text())
    assert manifest["evaluatedRange"] == evaluated_range(data, manifest["accuracy"]["cases"])


def test_shipped_model_keeps_the_contract() -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text())
    weights = MODEL / manifest["file"]
    assert manifest["sha256"] == hashlib.sha256(weights.read_bytes()).hexdigest()
    assert weights.stat().st_size < 20_000_000
    assert (MODEL / "MODEL_CARD.md").read_text() == model_card(manifest) and (MODEL / "LICENSE").exists()
    assert (manifest["window"]["lowHu"], manifest["window"]["highHu"]) == (CONFIG.window.low, CONFIG.window.high)
    assert manifest["neighbourDistanceMm"] == CONFIG.neighbour_distance_mm
    with torch.no_grad():
        result = slab_of(torch.jit.load(str(weights)), torch.rand(12, 1, 256, 256))
    assert result.shape == (2, 4, 256, 256) and result.dtype == torch.float32
    torch.testing.assert_close(result.exp().sum(1), torch.ones(2, 256, 256), rtol=0, atol=1e-4)
