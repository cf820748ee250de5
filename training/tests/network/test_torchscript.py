"""TorchScript: same answers after saving and loading, norms gone."""
from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.network.torchscript import check, folded, to_torchscript


def _lively(net: LungBurdenNet) -> LungBurdenNet:
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 2)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.2, 0.2)
    return net.eval()


def test_round_trip(tmp_path: Path) -> None:
    net = _lively(LungBurdenNet(growth=8))
    to_torchscript(net).save(str(tmp_path / "model.pt"))
    loaded = torch.jit.load(str(tmp_path / "model.pt"))
    worst, others = check(loaded, net, size=64)
    assert worst <= 1e-4 and others == 0
    assert "batch_norm" not in str(loaded.graph)


def test_a_script_of_other_weights_is_refused() -> None:
    net = _lively(LungBurdenNet(growth=4, hidden=4))
    script = to_torchscript(_lively(LungBurdenNet(growth=4, hidden=4)))
    with pytest.raises(RuntimeError, match="differs by"):
        check(script, net, size=32)


def test_folding_leaves_the_network_alone() -> None:
    net = _lively(LungBurdenNet(growth=4, hidden=4))
    folded(net)
    assert any(isinstance(module, nn.BatchNorm2d) for module in net.modules())
