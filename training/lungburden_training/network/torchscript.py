"""A network as TorchScript: norms folded into convolutions, frozen, loadable by PyTorch 1.13 and newer."""
from __future__ import annotations

import copy

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .architectures import memory_format
from .lungburden import NEIGHBORS, ConvBlock, LungBurdenNet, channels_of

TOLERANCE = 1e-4


def folded(net: nn.Module) -> nn.Module:
    """A copy in which every norm is part of the convolution before it; same answers."""
    net = copy.deepcopy(net).eval()
    for module in net.modules():
        if isinstance(module, ConvBlock):
            module.conv = fuse_conv_bn_eval(module.conv, module.norm)
            module.norm = nn.Identity()
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    return net


def to_torchscript(net: nn.Module, channels_last: bool = True) -> torch.jit.ScriptModule:
    """Frozen TorchScript with folded norms: slab [n + 10, channels, 256, 256] -> log-probabilities [n, 4, 256, 256], any n >= 1."""
    net = folded(net)
    return torch.jit.freeze(torch.jit.script(net.to(memory_format=memory_format(net)) if channels_last else net))


def check(script: torch.jit.ScriptModule, net: LungBurdenNet, size: int = 256) -> tuple[float, int]:
    """Largest difference between script and eager network over slabs of 1, 2 and 5 targets, and pixels whose label differs.

    A difference above 1e-4 is an error. Below, a label can differ only where two are almost equally likely.
    """
    worst, others = 0.0, 0
    for n in (1, 2, 5):
        x = torch.rand(n + 2 * NEIGHBORS, channels_of(net), size, size, generator=torch.Generator().manual_seed(n))
        with torch.no_grad():
            found, expected = script(x), net(x)
        worst = max(worst, float((found - expected).abs().max()))
        others += int((found.argmax(1) != expected.argmax(1)).sum())
    if worst > TOLERANCE:
        raise RuntimeError(f"the exported network differs by {worst}")
    return worst, others
