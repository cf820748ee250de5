"""A trained network from its run."""
from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from .architectures import build


def load_network(run: Path) -> tuple[nn.Module, dict]:
    """The network of a run's checkpoint, ready to predict, and the checkpoint.

    While the attention branch has not been trained its map is held at zero, so the main branch alone answers.
    """
    state = torch.load(run / "checkpoint.pt", map_location="cpu")
    net = build(state["config"])
    net.load_state_dict(state["network"])
    if state["phase"] == "main":
        torch.nn.init.zeros_(net.attention_head.last.weight)
        torch.nn.init.constant_(net.attention_head.last.bias, -30.0)
    return net.eval(), state
