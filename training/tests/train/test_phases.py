"""Training on a made-up scan: batches, an interruption changes nothing, evaluation comes back to the scan's grid."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training.config import Config, Phase, read_config
from lungburden_training.data.augment import NONE
from lungburden_training.data.items import COVID, SLICES, Item
from lungburden_training.network.checkpoint import load_network
from lungburden_training.train import phases as training

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
SHIPPING = read_config(CONFIGS / "shipping.yaml")


def _item(name: str, slices: int, set_name: str = COVID, size: int = 64) -> Item:
    rng = np.random.default_rng(slices)
    sets = np.array([1, 2, 4, 8], np.uint8)[rng.integers(0, 4, (slices, size // 8, size // 8))].repeat(8, 1).repeat(8, 2)
    position = np.arange(slices, dtype=np.float32) * 6 if slices > 1 else np.array([np.nan], np.float32)
    return Item(set_name, name, name, (sets / 10).astype(np.float16), sets, position)


def _config(steps: int) -> Config:
    phase = Phase(steps, 1e-3, {COVID: 2, SLICES: 1})
    return replace(SHIPPING, network={"growth": 4, "hidden": 4, "dilations": [1, 2]}, main=phase,
                   attention=replace(phase, targets=2), held_out=("hidden",))


def test_interrupted_training_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items, config = [_item("a", 7), _item("b", 9), _item("c", 1, SLICES)], _config(4)
    monkeypatch.setattr(training, "CHECKPOINT_EVERY", 3)
    straight = training.train(config, items, tmp_path / "straight", threads=1).state_dict()

    save, saved = training._save, []
    for stop in ("main", "attention"):
        def stopping(folder, config, phase, step, *rest, stop=stop):
            save(folder, config, phase, step, *rest)
            saved.append((phase, step))
            if (phase, step) == (stop, 3):
                raise KeyboardInterrupt
        monkeypatch.setattr(training, "_save", stopping)
        with pytest.raises(KeyboardInterrupt):
            training.train(config, items, tmp_path / "broken", threads=1)
    monkeypatch.setattr(training, "_save", save)
    resumed = training.train(config, items, tmp_path / "broken", threads=1).state_dict()
    assert saved == [("main", 3), ("main", 4), ("attention", 3)]
    for name, value in straight.items():
        torch.testing.assert_close(resumed[name], value, rtol=0, atol=0, msg=name)
    with pytest.raises(ValueError, match="another configuration"):
        training.train(replace(config, seed=21), items, tmp_path / "broken", threads=1)


def test_imagenet_weights_are_refused_but_by_the_papers_recipe(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the paper's recipe alone"):
        training.train(_config(2), [_item("a", 7)], tmp_path, threads=1, imagenet=tmp_path / "densenet121.pth")


def test_held_out_patients_are_never_seen(tmp_path: Path) -> None:
    poisoned = _item("hidden", 5)
    poisoned.image[:] = np.nan
    net = training.train(_config(2), [_item("a", 7), _item("c", 1, SLICES), poisoned], tmp_path, threads=1)
    assert all(torch.isfinite(value).all() for value in net.state_dict().values())


def test_the_attention_branch_begins_with_the_head_of_the_main_branch(tmp_path: Path) -> None:
    config = _config(2)
    still = replace(config, attention=replace(config.attention, learning_rate=0.0))
    net = training.train(still, [_item("a", 7), _item("c", 1, SLICES)], tmp_path, threads=1)
    for part in ("first", "second", "last"):
        for (name, a), b in zip(getattr(net.main_head, part).named_parameters(), getattr(net.branch_head, part).parameters()):
            assert torch.equal(a, b), name
    assert net.branch_head.spread.weight.shape != net.main_head.spread.weight.shape


@pytest.mark.parametrize(("name", "network"), [("paper", {"hidden": 2}), ("unet2d", {"width": 4}), ("unet3d", {"width": 2})])
def test_other_architectures_train_by_the_same_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str,
                                                       network: dict) -> None:
    config = replace(_config(2), architecture=name, network=network, main=None, attention=None,
                     joint=Phase(30, 5e-2, {COVID: 1, SLICES: 1}, targets=8), augment=NONE)
    items, losses = [_item("a", 7), _item("c", 1, SLICES)], []
    joint = training._joint_loss
    monkeypatch.setattr(training, "_joint_loss", lambda *rest: losses.append(joint(*rest)) or losses[-1])
    net = training.train(config, items, tmp_path, threads=1)
    assert losses[-1] < 0.8 * losses[0]
    loaded, state = load_network(tmp_path)
    assert (state["phase"], state["step"], type(loaded)) == ("joint", 30, type(net))
    assert {p.dtype for p in loaded.parameters()} == {torch.float32}
