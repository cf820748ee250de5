"""The paper's training on made-up scans: its settings, the plateau, the stop, and a resume that changes nothing."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lungburden_training.config import Config, read_config
from lungburden_training.data.items import COVID, Item
from lungburden_training.network.checkpoint import load_network
from lungburden_training.train import paper
from lungburden_training.train.phases import train

CONFIGS = Path(__file__).resolve().parents[2] / "configs"


def _item(name: str) -> Item:
    rng = np.random.default_rng(len(name))
    sets = np.array([1, 2, 4, 8], np.uint8)[rng.integers(0, 4, (9, 8, 8))].repeat(4, 1).repeat(4, 2)
    return Item(COVID, name, name, (sets / 10).astype(np.float16), sets, np.arange(9, dtype=np.float32) * 5)


def _config(name: str = "paper", **changes) -> Config:
    config = read_config(CONFIGS / f"{name}.yaml")
    network = {"paper": {"hidden": 2}, "unet2d": {"width": 4}, "unet3d": {"width": 2}}[name]
    recipe = replace(config.paper, per_set={COVID: 2}, steps_per_epoch=2, validation=("v",), validation_steps=1,
                     targets=min(config.paper.targets, 8), max_epochs=2, **changes)
    return replace(config, network=network, paper=recipe, held_out=("hidden",))


def test_settings_are_the_papers() -> None:
    config = read_config(CONFIGS / "paper.yaml")
    recipe, augment = config.paper, config.augment
    assert (recipe.learning_rate, recipe.momentum, recipe.weight_decay) == (1e-3, 0.9, 1e-6)
    assert (recipe.factor, recipe.patience, recipe.stop_at, sum(recipe.per_set.values())) == (0.1, 10, 1e-7, 32)
    assert (augment.degrees, augment.translate, augment.scale_low, augment.scale_high) == (10, 10, 0.9, 1.05)
    assert (config.window.low, config.window.high) == (-1024, 600)


@pytest.mark.parametrize("name", ["paper", "unet2d", "unet3d"])
def test_a_few_steps_of_every_configuration(tmp_path: Path, name: str) -> None:
    poisoned = _item("hidden")
    poisoned.image[:] = np.nan
    before = paper.build({"architecture": name, "network": _config(name).network})
    net = train(_config(name), [_item("a"), _item("bb"), _item("v"), poisoned], tmp_path, threads=1)
    assert all(torch.isfinite(value).all() for value in net.state_dict().values())
    assert type(load_network(tmp_path)[0]) is type(before)


def test_another_patient_validates_where_the_first_is_held_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items, seen = [_item("a"), _item("bb"), _item("v")], []
    monkeypatch.setattr(paper, "_train_epoch", lambda config, net, optimizer, kept, *_: seen.append([i.name for i in kept]) or 1.0)
    monkeypatch.setattr(paper, "validate", lambda config, net, held, machine: seen.append([i.name for i in held]) or 1.0)
    config = _config()
    both = replace(config.paper, validation=("v", "a"), max_epochs=1)
    train(replace(config, paper=both), items, tmp_path / "usual", threads=1)
    train(replace(config, paper=both, held_out=("v",)), items, tmp_path / "fold", threads=1)
    assert seen == [["a", "bb"], ["v"], ["bb"], ["a"]]
    with pytest.raises(ValueError, match="no patient validates"):
        train(replace(config, paper=both, held_out=("a", "v")), items, tmp_path / "none", threads=1)


def test_interrupted_training_ends_with_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items, config = [_item("a"), _item("bb"), _item("v")], _config()
    straight = train(config, items, tmp_path / "straight", threads=1).state_dict()
    save = paper._save

    def stopping(*arguments) -> None:
        save(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(paper, "_save", stopping)
    with pytest.raises(KeyboardInterrupt):
        train(config, items, tmp_path / "broken", threads=1)
    monkeypatch.setattr(paper, "_save", save)
    resumed = train(config, items, tmp_path / "broken", threads=1).state_dict()
    for name, value in straight.items():
        torch.testing.assert_close(resumed[name], value, rtol=0, atol=0, msg=name)


def test_learning_rate_falls_on_the_plateau_interrupted_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = _config()
    config = replace(config, paper=replace(config.paper, max_epochs=1000))
    rates: list[float] = []

    def epoch(config, net, optimizer, *rest) -> float:
        rates.append(paper.learning_rate(optimizer))
        return 1.0

    monkeypatch.setattr(paper, "_train_epoch", epoch)
    monkeypatch.setattr(paper, "validate", lambda *_: 1.0)
    save = paper._save

    def stopping(folder, config, epochs, *rest) -> None:
        save(folder, config, epochs, *rest)
        if epochs == 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(paper, "_save", stopping)
    with pytest.raises(KeyboardInterrupt):
        train(config, [_item("a"), _item("v")], tmp_path, threads=1)
    monkeypatch.setattr(paper, "_save", save)
    train(config, [_item("a"), _item("v")], tmp_path, threads=1)
    # the first epoch sets the best value, then 10 may pass without a better one and the eleventh reduces
    np.testing.assert_allclose(rates, [1e-3] * 12 + [1e-4] * 11 + [1e-5] * 11 + [1e-6] * 11)


def test_the_papers_loss_falls(tmp_path: Path) -> None:
    config = _config()
    config = replace(config, paper=replace(config.paper, max_epochs=10, learning_rate=0.01), augment=paper.NONE)
    validate, losses = paper.validate, []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "validate", lambda *arguments: losses.append(validate(*arguments)) or losses[-1])
        train(config, [_item("a"), replace(_item("a"), name="v", patient="v")], tmp_path, threads=1)
    assert losses[-1] < 0.9 * losses[0]
