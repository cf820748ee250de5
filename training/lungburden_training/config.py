"""The settings of a run: a YAML file that becomes frozen records."""
from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .augment import AugmentConfig
from .preprocess import Window


@dataclass(frozen=True)
class Phase:
    """One phase of training: `per_set` gives the slices (targets = 0) or slabs of each data set in a batch."""

    steps: int
    learning_rate: float
    per_set: dict[str, int]
    targets: int = 0


@dataclass(frozen=True)
class Config:
    """Everything that decides the weights; `start_from` names a finished run, a sibling folder, whose weights come first."""

    name: str
    version: str
    seed: int
    window: Window
    neighbour_distance_mm: float
    network: dict[str, Any]
    main: Phase
    attention: Phase
    held_out: tuple[str, ...] = ()
    start_from: str | None = None
    weight_decay: float = 0.01
    dice_weight: float = 0.5
    branch_loss_weight: float = 0.4
    augment: AugmentConfig = field(default_factory=AugmentConfig)


def read_config(path: Path) -> Config:
    """YAML -> Config; unknown keys are refused."""
    raw = yaml.safe_load(path.read_text())
    raw["window"] = Window(**raw["window"])
    raw["main"], raw["attention"] = Phase(**raw["main"]), Phase(**raw["attention"])
    raw["augment"] = AugmentConfig(**raw.get("augment", {}))
    raw["held_out"] = tuple(raw.get("held_out", ()))
    return Config(**raw)


def as_dict(config: Config) -> dict[str, Any]:
    """Config -> plain values, as stored in a checkpoint."""
    return dataclasses.asdict(config)
