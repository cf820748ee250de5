"""The settings of a run: a YAML file that becomes frozen records."""
from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
import json
from pathlib import Path
from typing import Any

import yaml

from .data.augment import AugmentConfig
from .data.hands import READERS, HandConfig
from .data.preprocess import Window


class Refused(ValueError):
    """What the user asked for cannot be done; the text tells the user why."""


@dataclass(frozen=True)
class Phase:
    """One phase of training: `per_set` gives the slices (targets = 0) or slabs of each data set in a batch."""

    steps: int
    learning_rate: float
    per_set: dict[str, int]
    targets: int = 0


@dataclass(frozen=True)
class PaperRecipe:
    """Training as in the paper: all branches at once, SGD, a lower learning rate when the validation loss stands still.

    An epoch is `steps_per_epoch` batches: windows are drawn, not counted through. The first patient of `validation` that is not
    held out validates and does not train.
    """

    per_set: dict[str, int]
    steps_per_epoch: int
    validation: tuple[str, ...]
    validation_steps: int
    targets: int = 1
    learning_rate: float = 1e-3
    momentum: float = 0.9
    weight_decay: float = 1e-6
    factor: float = 0.1
    patience: int = 10
    stop_at: float = 1e-7
    max_epochs: int = 1000
    rmi_weight: float = 0.5


@dataclass(frozen=True)
class Config:
    """Everything that decides the weights.

    Either `main` and `attention`, the two phases of the network that ships, or `joint`, one phase of any other architecture by
    the same recipe, or `paper`. `also` names the corrected scans that train beside the data sets (`train --also`).
    """

    name: str
    version: str
    seed: int
    window: Window
    neighbour_distance_mm: float
    network: dict[str, Any]
    main: Phase | None = None
    attention: Phase | None = None
    joint: Phase | None = None
    paper: PaperRecipe | None = None
    architecture: str = "lungburden"
    held_out: tuple[str, ...] = ()
    weight_decay: float = 0.01
    dice_weight: float = 0.5
    branch_loss_weight: float = 0.4
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    hand: HandConfig | None = None
    also: tuple[str, ...] = ()

    def phases(self) -> dict[str, Phase]:
        """The phases of the training by name, in order; none with `paper`."""
        named = {"main": self.main, "attention": self.attention, "joint": self.joint}
        return {name: phase for name, phase in named.items() if phase}

    def sets(self) -> set[str]:
        """The data sets that the training draws from."""
        recipes = [*self.phases().values(), *([self.paper] if self.paper else [])]
        return {name for recipe in recipes for name, count in recipe.per_set.items() if count}


def read_config(path: Path) -> Config:
    """YAML -> Config; unknown keys are refused."""
    raw = yaml.safe_load(path.read_text())
    raw["window"] = Window(**raw["window"])
    for key in ("main", "attention", "joint"):
        raw[key] = Phase(**raw[key]) if raw.get(key) else None
    if raw.get("paper"):
        recipe = raw["paper"]
        raw["paper"] = PaperRecipe(**recipe | {"validation": tuple(recipe["validation"])})
    raw["hand"] = HandConfig(**raw["hand"]) if raw.get("hand") else None
    raw["augment"] = AugmentConfig(**raw.get("augment", {}))
    raw["held_out"] = tuple(raw.get("held_out", ()))
    config = Config(**raw)
    wanted = [] if config.paper else ["main", "attention"] if config.architecture == "lungburden" else ["joint"]
    if list(config.phases()) != wanted:
        raise ValueError(f"{path}: {config.architecture} trains by {wanted or ['paper']}, not by {list(config.phases())}")
    _check_hand(config, path)
    return config


def _check_hand(config: Config, path: Path) -> None:
    if bool(config.hand) != bool(config.network.get("hand")):
        raise ValueError(f"{path}: `hand` and the network's `hand: true` go together")
    unknown = set(config.hand.of.values()) - {"first", "second"} if config.hand else set()
    if unknown:
        raise ValueError(f"{path}: no reader {sorted(unknown)}; there are {sorted(set(READERS) - {'middle'})}")


def as_dict(config: Config) -> dict[str, Any]:
    """Config -> plain values, as stored in a checkpoint.

    A recipe without `hand` or `also` has no such key, as before there was one: its checkpoints and figures stay valid.
    """
    values = dataclasses.asdict(config)
    absent = {key for key in ("hand", "also") if not values[key]}
    return {key: value for key, value in values.items() if key not in absent}


def as_json(config: Config) -> dict[str, Any]:
    """Config -> plain values as JSON gives them back: lists where there were tuples."""
    return json.loads(json.dumps(as_dict(config)))
