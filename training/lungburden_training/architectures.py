"""Networks by the name that a configuration gives them."""
from __future__ import annotations

from typing import Any

from torch import nn

from .baselines import UNet2d, UNet3d
from .network import LungBurdenNet
from .paper_network import PaperNet

ARCHITECTURES: dict[str, type[nn.Module]] = {"lungburden": LungBurdenNet, "paper": PaperNet, "unet2d": UNet2d,
                                             "unet3d": UNet3d}


def build(config: dict[str, Any]) -> nn.Module:
    """The untrained network of a configuration as plain values; one without `architecture` is the network that ships."""
    name = config.get("architecture", "lungburden")
    if name not in ARCHITECTURES:
        raise ValueError(f"no architecture {name}; there are {sorted(ARCHITECTURES)}")
    return ARCHITECTURES[name](**config["network"])
