"""Training as in the paper; also trains the baselines, on the same batches with the same loss.

Differences that remain are listed in README.md. Uses a GPU where there is one.
"""
from __future__ import annotations

import logging
import os
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from tqdm import tqdm

from ..config import Config, PaperRecipe, Refused, as_dict
from ..data.augment import NONE, AugmentConfig
from ..data.items import Item
from ..data.sampling import Batches
from ..network.architectures import build
from ..network.paper import PaperNet, load_imagenet
from .machine import Machine, choose
from .rmi import rmi_loss

log = logging.getLogger(__name__)


def train_paper(config: Config, items: list[Item], folder: Path, imagenet: Path | None = None,
                precision: str = "auto") -> nn.Module:
    """Epochs until the learning rate has fallen to `stop_at`; each ends with a checkpoint from which the next start goes on."""
    recipe = config.paper
    torch.manual_seed(config.seed)
    net = build(as_dict(config))
    machine = choose(net, "fp32" if precision == "auto" else precision)  # as the paper, unless something else is asked for
    net.to(machine.device)
    if imagenet is not None:
        if not isinstance(net, PaperNet):
            raise Refused("ImageNet weights fit the paper's network alone")
        load_imagenet(net, imagenet)
    optimizer = torch.optim.SGD(net.parameters(), lr=recipe.learning_rate, momentum=recipe.momentum,
                                weight_decay=recipe.weight_decay)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=recipe.factor, patience=recipe.patience,
                                                         eps=0.0)
    folder.mkdir(parents=True, exist_ok=True)
    first = _resume(config, folder, machine.device, net, optimizer, plateau)
    validates = next((patient for patient in recipe.validation if patient not in config.held_out), None)
    validation = [item for item in items if item.patient == validates]
    if not validation:
        raise ValueError(f"no patient validates: {recipe.validation} are held out or not there")
    kept = [item for item in items if item.patient not in (*config.held_out, validates)]
    for epoch in range(first, recipe.max_epochs):
        if learning_rate(optimizer) <= recipe.stop_at * 1.001:
            break
        train_loss = _train_epoch(config, net, optimizer, kept, epoch, machine)
        validation_loss = validate(config, net, validation, machine)
        plateau.step(validation_loss)
        log.info("epoch %d loss %.4f validation %.4f learning rate %.0e", epoch, train_loss, validation_loss,
                 learning_rate(optimizer))
        _save(folder, config, epoch + 1, net, optimizer, plateau)
    return net.eval()


def learning_rate(optimizer: torch.optim.Optimizer) -> float:
    """That of the next step."""
    return float(optimizer.param_groups[0]["lr"])


def _batches(config: Config, items: list[Item], steps: int, seed: int, augmentation: AugmentConfig) -> Batches:
    recipe: PaperRecipe = config.paper
    present = {item.set for item in items}
    per_set = {name: count for name, count in recipe.per_set.items() if name in present}
    return Batches(items, per_set, steps, seed, augmentation, recipe.targets, config.neighbour_distance_mm)


def _train_epoch(config: Config, net: nn.Module, optimizer: torch.optim.Optimizer, items: list[Item], epoch: int,
                 machine: Machine) -> float:
    steps = config.paper.steps_per_epoch
    batches = _batches(config, items, (epoch + 1) * steps, config.seed, config.augment)
    loader = DataLoader(batches, batch_size=None, sampler=range(epoch * steps, (epoch + 1) * steps), num_workers=1)
    net.train()
    total = 0.0
    for x, sets in tqdm(loader, desc=f"epoch {epoch}", mininterval=10):
        loss = _loss(config, net, x, sets, machine)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / steps


def validate(config: Config, net: nn.Module, items: list[Item], machine: Machine) -> float:
    """Mean loss over the same windows of the validation patients every time, not augmented."""
    batches = _batches(config, items, config.paper.validation_steps, config.seed + 1, NONE)
    net.eval()
    with torch.no_grad():
        losses = [float(_loss(config, net, x, sets, machine)) for x, sets in (batches[step] for step in range(len(batches)))]
    return sum(losses) / len(losses)


def _loss(config: Config, net: nn.Module, x: Tensor, sets: Tensor, machine: Machine) -> Tensor:
    """Slabs [B, s, y, x] and sets [B, t, y, x] -> the loss, in float64 whatever the network ran in."""
    return rmi_loss(machine.raw(net, x), sets.flatten(0, 1).to(machine.device), config.paper.rmi_weight)


def _save(folder: Path, config: Config, epochs: int, net: nn.Module, optimizer: torch.optim.Optimizer, plateau) -> None:
    half = folder / "checkpoint.part"
    torch.save({"config": as_dict(config), "phase": "joint", "step": epochs * config.paper.steps_per_epoch, "epochs": epochs,
                "network": net.state_dict(), "optimizer": optimizer.state_dict(), "plateau": plateau.state_dict(),
                "rng": torch.get_rng_state()}, half)
    os.replace(half, folder / "checkpoint.pt")


def _resume(config: Config, folder: Path, device: torch.device, net: nn.Module, optimizer: torch.optim.Optimizer,
            plateau) -> int:
    """Epochs done."""
    path = folder / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, map_location=device)
    if state["config"] != as_dict(config):
        raise ValueError(f"{folder} holds a checkpoint of another configuration")
    net.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    plateau.load_state_dict(state["plateau"])
    torch.set_rng_state(state["rng"].cpu())
    return state["epochs"]
