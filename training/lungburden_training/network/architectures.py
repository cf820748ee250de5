"""Networks by the name that a configuration gives them."""
from __future__ import annotations

from typing import Any

import torch
from torch import nn

from .baselines import UNet2d, UNet3d
from .lungburden import LungBurdenNet
from .paper import PaperNet

ARCHITECTURES: dict[str, type[nn.Module]] = {"lungburden": LungBurdenNet, "paper": PaperNet, "unet2d": UNet2d,
                                             "unet3d": UNet3d}


def build(config: dict[str, Any]) -> nn.Module:
    """The untrained network of a configuration as plain values; one without `architecture` is the network that ships."""
    name = config.get("architecture", "lungburden")
    if name not in ARCHITECTURES:
        raise ValueError(f"no architecture {name}; there are {sorted(ARCHITECTURES)}")
    return ARCHITECTURES[name](**config["network"])


def memory_format(net: nn.Module) -> torch.memory_format:
    """Channels last, for slices or for volumes: how the convolutions of this network are fastest here."""
    volumes = any(isinstance(module, nn.Conv3d) for module in net.modules())
    return torch.channels_last_3d if volumes else torch.channels_last
