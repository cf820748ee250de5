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
