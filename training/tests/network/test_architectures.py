"""The paper's network and the baselines: shapes, sizes, names of the weights, borders."""
from __future__ import annotations

from pathlib import Path

import pytest
import torch

from lungburden_training.network.architectures import ARCHITECTURES, build
from lungburden_training.network.paper import PaperNet, load_imagenet
from lungburden_training.network.torchscript import check, to_torchscript

SMALL = {"lungburden": {"growth": 4, "hidden": 4}, "paper": {"hidden": 4}, "unet2d": {"width": 4}, "unet3d": {"width": 2}}


@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_every_architecture_answers_a_slab(name: str) -> None:
    net = build({"architecture": name, "network": SMALL[name]}).eval()
    with torch.no_grad():
        result = net(torch.rand(13, 1, 64, 64))
    assert result.shape == (3, 4, 64, 64)
    torch.testing.assert_close(result.exp().sum(1), torch.ones(3, 64, 64), rtol=0, atol=1e-5)
    if name in ("lungburden", "paper"):
        assert check(to_torchscript(net), net, 64)[0] < 1e-4


def test_sizes_are_the_published_ones() -> None:
    """31.0 million weights of U-Net and 19.1 million of 3D U-Net, as their papers' networks have."""
    count = {name: sum(p.numel() for p in build({"architecture": name, "network": {}}).parameters()) / 1e6
             for name in ("unet2d", "unet3d")}
    assert count["unet2d"] == pytest.approx(31.0, abs=0.1) and count["unet3d"] == pytest.approx(19.07, abs=0.1)
    with pytest.raises(ValueError, match="no architecture"):
        build({"architecture": "vnet", "network": {}})


def _densenet(old_names: bool) -> dict[str, torch.Tensor]:
    """Stem and first block as torchvision lays them out; its published file has the old names, and more blocks."""
    bn = lambda n: {"weight": (n,), "bias": (n,), "running_mean": (n,), "running_var": (n,)}  # noqa: E731
    shapes = {"conv0.weight": (64, 3, 7, 7)} | {f"norm0.{k}": s for k, s in bn(64).items()}
    for layer in range(6):
        inputs = 64 + 32 * layer
        for part, of in (("norm1", bn(inputs)), ("conv1", {"weight": (128, inputs, 1, 1)}), ("norm2", bn(128)),
                         ("conv2", {"weight": (32, 128, 3, 3)})):
            named = f"{part[:-1]}.{part[-1]}" if old_names else part
            shapes |= {f"denseblock1.denselayer{layer + 1}.{named}.{k}": s for k, s in of.items()}
    return {f"features.{k}": torch.rand(s) for k, s in shapes.items()} | {"classifier.weight": torch.rand(1000, 1024)}


@pytest.mark.parametrize("old_names", [True, False])
def test_imagenet_weights_fit(tmp_path: Path, old_names: bool) -> None:
    state, net = _densenet(old_names), PaperNet()
    torch.save(state, tmp_path / "densenet121.pth")
    load_imagenet(net, tmp_path / "densenet121.pth")
    stem = state["features.conv0.weight"]
    torch.testing.assert_close(net.features.conv0.weight.data, stem.sum(1, keepdim=True))
    x = torch.rand(1, 1, 32, 32)
    torch.testing.assert_close(net.features.conv0(x), torch.conv2d(x.expand(1, 3, 32, 32), stem, stride=2, padding=3))
    last = "denselayer6.norm.2.running_var" if old_names else "denselayer6.norm2.running_var"
    assert torch.equal(net.features.denseblock1.denselayer6.norm2.running_var, state[f"features.denseblock1.{last}"])
    del state["features.norm0.bias"]
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(ValueError, match="norm0.bias is missing"):
        load_imagenet(net, tmp_path / "other.pth")


def test_attention_branch_sees_neighbors_and_baselines_their_own_slices() -> None:
    for name, sees in (("paper", True), ("unet2d", False)):
        net, x = build({"architecture": name, "network": SMALL[name]}).eval(), torch.rand(11, 1, 64, 64)
        y = x.clone()
        y[0] = 0
        with torch.no_grad():
            assert torch.equal(net(x), net(y)) != sees
