"""The network as the paper describes it, beside the one that ships (`lungburden.py`).

Main branch: DenseNet-121's stem and first dense block, a segmentation head. Attention branch: a ConvLSTM over 11 slices, its
final state to a second segmentation head and an attention head. The paper does not say at what resolution its ConvLSTM runs
nor how wide its heads are: here at a quarter (`pixel_unshuffle(4)`) and 64 channels.
"""
from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
import re

import torch
from torch import Tensor, nn
import torch.nn.functional as F

from .lungburden import ConvBlock, ConvLstm, combine

GROWTH, STEM, LAYERS, BOTTLENECK = 32, 64, 6, 128
IMAGENET_MEAN, IMAGENET_SD = 0.449, 0.226  # means over the three channels


class DenseLayer(nn.Module):
    """Norm, ReLU, 1x1, norm, ReLU, 3x3: [N, inputs, y, x] -> [N, 32, y, x]; parts are named as torchvision names them."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, BOTTLENECK, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(BOTTLENECK)
        self.conv2 = nn.Conv2d(BOTTLENECK, GROWTH, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv2(F.relu(self.norm2(self.conv1(F.relu(self.norm1(x))))))


class DenseBlock121(nn.Sequential):
    """Six dense layers: [N, 64, y, x] -> [N, 256, y, x]."""

    def __init__(self) -> None:
        super().__init__(OrderedDict((f"denselayer{i + 1}", DenseLayer(STEM + i * GROWTH)) for i in range(LAYERS)))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self:
            x = torch.cat([x, layer(x)], 1)
        return x


class PaperHead(nn.Module):
    """Twice 3x3 convolution, norm, LeakyReLU, then 1x1, brought to full resolution: [N, c, y, x] -> [N, outputs, 4y, 4x]."""

    def __init__(self, inputs: int, outputs: int, width: int = 64) -> None:
        super().__init__()
        self.layers = nn.Sequential(ConvBlock(inputs, width), ConvBlock(width, width), nn.Conv2d(width, outputs, 1))

    def forward(self, x: Tensor) -> Tensor:
        return F.interpolate(self.layers(x), scale_factor=4.0, mode="bilinear", align_corners=False)


class PaperNet(nn.Module):
    """Slab [S, 1, 256, 256] -> log-probabilities [S - 10, 4, 256, 256]."""

    def __init__(self, hidden: int = 16) -> None:
        super().__init__()
        self.mean, self.sd = IMAGENET_MEAN, IMAGENET_SD
        self.features = nn.Sequential(OrderedDict(
            conv0=nn.Conv2d(1, STEM, 7, stride=2, padding=3, bias=False), norm0=nn.BatchNorm2d(STEM), relu0=nn.ReLU(),
            pool0=nn.MaxPool2d(3, stride=2, padding=1), denseblock1=DenseBlock121()))
        self.main_head = PaperHead(STEM + LAYERS * GROWTH, 4)
        self.lstm = ConvLstm(16, hidden)
        self.branch_head = PaperHead(hidden, 4)
        self.attention_head = PaperHead(hidden, 1)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def main_branch(self, x: Tensor) -> Tensor:
        """Slices [N, 1, y, x] -> raw values [N, 4, y, x] of each slice alone."""
        return self.main_head(self.features((x - self.mean) / self.sd))

    def raw(self, x: Tensor) -> Tensor:
        """Slabs [B, S, 1, y, x] -> raw values [B (S - 10), 4, y, x]."""
        batch, slices = x.shape[0], x.shape[1]
        main = self.main_branch(x[:, 5:slices - 5].flatten(0, 1))
        small = F.pixel_unshuffle(x.flatten(0, 1), 4)
        h = self.lstm(small.view(batch, slices, small.shape[1], small.shape[2], small.shape[3]))
        return combine(main, self.branch_head(h), torch.sigmoid(self.attention_head(h)))

    def forward(self, x: Tensor) -> Tensor:
        """Slab [S, 1, y, x] -> log-probabilities [S - 10, 4, y, x]."""
        return F.log_softmax(self.raw(x[None]), dim=1)


def load_imagenet(net: PaperNet, path: Path) -> None:
    """Takes stem and first block from a file of DenseNet-121 weights with torchvision's names, old (`norm.1`) or new (`norm1`).

    A slice stands for three equal channels, so the stem's weights are summed over them.
    """
    state = torch.load(path, map_location="cpu", weights_only=True)
    wanted = {name: value for name, value in net.features.state_dict().items() if not name.endswith("num_batches_tracked")}
    given = {re.sub(r"\.(norm|conv)\.(\d)\.", r".\1\2.", name)[len("features."):]: value for name, value in state.items()
             if name.startswith("features.")}
    missing = sorted(wanted.keys() - given.keys())
    if missing:
        raise ValueError(f"{path} holds no DenseNet-121: {missing[0]} is missing")
    taken = {name: given[name] for name in wanted}
    taken["conv0.weight"] = taken["conv0.weight"].sum(1, keepdim=True)
    net.features.load_state_dict(taken, strict=False)
