"""The two-branch network.

Shapes: `S` slices of a slab, `n = S - 10` targets (5 neighbors at either end), images 256 x 256 in [0, 1].
Inside, features live at a quarter of the resolution (`pixel_unshuffle(4)`: no pixel is lost), the segmentation heads at half.

    stem + dense block (every slice once) -> main head (target slice alone)            -> 4 raw values
                                          -> ConvLSTM over 11 slices -> attention-branch head -> 4 raw values
                                                                     -> attention head -> a in (0, 1)
    raw = a * attentionBranch + (1 - a) * mainBranch

The four raw values are two levels: background, lung, lesion (softmax) and high opacity given lesion (sigmoid).
"""
from __future__ import annotations

from typing import Dict, List, Optional

import torch
from torch import Tensor, nn
import torch.nn.functional as F

from ..data.preprocess import NEIGHBORS

WINDOW = 2 * NEIGHBORS + 1
GRID = 256
RAW = 4


def log_probabilities(raw: Tensor) -> Tensor:
    """Raw values [N, 4, y, x] -> log-probabilities of labels 0 background, 1 lung, 2 GGO, 3 high opacity, same shape."""
    first = F.log_softmax(raw[:, :3], dim=1)
    lesion, high = first[:, 2:3], raw[:, 3:4]
    return torch.cat([first[:, :2], lesion + F.logsigmoid(-high), lesion + F.logsigmoid(high)], dim=1)


class ConvBlock(nn.Module):
    """3x3 convolution, batch norm, LeakyReLU: [N, in, y, x] -> [N, out, y, x]. The norm follows and folds away."""

    def __init__(self, inputs: int, outputs: int, dilation: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=dilation, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.leaky_relu(self.norm(self.conv(x)), 0.01)


class DenseBlock(nn.Module):
    """Each layer reads everything before it: [N, c, y, x] -> [N, c + layers * growth, y, x]."""

    def __init__(self, inputs: int, growth: int, dilations: List[int]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            ConvBlock(inputs + i * growth, growth, dilation) for i, dilation in enumerate(dilations))
        self.channels = inputs + growth * len(dilations)

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x


class Head(nn.Module):
    """Segmentation head at half resolution: twice 3x3 convolution, norm, LeakyReLU, then 1x1.

    Features [N, c, 64, 64] are spread to half resolution and meet the target slice [N, 1, 256, 256] there: borders stay sharp.
    The result is [N, outputs, 256, 256].
    """

    def __init__(self, inputs: int, width: int, outputs: int) -> None:
        super().__init__()
        self.spread = nn.Conv2d(inputs, 64, 1)
        self.first = ConvBlock(16 + 4, width)
        self.second = ConvBlock(width, width)
        self.last = nn.Conv2d(width, 4 * outputs, 1)

    def forward(self, features: Tensor, target: Tensor) -> Tensor:
        return self.finish(self.spread(features), target)

    def finish(self, spread: Tensor, target: Tensor) -> Tensor:
        """From spread features [N, 64, 64, 64] on."""
        x = torch.cat([F.pixel_shuffle(spread, 2), F.pixel_unshuffle(target, 2)], dim=1)
        return F.pixel_shuffle(self.last(self.second(self.first(x))), 2)


class AttentionHead(nn.Module):
    """The same layers at quarter resolution plus a sigmoid: [N, c, 64, 64] -> a [N, 1, 256, 256] in (0, 1)."""

    def __init__(self, inputs: int, width: int) -> None:
        super().__init__()
        self.first = ConvBlock(inputs, width)
        self.second = ConvBlock(width, width)
        self.last = nn.Conv2d(width, 16, 1)

    def forward(self, x: Tensor) -> Tensor:
        return torch.sigmoid(F.pixel_shuffle(self.last(self.second(self.first(x))), 4))


class ConvLstm(nn.Module):
    """Convolutional LSTM over the 11 slices of every window of a slab.

    The input convolution runs once a slice and is shared between windows; the first state is zero and is skipped.
    [B, S, c, y, x] -> final hidden state [B * n, hidden, y, x].
    """

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.from_input = nn.Conv2d(inputs, 4 * hidden, 3, padding=1)
        self.from_hidden = nn.Conv2d(hidden, 4 * hidden, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        batch, slices = x.shape[0], x.shape[1]
        n = slices - 10
        shared = self.from_input(x.flatten(0, 1))
        shared = shared.view(batch, slices, shared.shape[1], shared.shape[2], shared.shape[3])
        gates = shared[:, 0:n].flatten(0, 1)
        h, cell = self.step(gates, torch.zeros(1, device=x.device, dtype=x.dtype))
        for t in range(1, 11):
            gates = shared[:, t:t + n].flatten(0, 1) + self.from_hidden(h)
            h, cell = self.step(gates, cell)
        return h

    def windows(self, shared: Tensor, n: int) -> Tensor:
        """Inputs' part of the gates [n + 10, 4 hidden, y, x] of adjacent slices -> final hidden state [n, hidden, y, x].

        The same as `forward`, for weights by `with_doubled_candidate` and without gradients. Each step writes over what the last one
        left, and tanh(x) = 2 sigmoid(2 x) - 1 takes a third of the time of tanh. `double` is twice the cell.
        """
        gates = torch.sigmoid(shared[0:n])
        double = gates[:, 3 * self.hidden:].sub(0.5).mul_(gates[:, :self.hidden]).mul_(4.0)
        h = torch.sigmoid(double).mul_(2.0).sub_(1.0).mul_(gates[:, 2 * self.hidden:3 * self.hidden])
        for t in range(1, 11):
            gates = self.from_hidden(h).add_(shared[t:t + n]).sigmoid_()
            double.mul_(gates[:, self.hidden:2 * self.hidden])
            double.addcmul_(gates[:, :self.hidden], gates[:, 3 * self.hidden:].sub_(0.5), value=4.0)
            h = torch.sigmoid(double).mul_(2.0).sub_(1.0).mul_(gates[:, 2 * self.hidden:3 * self.hidden])
        return h

    def with_doubled_candidate(self) -> None:
        """Doubles what the candidate's gate gets, as `windows` reads it."""
        for conv in (self.from_input, self.from_hidden):
            conv.weight.data[3 * self.hidden:] *= 2
        self.from_input.bias.data[3 * self.hidden:] *= 2

    def step(self, gates: Tensor, cell: Tensor) -> List[Tensor]:
        """Gates [N, 4 hidden, y, x] in the order input, forget, output, candidate -> [h, cell]."""
        open_ = torch.sigmoid(gates[:, :3 * self.hidden])
        candidate = torch.tanh(gates[:, 3 * self.hidden:])
        cell = open_[:, self.hidden:2 * self.hidden] * cell + open_[:, :self.hidden] * candidate
        return [open_[:, 2 * self.hidden:] * torch.tanh(cell), cell]


class DensityPrior(nn.Module):
    """Adds weight * (smoothed brightness - threshold), both learned, to the raw value of high opacity.

    Smoothed is the target slice under a Gaussian of `sigma` pixels, cut at 3 sigma, the edges repeated.
    """

    def __init__(self, sigma: float, threshold: float, weight: float) -> None:
        super().__init__()
        self.radius = int(3 * sigma + 0.5)
        taps = torch.exp(-0.5 * (torch.arange(-self.radius, self.radius + 1) / sigma) ** 2)
        self.register_buffer("taps", (taps / taps.sum()).view(1, 1, 1, -1))
        self.weight = nn.Parameter(torch.tensor(weight))
        self.threshold = nn.Parameter(torch.tensor(threshold))

    def smoothed(self, target: Tensor) -> Tensor:
        """[N, 1, y, x] -> the same."""
        r = self.radius
        x = F.conv2d(F.pad(target, [r, r, 0, 0], mode="replicate"), self.taps)
        return F.conv2d(F.pad(x, [0, 0, r, r], mode="replicate"), self.taps.transpose(2, 3))

    def forward(self, raw: Tensor, target: Tensor) -> Tensor:
        """Raw values [N, 4, y, x] of the targets [N, 1, y, x] -> the same."""
        high = raw[:, 3:4] + self.weight * (self.smoothed(target) - self.threshold)
        return torch.cat([raw[:, :3], high], dim=1)


class NoPrior(nn.Module):
    """Takes the raw values as they are."""

    def forward(self, raw: Tensor, target: Tensor) -> Tensor:
        """Raw values, unchanged."""
        return raw


class LungBurdenNet(nn.Module):
    """Slab [S, 1, 256, 256] -> raw values of its n targets; see the module's text.

    `prior` gives sigma in pixels, threshold and weight that a `DensityPrior` starts with. With `hand` the input has a second
    channel that says whose outlines to follow (`data/hands.py`).
    """

    def __init__(self, stem: int = 32, growth: int = 24, dilations: List[int] = (1, 2, 4, 8, 4, 2), hidden: int = 24,
                 lstm_inputs: int = 32, head_width: int = 24, prior: Optional[Dict[str, float]] = None, hand: bool = False) -> None:
        super().__init__()
        self.hand = hand
        self.stem = ConvBlock(16 + 2 + int(hand), stem)
        self.dense = DenseBlock(stem, growth, list(dilations))
        self.main_head = Head(self.dense.channels, head_width, RAW)
        self.reduce = nn.Conv2d(self.dense.channels, lstm_inputs, 1)
        self.lstm = ConvLstm(lstm_inputs, hidden)
        self.branch_head = Head(hidden, head_width, RAW)
        self.attention_head = AttentionHead(hidden, 16)
        self.prior = DensityPrior(**prior) if prior else NoPrior()
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="leaky_relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        with torch.no_grad():
            nn.init.xavier_uniform_(self.lstm.from_input.weight)
            nn.init.orthogonal_(self.lstm.from_hidden.weight)
            self.lstm.from_input.bias[hidden:2 * hidden] = 1.0  # remember at first

    def image(self, x: Tensor) -> Tensor:
        """Slices [N, 1, y, x], or with the hand [N, 2, y, x] -> their images [N, 1, y, x]."""
        if self.hand:
            return x[:, :1]
        return x

    def features(self, x: Tensor) -> Tensor:
        """Slices [N, 1, y, x] -> features [N, c, y/4, x/4]; two channels give the place of a feature in the 256 grid."""
        small = F.pixel_unshuffle(self.image(x), 4)
        rows, columns = small.shape[2], small.shape[3]
        y = (torch.arange(rows, device=x.device, dtype=x.dtype) + 0.5) * (2.0 * 4 / 256) - 1.0
        u = (torch.arange(columns, device=x.device, dtype=x.dtype) + 0.5) * (2.0 * 4 / 256) - 1.0
        place = torch.stack([y[:, None].expand(rows, columns), u[None, :].expand(rows, columns)])
        small = torch.cat([small, place[None].expand(small.shape[0], 2, rows, columns)], dim=1)
        if self.hand:
            small = torch.cat([small, x[:, 1:, ::4, ::4]], dim=1)
        return self.dense(self.stem(small))

    def main_branch(self, x: Tensor) -> Tensor:
        """Slices [N, 1, y, x] -> raw values [N, 4, y, x] of each slice alone."""
        image = self.image(x)
        return self.prior(self.main_head(self.features(x), image), image)

    def branches(self, x: Tensor) -> List[Tensor]:
        """Slabs [B, S, 1, y, x] -> main raw, attention-branch raw [B * n, 4, y, x] and a [B * n, 1, y, x]."""
        return self.from_features(self.features(x.flatten(0, 1)), x)

    def from_features(self, f: Tensor, x: Tensor) -> List[Tensor]:
        """Features [B * S, c, y/4, x/4] of slabs [B, S, 1, y, x] -> as `branches`."""
        batch, slices = x.shape[0], x.shape[1]
        target = self.image(x[:, 5:slices - 5].flatten(0, 1))
        reduced = self.reduce(f)
        f = f.view(batch, slices, f.shape[1], f.shape[2], f.shape[3])
        main = self.prior(self.main_head(f[:, 5:slices - 5].flatten(0, 1), target), target)
        h = self.lstm(reduced.view(batch, slices, reduced.shape[1], reduced.shape[2], reduced.shape[3]))
        return [main, self.prior(self.branch_head(h, target), target), self.attention_head(h)]

    def forward(self, x: Tensor) -> Tensor:
        """Slab [S, 1, y, x] -> log-probabilities [S - 10, 4, y, x]."""
        main, branch, a = self.branches(x[None])
        return log_probabilities(combine(main, branch, a))


def combine(main: Tensor, branch: Tensor, a: Tensor) -> Tensor:
    """a [N, 1, y, x] chooses between the branches [N, 4, y, x] pixel by pixel, and can thus change a label."""
    return a * branch + (1.0 - a) * main


def channels_of(net: nn.Module) -> int:
    """Channels of the input: the image, and the reader's hand where the network knows readers apart."""
    return 2 if getattr(net, "hand", False) else 1
