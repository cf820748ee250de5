"""Training in two phases: the main branch alone on single slices, then the attention branch on slabs, main branch frozen.

A network of another architecture (`joint`) trains in one phase, by the same losses, optimizer and schedule.
"""
from __future__ import annotations

import logging
import math
import os
from pathlib import Path
import time

import torch
from torch import Tensor, nn
import torch.nn.functional as F
from torch.utils.data import DataLoader
from tqdm import tqdm

from ..config import Config, Phase, Refused, as_dict
from ..data.items import Item
from ..data.sampling import Batches
from ..network.architectures import build, memory_format
from ..network.lungburden import LungBurdenNet, combine, log_probabilities
from .losses import total_loss
from .machine import Machine, choose

log = logging.getLogger(__name__)
CHECKPOINT_EVERY = 100
WARM_UP = 50


def train(config: Config, items: list[Item], folder: Path, threads: int = 2,
          imagenet: Path | None = None, precision: str = "auto") -> nn.Module:
    """Trains on all items except those of held-out patients; goes on from the newest checkpoint in `folder`.

    `imagenet` is a file of DenseNet-121 weights that the paper's network starts from.
    """
    torch.set_num_threads(threads)
    if config.paper:
        from .paper import train_paper
        return train_paper(config, items, folder, imagenet, precision)
    if imagenet:
        raise Refused("ImageNet weights are for the paper's recipe alone")
    torch.manual_seed(config.seed)
    net = build(as_dict(config))
    machine = choose(net, precision)
    net.to(machine.device, memory_format=memory_format(net))
    kept = [item for item in items if item.patient not in config.held_out]
    folder.mkdir(parents=True, exist_ok=True)
    state = _newest(folder)
    if state:
        if state["config"] != as_dict(config):
            raise ValueError(f"{folder} holds a checkpoint of another configuration")
        if state.get("bf16", False) != machine.bf16:
            log.warning("%s was begun in another number format: its result will differ a little", folder)
        net.load_state_dict(state["network"])
    phases = list(config.phases().items())
    begun = [name for name, _ in phases].index(state["phase"]) if state else 0
    for number, (name, phase) in enumerate(phases[begun:], start=begun):
        _phase(config, name, phase, config.seed + number, net, kept, folder, machine, state if number == begun else None)
    return net.cpu().eval()


def _phase(config: Config, name: str, phase: Phase, seed: int, net: nn.Module, items: list[Item], folder: Path,
           machine: Machine, state: dict | None) -> None:
    net.train() if name == "joint" else _set_mode(net, name)
    parameters = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=phase.learning_rate, weight_decay=config.weight_decay)
    first = 0
    if name == "attention" and not state:
        _warm_start(net)
    if state:
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"])
        first = state["step"]
    batches = Batches(items, phase.per_set, phase.steps, seed, config.augment, phase.targets,
                      config.neighbour_distance_mm, config.hand)
    loader = DataLoader(batches, batch_size=None, sampler=range(first, phase.steps), num_workers=1, prefetch_factor=4,
                        worker_init_fn=_one_thread)
    loss_of = {"main": _main_loss, "attention": _attention_loss, "joint": _joint_loss}[name]
    mean, start = 0.0, time.monotonic()
    with tqdm(total=phase.steps, initial=first, desc=name, mininterval=10) as bar:
        for step, (x, sets) in enumerate(loader, start=first):
            for group in optimizer.param_groups:
                group["lr"] = phase.learning_rate * schedule(step, phase)
            loss = loss_of(config, net, x.to(machine.device), sets.to(machine.device), machine)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 5.0)
            optimizer.step()
            mean = 0.98 * mean + 0.02 * loss.item() if step > first else loss.item()
            bar.update()
            bar.set_postfix(loss=f"{mean:.3f}", refresh=False)
            if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == phase.steps:
                _save(folder, config, name, step + 1, net, optimizer, machine)
                log.info("%s step %d loss %.4f, %.2f s a step", name, step + 1, mean,
                         (time.monotonic() - start) / (step + 1 - first))


def _warm_start(net: LungBurdenNet) -> None:
    """The attention branch's head begins as the main branch's. What remains to learn is to feed the head from the ConvLSTM."""
    for part in ("first", "second", "last"):
        getattr(net.branch_head, part).load_state_dict(getattr(net.main_head, part).state_dict())


def schedule(step: int, phase: Phase) -> float:
    """Factor of the learning rate: linear warm-up, shorter in a short phase, then a cosine to zero."""
    warm_up = max(1, min(WARM_UP, phase.steps // 6))
    return min(1.0, (step + 1) / warm_up) * 0.5 * (1 + math.cos(math.pi * step / phase.steps))


def _one_thread(_: int) -> None:
    torch.set_num_threads(1)


def _set_mode(net: LungBurdenNet, phase: str) -> None:
    """Main phase: all but the attention branch learns. Attention phase: the main branch is frozen, its norms too."""
    main = [net.stem, net.dense, net.main_head, net.prior]
    attention = [net.reduce, net.lstm, net.branch_head, net.attention_head]
    for parts, learns in ((main, phase == "main"), (attention, phase == "attention")):
        for part in parts:
            part.train(learns)
            part.requires_grad_(learns)


def _slabs(x: Tensor) -> Tensor:
    """Images [B, s, y, x], or with the hand [B, s, 2, y, x] -> [B, s, channels, y, x]."""
    return x if x.dim() == 5 else x[:, :, None]


def _main_loss(config: Config, net: LungBurdenNet, x: Tensor, sets: Tensor, machine: Machine) -> Tensor:
    with machine.autocast():
        raw = net.main_branch(_slabs(x).flatten(0, 1).contiguous(memory_format=torch.channels_last))
    return total_loss(log_probabilities(raw.float()), sets[:, 0], config.dice_weight)


def _attention_loss(config: Config, net: LungBurdenNet, x: Tensor, sets: Tensor, machine: Machine) -> Tensor:
    """x [B, s, 256, 256], sets [B, t, 256, 256] -> loss of the combination plus a part of the branch's own."""
    x = _slabs(x)
    with machine.autocast():
        with torch.no_grad():
            features = net.features(x.flatten(0, 1).contiguous(memory_format=torch.channels_last))
        main, branch, a = (value.float() for value in net.from_features(features, x))
    sets = sets.flatten(0, 1)
    whole = total_loss(log_probabilities(combine(main, branch, a)), sets, config.dice_weight)
    return whole + config.branch_loss_weight * total_loss(log_probabilities(branch), sets, config.dice_weight)


def _joint_loss(config: Config, net: nn.Module, x: Tensor, sets: Tensor, machine: Machine) -> Tensor:
    """x [B, s, 256, 256], sets [B, t, 256, 256] -> loss of a network with one softmax over the four labels."""
    return total_loss(F.log_softmax(machine.raw(net, x), dim=1), sets.flatten(0, 1), config.dice_weight)


def _save(folder: Path, config: Config, phase: str, step: int, net: nn.Module, optimizer: torch.optim.Optimizer,
          machine: Machine) -> None:
    half = folder / "checkpoint.part"
    torch.save({"config": as_dict(config), "phase": phase, "step": step, "bf16": machine.bf16, "network": net.state_dict(),
                "optimizer": optimizer.state_dict(), "rng": torch.get_rng_state()}, half)
    os.replace(half, folder / "checkpoint.pt")


def _newest(folder: Path) -> dict | None:
    path = folder / "checkpoint.pt"
    return torch.load(path, map_location="cpu") if path.exists() else None
