"""Configurations are read whole or refused."""
from __future__ import annotations

from pathlib import Path

import pytest

from lungburden_training.config import as_dict, read_config
from lungburden_training.network.architectures import build

CONFIGS = Path(__file__).resolve().parents[1] / "configs"


@pytest.mark.parametrize("path", sorted(CONFIGS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_configuration_can_be_built(path: Path) -> None:
    assert build(as_dict(read_config(path))) is not None


@pytest.mark.parametrize("change", ["architecture: unet2d", "joint: {steps: 1, learning_rate: 1, per_set: {}}"])
def test_a_configuration_of_another_recipe_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "mixed.yaml"
    path.write_text((CONFIGS / "shipping.yaml").read_text() + change + "\n")
    with pytest.raises(ValueError, match="trains by"):
        read_config(path)


HAND = "hand: {of: {covid-volumes: first, covid-series: second}}\n"


def _recipe(path: Path, network: str, more: str) -> Path:
    path.write_text((CONFIGS / "shipping.yaml").read_text().replace("head_width: 32", "head_width: 32" + network) + more)
    return path


def test_the_hand_is_part_of_a_recipe_that_has_one_alone(tmp_path: Path) -> None:
    shipping, handed = read_config(CONFIGS / "shipping.yaml"), read_config(_recipe(tmp_path / "hand.yaml", ", hand: true", HAND))
    assert "hand" not in as_dict(shipping), "checkpoints of before have no such key"
    assert as_dict(handed)["hand"] == {"of": {"covid-volumes": "first", "covid-series": "second"}, "hidden": 0.3}
    assert build(as_dict(handed)).hand and not build(as_dict(shipping)).hand


@pytest.mark.parametrize(("network", "more", "words"), [
    (", hand: true", "", "go together"), ("", HAND, "go together"), (", hand: true", HAND.replace("second", "third"), "no reader")])
def test_half_a_hand_is_refused(tmp_path: Path, network: str, more: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_config(_recipe(tmp_path / "hand.yaml", network, more))
